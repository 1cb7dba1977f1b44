//! Transcripts from a genome and its annotation.

mod annotation;
mod row;
mod splice;

pub use self::annotation::{Annotation, GenomeProblem};
