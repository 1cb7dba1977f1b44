//! Options of duplexes.

use std::ops::{Deref, RangeInclusive};

use serde::{Deserialize, Serialize};

use crate::error::BadOption;

/// Which guide nucleotides have to pair with no gap.
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

/// Where G may pair with U.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wobble {
    /// Everywhere.
    #[default]
    Allowed,
    /// Not in the seed, where one is asked for.
    OutsideSeed,
    /// Nowhere.
    Never,
}

/// Which duplexes count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplexOptions {
    /// Nucleotides that have to pair.
    pub seed: SeedPairing,
    /// Where G–U pairs may be.
    pub wobble: Wobble,
    /// Most energy of a site, kcal/mol.
    pub max_energy: f64,
}

impl Default for DuplexOptions {
    fn default() -> Self {
        Self { seed: SeedPairing::None, wobble: Wobble::Allowed, max_energy: -10.0 }
    }
}

/// [`DuplexOptions`] that make sense.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckedDuplex(DuplexOptions);

impl Deref for CheckedDuplex {
    type Target = DuplexOptions;

    fn deref(&self) -> &DuplexOptions {
        &self.0
    }
}

impl DuplexOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// Where the energy is no finite number.
    pub fn check(self) -> Result<CheckedDuplex, BadOption> {
        if self.max_energy.is_finite() {
            Ok(CheckedDuplex(self))
        } else {
            let value = self.max_energy;
            Err(BadOption::Number { name: "max-energy", value, wanted: "a number" })
        }
    }
}
