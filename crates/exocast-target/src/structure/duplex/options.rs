//! Options of duplexes.

use std::ops::RangeInclusive;

use exocast_core::options::{Options, Word};
use serde::{Deserialize, Serialize};

use crate::error::BadOption;

/// Guide nucleotides that have to pair without a gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeedPairing {
    /// None.
    #[default]
    #[serde(rename = "none")]
    None,
    /// Nucleotides 2 to 7.
    #[serde(rename = "2-7")]
    TwoToSeven,
    /// Nucleotides 2 to 8.
    #[serde(rename = "2-8")]
    TwoToEight,
}

impl SeedPairing {
    pub(super) const fn nucleotides(self) -> Option<RangeInclusive<usize>> {
        match self {
            Self::None => None,
            Self::TwoToSeven => Some(1..=6),
            Self::TwoToEight => Some(1..=7),
        }
    }
}

impl Word for SeedPairing {
    const ALL: &'static [Self] = &[Self::None, Self::TwoToSeven, Self::TwoToEight];

    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::TwoToSeven => "2-7",
            Self::TwoToEight => "2-8",
        }
    }
}

/// Where G may pair with U.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wobble {
    /// Everywhere.
    #[default]
    Allowed,
    /// Outside of the seed; everywhere where no seed pairing is required.
    OutsideSeed,
    /// Nowhere.
    Never,
}

impl Word for Wobble {
    const ALL: &'static [Self] = &[Self::Allowed, Self::OutsideSeed, Self::Never];

    fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::OutsideSeed => "outside-seed",
            Self::Never => "never",
        }
    }
}

/// Which duplexes are sites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DuplexOptions {
    /// Nucleotides that have to pair.
    pub seed: SeedPairing,
    /// Where G–U pairs may be.
    pub wobble: Wobble,
    /// Highest free energy of a site, kcal/mol.
    pub max_energy: f64,
}

impl Default for DuplexOptions {
    fn default() -> Self {
        Self { seed: SeedPairing::None, wobble: Wobble::Allowed, max_energy: -10.0 }
    }
}

impl Options for DuplexOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        if self.max_energy.is_finite() {
            Ok(())
        } else {
            let value = self.max_energy;
            Err(BadOption::Number { name: "max-energy", value, wanted: "a number" })
        }
    }
}
