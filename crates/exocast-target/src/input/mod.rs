//! What is read: miRNAs, transcripts, amounts, expression, observed changes, genomes.

mod amounts;
mod coding;
mod expression;
mod genome;
mod lookup;
mod message;
mod mirna;
mod names;
mod observed;
mod readers;
mod region;
mod transcript;
mod transcripts;

pub use self::{
    amounts::{Amounts, Dose},
    expression::Expression,
    genome::Annotation,
    message::Message,
    mirna::{Mirna, Mirnas, NoSeed, Seed},
    observed::{Observed, ObservedGene, Placed},
    region::Region,
    transcript::{BadTranscript, Transcript},
    transcripts::Transcripts,
};
