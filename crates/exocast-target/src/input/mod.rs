//! What is read: miRNAs, transcripts, amounts, expression, observed changes, genomes.

mod amounts;
mod argonaute;
mod bad_record;
mod circle;
mod coding;
mod expression;
mod genome;
mod header;
mod isoforms;
mod known;
mod lookup;
mod message;
mod mirna;
mod names;
mod observed;
mod planes;
mod readers;
mod region;
mod rna_kind;
mod sponges;
mod transcript;
mod transcripts;

pub use self::readers::ExpressionTable;
pub use self::{
    amounts::{Amounts, Dose},
    argonaute::Argonaute,
    bad_record::BadRecord,
    expression::Expression,
    genome::Annotation,
    isoforms::{Isoforms, NoTags},
    message::Message,
    mirna::{Mirna, Mirnas, Seed},
    observed::{Observed, ObservedGene},
    region::Region,
    rna_kind::RnaKind,
    sponges::Sponges,
    transcript::Transcript,
    transcripts::Transcripts,
};
pub(crate) use self::{
    circle::end_on,
    planes::Stretch,
    readers::{for_each_row, number},
};
