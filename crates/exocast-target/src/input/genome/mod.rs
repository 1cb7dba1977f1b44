//! Transcripts from a genome and its annotation.

mod annotation;
mod draft;
mod model;
mod problems;
mod row;
mod splice;

pub use self::annotation::Annotation;
