//! What the header of a FASTA record says: transcript, gene, and what its sequence is.

mod content;
mod identifier;
mod parse;
mod piped;
mod ranges;
mod record;
mod refseq;
mod worded;

pub(super) use self::{content::Part, record::Header};
