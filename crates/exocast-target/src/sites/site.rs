//! What a target site is.

use std::{fmt, ops::Range};

use serde::{Deserialize, Serialize};

/// How much of the seed pairs at a site (Bartel 2009, Cell 136:215; Kim et al. 2016, eLife 5:e12142).
///
/// In order of affinity, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SiteType {
    /// Pairs to miRNA nucleotides 2–8 and an A opposite nucleotide 1.
    #[serde(rename = "8mer")]
    EightMer,
    /// Pairs to nucleotides 2–8, no A opposite nucleotide 1.
    #[serde(rename = "7mer-m8")]
    SevenMerM8,
    /// Pairs to nucleotides 2–7 and an A opposite nucleotide 1.
    #[serde(rename = "7mer-A1")]
    SevenMerA1,
    /// Pairs to nucleotides 2–7 only.
    #[serde(rename = "6mer")]
    SixMer,
    /// Pairs to nucleotides 2–6 and an A opposite nucleotide 1, no pair at 7.
    #[serde(rename = "6mer-A1")]
    SixMerA1,
    /// Pairs to nucleotides 3–8, no pair at 2.
    #[serde(rename = "offset-6mer")]
    OffsetSixMer,
}

impl SiteType {
    /// All six, best first.
    pub const ALL: [Self; 6] = [
        Self::EightMer,
        Self::SevenMerM8,
        Self::SevenMerA1,
        Self::SixMer,
        Self::SixMerA1,
        Self::OffsetSixMer,
    ];

    /// The four that hold pairs to nucleotides 2–7.
    pub const CANONICAL: [Self; 4] =
        [Self::EightMer, Self::SevenMerM8, Self::SevenMerA1, Self::SixMer];

    /// The miRNA nucleotides covered, from 1: the site has one nucleotide opposite each.
    #[must_use]
    pub const fn covers(self) -> Range<usize> {
        match self {
            Self::EightMer => 1..9,
            Self::SevenMerM8 => 2..9,
            Self::SevenMerA1 => 1..8,
            Self::SixMer => 2..8,
            Self::SixMerA1 => 1..7,
            Self::OffsetSixMer => 3..9,
        }
    }

    /// Length of the site in nucleotides.
    #[must_use]
    pub(crate) const fn length(self) -> usize {
        let covers = self.covers();
        covers.end - covers.start
    }

    /// The type with exactly these matches, given pairs at 3–6; nothing where it is no site.
    #[allow(clippy::fn_params_excessive_bools, reason = "one for each nucleotide that may match")]
    pub(crate) const fn from_matches(m8: bool, m7: bool, m2: bool, a1: bool) -> Option<Self> {
        match (m7, m2) {
            (true, true) => Some(match (m8, a1) {
                (true, true) => Self::EightMer,
                (true, false) => Self::SevenMerM8,
                (false, true) => Self::SevenMerA1,
                (false, false) => Self::SixMer,
            }),
            (false, true) if a1 => Some(Self::SixMerA1),
            (true, false) if m8 => Some(Self::OffsetSixMer),
            _ => None,
        }
    }
}

impl fmt::Display for SiteType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EightMer => "8mer",
            Self::SevenMerM8 => "7mer-m8",
            Self::SevenMerA1 => "7mer-A1",
            Self::SixMer => "6mer",
            Self::SixMerA1 => "6mer-A1",
            Self::OffsetSixMer => "offset-6mer",
        })
    }
}
