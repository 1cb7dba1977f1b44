//! Dilution factors, and what an export records of them.

use exocast_core::BadValue;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A dilution factor: volume after dilution over volume before, 1 or more.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Dilution(f64);

impl Dilution {
    /// Not diluted.
    pub const NONE: Self = Self(1.0);

    /// Checks and wraps a factor.
    ///
    /// # Errors
    /// Where the factor is not finite or below 1.
    pub fn new(factor: f64) -> Result<Self, BadValue> {
        if factor.is_finite() && factor >= 1.0 {
            Ok(Self(factor))
        } else {
            Err(BadValue { value: factor, wanted: "a dilution factor of 1 or more" })
        }
    }

    /// The bare factor.
    #[must_use]
    pub const fn factor(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Dilution {
    type Error = BadValue;

    fn try_from(factor: f64) -> Result<Self, BadValue> {
        Self::new(factor)
    }
}

impl From<Dilution> for f64 {
    fn from(dilution: Dilution) -> Self {
        dilution.0
    }
}

impl fmt::Display for Dilution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an export says about dilution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedDilution {
    /// Nothing: the concentration is of the suspension that was measured.
    #[default]
    NotRecorded,
    /// The instrument has multiplied by this factor already (`NanoSight`).
    Applied(Dilution),
    /// The factor is written down, but the concentrations are not multiplied by it (`ZetaView`).
    NotApplied(Dilution),
}

impl RecordedDilution {
    /// The factor, where one is written down.
    #[must_use]
    pub const fn factor(self) -> Option<Dilution> {
        match self {
            Self::NotRecorded => None,
            Self::Applied(dilution) | Self::NotApplied(dilution) => Some(dilution),
        }
    }
}
