//! RNAs that compete with miRNAs for reads, by name.

use std::ops::Range;

/// The class of reads of precursors outside of their miRNAs: loops, and what is beyond the arms.
pub(super) const HAIRPIN: &str = "hairpin";

/// A spike or contaminant.
#[derive(Clone, Debug)]
pub(super) struct Competitor {
    pub(super) name: String,
    /// Index of the first one with its class and name.
    pub(super) same: usize,
    /// Of a tRNA, without leader, trailer and CCA; of others, the whole.
    pub(super) body: Range<usize>,
}

/// A mature sequence that is a fragment of another RNA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Index of the mature sequence.
    pub(crate) mature: usize,
    /// Nucleotides that differ.
    pub(crate) differences: u32,
    pub(crate) class: String,
    pub(crate) name: String,
    /// First nucleotide on it, from 0.
    pub(crate) start: usize,
}
