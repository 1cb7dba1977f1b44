//! Options of the analysis of a sample.

use exocast_core::Nanometres;
use serde::{Deserialize, Serialize};

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

/// A size class: a name and the range, in nm, that holds 95 % of its vesicles.
///
/// Classes are operational. A size does not prove where a vesicle was formed (MISEV2023, Welsh et al.
/// 2024, J Extracell Vesicles 13:e12404), hence `-sized`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SizeClass {
    /// Its name in results.
    pub name: String,
    /// Lower end of the range.
    pub low_nm: f64,
    /// Upper end of the range.
    pub high_nm: f64,
}

/// A range that is none.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("size class `{name}` from {low} to {high} nm: ends have to ascend from above 0")]
pub struct BadClass {
    /// Name of the class.
    pub name: String,
    /// Lower end given.
    pub low: f64,
    /// Upper end given.
    pub high: f64,
}

/// Class, lower and upper end in nm. The three classes of vesicle are those of Raposo & Stoorvogel
/// 2013 (J Cell Biol 200:373) and van Niel et al. 2018 (Nat Rev Mol Cell Biol 19:213), assumed as 95 %
/// ranges; the first (assumed) holds what is too small for a vesicle: lipoproteins, exomeres, protein
/// aggregates and noise, which would else count as exosome-sized.
const OPERATIONAL: [(&str, f64, f64); 4] = [
    ("sub-vesicle-sized", 1.0, 30.0),
    ("exosome-sized", 30.0, 150.0),
    ("microvesicle-sized", 100.0, 1000.0),
    ("apoptotic-body-sized", 500.0, 5000.0),
];

impl SizeClass {
    /// The four default classes.
    #[must_use]
    pub fn operational() -> Vec<Self> {
        OPERATIONAL
            .iter()
            .map(|&(name, low_nm, high_nm)| Self { name: name.to_owned(), low_nm, high_nm })
            .collect()
    }

    pub(crate) fn check(&self) -> Result<(), BadClass> {
        let (low, high) = (self.low_nm, self.high_nm);
        let ok = low.is_finite() && high.is_finite() && 0.0 < low && low < high;
        if ok { Ok(()) } else { Err(BadClass { name: self.name.clone(), low, high }) }
    }
}
