//! Precursors, mature sequences, and the loci of one on the other.

use exocast_core::Rna;

use crate::names::{Accession, Arm, MirnaName};

/// A precursor (hairpin).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hairpin {
    /// Name, such as `hsa-mir-199a-1`.
    pub name: String,
    /// Accession, where annotation or sequence have one.
    pub accession: Option<Accession>,
    /// Sequence.
    pub sequence: Rna,
}

/// A mature sequence, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mature {
    /// Name, such as `hsa-miR-199a-3p`.
    pub name: String,
    /// Accession, where the annotation has one.
    pub accession: Option<Accession>,
    /// Sequence, that of the first locus.
    pub sequence: Rna,
    /// Indices of its [loci](crate::Catalogue::loci), at least one.
    pub loci: Vec<usize>,
}

/// A mature sequence on a precursor, 0-based and half-open in the precursor's coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Locus {
    /// Index of the [hairpin](crate::Catalogue::hairpins).
    pub hairpin: usize,
    /// Index of the [mature sequence](crate::Catalogue::matures).
    pub mature: usize,
    /// First nucleotide, from 0.
    pub start: usize,
    /// One past the last nucleotide.
    pub end: usize,
    /// Arm, by the name, or else by the half of the hairpin that has the middle of the mature sequence.
    pub arm: Arm,
}

impl Mature {
    /// The parts of the name, where it follows a known grammar.
    #[must_use]
    pub fn parsed(&self) -> Option<MirnaName> {
        self.name.parse().ok()
    }

    /// The seed, nucleotides 2–8.
    #[must_use]
    pub fn seed(&self) -> Option<Rna> {
        self.sequence.slice(1..8)
    }
}
