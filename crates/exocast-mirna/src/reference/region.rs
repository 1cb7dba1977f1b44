//! Parts of a mature sequence that differ in what a substitution does to targeting.

use std::fmt;

/// Parts of a mature sequence that differ in what a substitution does to targeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum SnvRegion {
    /// Nucleotides 2–7.
    Seed,
    /// Nucleotide 8.
    CentralOffset,
    /// Nucleotides 9–12.
    Central,
    /// Nucleotides 13–17.
    CentralSupplementary,
    /// Elsewhere.
    Other,
}

impl SnvRegion {
    /// The region of a position on the mature sequence, from 1.
    pub(crate) const fn at(position: i32) -> Self {
        match position {
            2..=7 => Self::Seed,
            8 => Self::CentralOffset,
            9..=12 => Self::Central,
            13..=17 => Self::CentralSupplementary,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for SnvRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seed => "iso_snv_seed",
            Self::CentralOffset => "iso_snv_central_offset",
            Self::Central => "iso_snv_central",
            Self::CentralSupplementary => "iso_snv_central_supp",
            Self::Other => "iso_snv",
        })
    }
}
