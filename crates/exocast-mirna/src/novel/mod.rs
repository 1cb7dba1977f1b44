//! Novel miRNAs: reads that nothing known explains, on hairpins of a genome.

mod contig;
mod control;
mod examined;
mod find;
mod fold;
mod genome;
mod judge;
mod known;
mod locus;
mod parameters;
mod place;
mod probe;
mod score;
mod search;
mod shuffle;
mod stability;
mod stack;
mod window;

pub use find::NovelMirnas;
pub use fold::{FoldHairpin, FoldedHairpin};
pub(crate) use locus::{NovelLocus, SHOWN};
