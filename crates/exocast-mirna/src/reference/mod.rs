//! The sequences that reads are compared with: miRNAs on their precursors, contaminants and spikes.

mod adapters;
mod annotation;
mod build;
mod catalogue;
mod common;
mod competitors;
mod embl;
mod embl_entry;
mod gff;
mod gff_row;
mod hairpin;
mod headers;
mod isomir;
mod matures;
mod mirgenedb;
mod placement;
mod placing;
mod read;
mod region;
mod sequences;
mod trna;

pub(crate) use adapters::ADAPTER;
pub use catalogue::Catalogue;
pub(crate) use competitors::SPIKE;
pub use competitors::{Reference, ReferenceSet};
pub use hairpin::{Hairpin, Locus, Mature};
pub use isomir::Isomir;
pub use mirgenedb::MirGeneDb;
pub(crate) use region::SnvRegion;
