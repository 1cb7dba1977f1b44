//! From FASTQ to unique inserts: library, adapters, filters, UMIs.

mod block;
mod convert;
mod copies;
mod detect;
mod detection;
mod error;
mod fastq;
mod fates;
mod first;
mod hash;
mod header_umi;
mod insert;
mod lanes;
mod molecules;
mod near;
mod packed;
mod pairs;
mod pass;
mod phred;
mod poly_a;
mod sample;
mod search;
mod share;
mod trim;
mod umi;
mod umi_space;
mod unknown;
mod whole;

pub(crate) use detect::{Known, tenths};
pub use detection::Detection;
pub use error::SampleError;
pub use fates::Fates;
pub(crate) use insert::Insert;
pub(crate) use packed::{CAPACITY, Packed, code};
pub use sample::SampleReads;
pub(crate) use whole::whole;
