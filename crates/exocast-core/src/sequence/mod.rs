//! Sequences of RNA, and accessions.

mod accession;
mod base;
mod rna;

pub use accession::{AnyVersion, without_version};
pub use base::{Base, Strand};
pub use rna::{BadBase, Rna};
