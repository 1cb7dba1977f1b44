//! The place of a precursor on a genome.

use exocast_core::Strand;

/// An interval of a genome, 0-based and half-open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Placement {
    /// Chromosome or contig.
    pub(super) contig: String,
    /// First nucleotide, from 0.
    pub(super) start: u64,
    /// One past the last nucleotide.
    pub(super) end: u64,
    /// Strand.
    pub(super) strand: Strand,
}
