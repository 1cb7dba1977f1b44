//! Options of the analysis of a sample.

use exocast_core::Nanometres;
use serde::{Deserialize, Serialize};

use crate::classes::{BadClass, SizeClass};

/// What a caller may set; [`check`](Self::check) makes it usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Detection limit, nm: smaller particles are left out, and what they would have been is fitted.
    pub lod: Option<Nanometres>,
    /// The most size populations tried.
    pub components: usize,
    /// Random starts for each number of populations, beside the two fixed ones.
    pub restarts: usize,
    /// Resamplings behind the interval of a class fraction.
    pub resamples: usize,
    /// Number of tracks taken for a video where the export does not say (assumed).
    pub assumed_tracks: f64,
    /// Operational size classes.
    pub classes: Vec<SizeClass>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lod: None,
            components: 5,
            restarts: 4,
            resamples: 200,
            assumed_tracks: 1000.0,
            classes: SizeClass::operational(),
        }
    }
}

/// Options that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// The number of populations.
    #[error("components is {0}; 1 to 10 size populations can be tried")]
    Components(usize),
    /// The number of resamplings.
    #[error("resamples is {0}; an interval needs 20 to 100000")]
    Resamples(usize),
    /// The assumed number of tracks.
    #[error("assumed-tracks is {0}; a number of 2 or more is wanted")]
    AssumedTracks(f64),
    /// There is no size class.
    #[error("classes is empty; give at least one size class")]
    NoClass,
    /// A size class.
    #[error("a size class cannot be used")]
    Class(#[from] BadClass),
}

/// Options that have been checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct CheckedOptions(Options);

impl Options {
    /// Checks every value.
    ///
    /// # Errors
    /// Where a value lies outside of what it can be.
    pub fn check(self) -> Result<CheckedOptions, BadOption> {
        if !(1..=10).contains(&self.components) {
            return Err(BadOption::Components(self.components));
        }
        if !(20..=100_000).contains(&self.resamples) {
            return Err(BadOption::Resamples(self.resamples));
        }
        if !(self.assumed_tracks.is_finite() && self.assumed_tracks >= 2.0) {
            return Err(BadOption::AssumedTracks(self.assumed_tracks));
        }
        if self.classes.is_empty() {
            return Err(BadOption::NoClass);
        }
        for class in &self.classes {
            class.check()?;
        }
        Ok(CheckedOptions(self))
    }
}

impl std::ops::Deref for CheckedOptions {
    type Target = Options;

    fn deref(&self) -> &Options {
        &self.0
    }
}
