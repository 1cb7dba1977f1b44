//! What a particle counts for, and the range of sizes that is seen.

use serde::Serialize;

/// What a particle counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighting {
    /// One.
    #[default]
    Number,
    /// Its surface, ∝ d².
    Area,
    /// Its volume, ∝ d³.
    Volume,
}

/// The range of diameters, in nm, within which particles are seen; outside of it nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Window {
    /// Lower end; 0 where there is no limit.
    pub low: f64,
    /// Upper end; infinite where there is no limit.
    pub high: f64,
}

impl Window {
    /// No limit on either side.
    pub const OPEN: Self = Self { low: 0.0, high: f64::INFINITY };
}
