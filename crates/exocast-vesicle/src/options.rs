//! Options of the analysis of a sample.

use exocast_core::Nanometres;
use serde::{Deserialize, Serialize};

/// Options of the analysis of a sample.
///
/// ```
/// use exocast_vesicle::{Options, core::options::Options as _};
///
/// let mut options = Options::default();
/// options.components = 3;
/// assert!(options.validate().is_ok());
/// options.resamples = 0;
/// assert!(options.check().is_err());
/// # Ok::<(), exocast_vesicle::BadOption>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Options {
    /// Detection limit, nm: smaller particles are left out, and what they would have been is fitted.
    pub lod: Option<Nanometres>,
    /// The most size populations tried.
    pub components: usize,
    /// Random starts for each number of populations, in addition to the two fixed ones.
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

/// An invalid option.
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
    #[error("assumed-tracks is {0}; give 2 or more")]
    AssumedTracks(f64),
    /// There is no size class.
    #[error("classes is empty; give at least one size class")]
    NoClass,
    /// A size class.
    #[error(
        "size class `{name}` from {low_nm} to {high_nm} nm: give ends above 0 in ascending order"
    )]
    Class {
        /// Its name.
        name: String,
        /// Lower end.
        low_nm: f64,
        /// Upper end.
        high_nm: f64,
    },
    /// The number of permutations.
    #[error("permutations is 0; a p-value needs at least 1")]
    Permutations,
}

impl exocast_core::options::Options for Options {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
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
        let invalid = self.classes.iter().find(|class| !class.is_valid());
        invalid.map_or(Ok(()), |class| {
            let SizeClass { name, low_nm, high_nm } = class.clone();
            Err(BadOption::Class { name, low_nm, high_nm })
        })
    }
}

/// A size class: a name and the range, in nm, that holds 95 % of its vesicles.
///
/// Classes are operational. A size does not prove where a vesicle was formed (MISEV2023, Welsh et al.
/// 2024, J Extracell Vesicles 13:e12404), hence `-sized`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct SizeClass {
    /// Its name in results.
    pub name: String,
    /// Lower end of the range.
    pub low_nm: f64,
    /// Upper end of the range.
    pub high_nm: f64,
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
    /// A class by its name and the ends of its range, nm; [`Options`] are valid with ends above 0 in ascending order.
    #[must_use]
    pub fn new(name: impl Into<String>, low_nm: f64, high_nm: f64) -> Self {
        Self { name: name.into(), low_nm, high_nm }
    }

    /// The four default classes.
    #[must_use]
    pub fn operational() -> Vec<Self> {
        OPERATIONAL
            .iter()
            .map(|&(name, low_nm, high_nm)| Self::new(name, low_nm, high_nm))
            .collect()
    }

    fn is_valid(&self) -> bool {
        let (low, high) = (self.low_nm, self.high_nm);
        low.is_finite() && high.is_finite() && 0.0 < low && low < high
    }
}
