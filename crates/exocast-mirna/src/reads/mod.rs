//! From FASTQ to unique inserts: library, adapters, filters, UMIs.

mod block;
mod detect;
mod error;
mod fastq;
mod fates;
mod first;
mod hash;
mod insert;
mod lanes;
mod packed;
mod pass;
mod sample;
mod share;
mod trim;
mod umi;

pub use detect::Detection;
pub use error::SampleError;
pub use fates::Fates;
#[cfg(test)]
pub(crate) use packed::code;
pub(crate) use packed::{CAPACITY, Packed};
pub use sample::SampleReads;
