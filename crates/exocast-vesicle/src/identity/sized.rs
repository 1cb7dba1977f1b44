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
    pub classes: Vec<SizedClass>,
    /// The mixtures.
    #[serde(default)]
    pub mixture: Option<SizedMixture>,
    /// Rows of the sizing table, the last being `all`.
    pub rows: Vec<SizedRow>,
    /// What the exports say around their sizes.
    #[serde(default)]
    pub exports: Vec<ExportNotes>,
}

/// A size class with the share of all particles.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedClass {
    /// Its name.
    pub class: String,
    /// Share of all particles.
    pub fraction: Interval,
}

/// The mixtures of `vesicles.json`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedMixture {
    /// One a number of populations.
    pub fits: Vec<SizedFit>,
    /// Index of the best.
    pub best: usize,
}

/// One fit.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedFit {
    /// The populations.
    pub mixture: LognormalMixture,
}

/// A row of the sizing table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedRow {
    /// Video, or `all`.
    pub replicate: String,
    /// Mean, median and so on.
    pub summary: SizedSummary,
    /// Concentration, where known.
    #[serde(default)]
    pub concentration: Option<SizedConcentration>,
    /// Factor between suspension and sample, where known.
    #[serde(default)]
    pub dilution: Option<f64>,
}

impl SizedSample {
    /// A sample that was analysed in the same program.
    #[must_use]
    pub fn of(sample: &SampleAnalysis) -> Self {
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
pub struct SizedSummary {
    /// Number of tracks.
    #[serde(default)]
    pub n: Option<f64>,
    /// Mean, nm.
    pub mean: f64,
    /// Median, nm.
    pub median: f64,
}

/// A concentration with its state.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedConcentration {
    /// Particles per mL.
    pub per_ml: f64,
    /// Lower end.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    pub high: Option<f64>,
    /// `measured` or `undiluted`.
    pub state: String,
}

/// The document that `vesicle summary` writes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SizedDocument {
    /// Version of its shape.
    pub schema: String,
    /// The samples.
    pub samples: Vec<SizedSample>,
}
