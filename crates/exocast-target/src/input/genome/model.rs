//! One transcript on a genome.

use std::ops::Range;

use exocast_core::Strand;

/// One transcript on a genome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) name: String,
    pub(super) gene: Option<String>,
    pub(super) contig: String,
    pub(super) strand: Strand,
    /// 0-based and half-open, ascending, apart.
    pub(super) exons: Vec<Range<usize>>,
    /// From the first to the last coding nucleotide, on the forward strand.
    pub(super) coding: Range<usize>,
}
