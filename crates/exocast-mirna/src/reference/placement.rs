//! Where a precursor lies on a genome.

use exocast_core::Strand;

/// An interval of a genome, 0-based and half-open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placement {
    /// Chromosome or contig.
    pub contig: String,
    /// First nucleotide, from 0.
    pub start: u64,
    /// One past the last nucleotide.
    pub end: u64,
    /// Strand.
    pub strand: Strand,
}
