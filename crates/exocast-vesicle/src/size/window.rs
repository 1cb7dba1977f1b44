//! What a particle counts for, and the range of sizes that is seen.

use serde::Serialize;

/// Diameters that do not make a distribution.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadDistribution {
    /// There is no particle in it.
    #[error("there is no particle in the size distribution")]
    Empty,
    /// A diameter is not above zero or not finite.
    #[error("diameter {value} at place {place} is not a length above zero")]
    Diameter {
        /// Its place, from 1.
        place: usize,
        /// The value.
        value: f64,
    },
    /// A weight is negative or not finite.
    #[error("weight {value} at place {place} is not zero or more")]
    Weight {
        /// Its place, from 1.
        place: usize,
        /// The value.
        value: f64,
    },
    /// Bin edges do not ascend, or their number does not fit the bins.
    #[error("{edges} ascending edges from zero are wanted for {bins} bins")]
    Edges {
        /// Number of edges wanted.
        edges: usize,
        /// Number of bins.
        bins: usize,
    },
    /// Nothing lies within the detection window.
    #[error("no particle lies between {low} and {high} nm; check the detection limit")]
    NothingSeen {
        /// Lower end of the window.
        low: f64,
        /// Upper end of the window.
        high: f64,
    },
}

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
