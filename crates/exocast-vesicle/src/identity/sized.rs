//! What identity needs of a sample that was sized: from `vesicles.json`, or from the analysis itself.

use exocast_core::Interval;
use serde::Deserialize;

use crate::number::StatedConcentration;
use crate::sample::{ClassFraction, ExportNotes, Row, SampleAnalysis};
use crate::size::LognormalMixture;
use exocast_core::Dilution;

/// One sample of `vesicles.json`, as far as identity needs it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedSample {
    /// Its name.
    pub sample: String,
    /// Detection limit, nm.
    #[serde(default)]
    pub lod_nm: Option<f64>,
    /// Size classes.
    pub(crate) classes: Vec<SizedClass>,
    /// The mixtures.
    #[serde(default)]
    pub(crate) mixture: Option<SizedMixture>,
    /// Rows of the sizing table, the last being `all`.
    pub(crate) rows: Vec<SizedRow>,
    /// What the exports say around their sizes.
    #[serde(default)]
    pub exports: Vec<ExportNotes>,
}

/// A size class with the share of all particles.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedClass {
    /// Its name.
    pub(crate) class: String,
    /// Share of all particles.
    pub(crate) fraction: Interval,
}

/// The mixtures of `vesicles.json`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedMixture {
    /// One per number of populations.
    pub(crate) fits: Vec<SizedFit>,
    /// Index of the best.
    pub(crate) best: usize,
}

/// One fit.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedFit {
    /// The populations.
    pub(crate) mixture: LognormalMixture,
}

/// A row of the sizing table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedRow {
    /// Video, or `all`.
    pub(crate) replicate: String,
    /// Mean, median and so on.
    pub(crate) summary: SizedSummary,
    /// Concentration, where known.
    #[serde(default)]
    pub(crate) concentration: Option<SizedConcentration>,
    /// Factor between suspension and sample, where known.
    #[serde(default)]
    pub(crate) dilution: Option<f64>,
}

/// A sample that was analysed in the same program.
impl From<&SampleAnalysis> for SizedSample {
    fn from(sample: &SampleAnalysis) -> Self {
        let row = |row: &Row| SizedRow {
            replicate: row.replicate.clone(),
            summary: SizedSummary {
                n: row.summary.n,
                mean: row.summary.mean,
                median: row.summary.median,
            },
            concentration: row.concentration.map(|stated| {
                let interval = stated.interval();
                let state = match stated {
                    StatedConcentration::Measured(_) => "measured",
                    StatedConcentration::Undiluted(_) => "undiluted",
                };
                SizedConcentration {
                    per_ml: stated.per_ml(),
                    low: interval.map(|ends| ends.low),
                    high: interval.map(|ends| ends.high),
                    state: state.to_owned(),
                }
            }),
            dilution: row.dilution.map(Dilution::get),
        };
        let mixture = sample.mixture.as_ref().map(|selection| SizedMixture {
            fits: selection
                .fits
                .iter()
                .map(|fit| SizedFit { mixture: fit.mixture.clone() })
                .collect(),
            best: selection.best,
        });
        let class = |share: &ClassFraction| SizedClass {
            class: share.class.clone(),
            fraction: share.fraction,
        };
        Self {
            sample: sample.sample.clone(),
            lod_nm: sample.lod_nm,
            classes: sample.classes.iter().map(class).collect(),
            mixture,
            rows: sample.rows.iter().map(row).collect(),
            exports: sample.exports.clone(),
        }
    }
}

/// Statistics of a row.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedSummary {
    /// Number of tracks.
    #[serde(default)]
    pub(crate) n: Option<f64>,
    /// Mean, nm.
    pub(crate) mean: f64,
    /// Median, nm.
    pub(crate) median: f64,
}

/// A concentration with its state.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct SizedConcentration {
    /// Particles per mL.
    pub(crate) per_ml: f64,
    /// Lower end.
    #[serde(default)]
    pub(crate) low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    pub(crate) high: Option<f64>,
    /// `measured` or `undiluted`.
    pub(crate) state: String,
}

/// The document that `vesicle summary` writes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedDocument {
    /// Version of its shape.
    pub schema: String,
    /// The samples.
    pub samples: Vec<SizedSample>,
}
