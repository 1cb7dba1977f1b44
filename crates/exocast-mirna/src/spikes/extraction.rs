//! From what holds the spikes to the biofluid.

use serde::{Deserialize, Serialize};

/// A volume above zero, in µL.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Microlitres(f64);

/// How many times a biofluid was diluted, above zero; 1 is not at all.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Dilution(f64);

/// A volume or a dilution that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not above zero: a volume (µL) or a dilution has to be")]
pub struct NotAboveZero(pub f64);

/// What stands between the volume in which spikes have their amount and a millilitre of biofluid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    spiked: Microlitres,
    biofluid: Microlitres,
    dilution: Dilution,
}

impl Microlitres {
    /// Checks and wraps a volume.
    ///
    /// # Errors
    /// Where it is not finite or not above zero.
    pub fn new(value: f64) -> Result<Self, NotAboveZero> {
        above_zero(value).map(Self)
    }

    /// The bare number, in µL.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Microlitres {
    type Error = NotAboveZero;

    fn try_from(value: f64) -> Result<Self, NotAboveZero> {
        Self::new(value)
    }
}

impl From<Microlitres> for f64 {
    fn from(volume: Microlitres) -> Self {
        volume.0
    }
}

impl Dilution {
    /// Not diluted.
    pub const NONE: Self = Self(1.0);

    /// Checks and wraps a factor.
    ///
    /// # Errors
    /// Where it is not finite or not above zero.
    pub fn new(factor: f64) -> Result<Self, NotAboveZero> {
        above_zero(factor).map(Self)
    }

    /// The bare factor.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Dilution {
    type Error = NotAboveZero;

    fn try_from(value: f64) -> Result<Self, NotAboveZero> {
        Self::new(value)
    }
}

impl From<Dilution> for f64 {
    fn from(dilution: Dilution) -> Self {
        dilution.0
    }
}

fn above_zero(value: f64) -> Result<f64, NotAboveZero> {
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(NotAboveZero(value)) }
}

impl Default for Extraction {
    /// Amounts of spikes are per µL of biofluid: 1000 times as many per mL.
    fn default() -> Self {
        Self { spiked: Microlitres(1.0), biofluid: Microlitres(1.0), dilution: Dilution::NONE }
    }
}

impl Extraction {
    /// Spikes have their amount in `spiked` (the eluate, or the biofluid itself), which holds the RNA of
    /// `biofluid`, diluted `dilution` times before extraction.
    #[must_use]
    pub const fn new(spiked: Microlitres, biofluid: Microlitres, dilution: Dilution) -> Self {
        Self { spiked, biofluid, dilution }
    }

    /// Copies per mL of biofluid for one copy per µL of what holds the spikes.
    #[must_use]
    pub fn per_millilitre(&self) -> f64 {
        1000.0 * self.spiked.0 / self.biofluid.0 * self.dilution.0
    }
}
