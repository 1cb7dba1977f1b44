//! One transcript on a genome.

use std::ops::Range;

use exocast_core::Strand;

use crate::input::transcript::Tags;

/// One transcript on a genome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) name: String,
    pub(super) gene: Option<String>,
    pub(super) gene_id: Option<String>,
    pub(super) tags: Tags,
    pub(super) contig: String,
    pub(super) strand: Strand,
    /// 0-based and half-open, ascending, apart.
    pub(super) exons: Vec<Range<usize>>,
    /// From the first to the last coding nucleotide, on the forward strand; nothing of a noncoding transcript.
    pub(super) coding: Option<Range<usize>>,
}
