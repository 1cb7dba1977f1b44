//! Sequences of RNA, seeds, and accessions.

mod accession;
mod base;
mod rna;
mod seed;

pub use accession::{AnyVersion, without_version};
pub use base::{Base, Strand};
pub use rna::{BadBase, Rna};
pub use seed::{BadSeed, Seed};
