//! Readers of the inputs. Each takes decompressed bytes and the name that errors give.

mod delimited;
mod fasta;
mod small;
mod transcripts;

pub(crate) use delimited::{Delimited, number};
pub(crate) use fasta::Records;
