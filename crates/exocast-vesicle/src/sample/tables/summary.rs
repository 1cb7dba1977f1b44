//! Tables of samples, classes and findings, and the document that holds all.

use exocast_core::{Cell, Table};
use serde::Serialize;

use super::super::analysis::SampleAnalysis;
use crate::export::Finding;
use crate::options::Options;
use exocast_core::Dilution;

/// Columns of `vesicles.tsv`.
pub const VESICLES_COLUMNS: [&str; 17] = [
    "sample",
    "replicate",
    "n",
    "mean",
    "median",
    "mode",
    "d10",
    "d50",
    "d90",
    "sd",
    "gsd",
    "span",
    "concentration_per_ml",
    "low",
    "high",
    "lod_nm",
    "dilution",
];

/// `vesicles.tsv`: one row per video, then `all`, for each sample.
///
/// Lengths are in nm. `concentration_per_ml`, `low` and `high` are of the undiluted sample where
/// `dilution` is given: the factor is part of them. Where `dilution` is empty it is not known, and
/// they are of the suspension as it was measured.
#[must_use]
pub fn vesicles(samples: &[SampleAnalysis]) -> Table {
    let mut table = Table::new(VESICLES_COLUMNS);
    for sample in samples {
        for row in sample.rows.iter() {
            let summary = &row.summary;
            let interval = row.concentration.and_then(|concentration| concentration.interval());
            table.push([
                sample.sample.as_str().into(),
                row.replicate.as_str().into(),
                summary.n.into(),
                summary.mean.into(),
                summary.median.into(),
                summary.mode.into(),
                summary.d10.into(),
                summary.d50.into(),
                summary.d90.into(),
                summary.sd.into(),
                summary.geometric_sd.into(),
                summary.span.into(),
                row.concentration.map(|concentration| concentration.per_ml()).into(),
                interval.map(|interval| interval.low).into(),
                interval.map(|interval| interval.high).into(),
                sample.lod_nm.into(),
                row.dilution.map(Dilution::get).into(),
            ]);
        }
    }
    table
}

/// `vesicle_classes.tsv`: the share of each size class among all particles of a sample.
#[must_use]
pub fn classes(samples: &[SampleAnalysis]) -> Table {
    let mut table = Table::new(["sample", "class", "fraction", "low", "high"]);
    for sample in samples {
        for class in &sample.classes {
            let fraction = class.fraction;
            table.push([
                Cell::from(sample.sample.as_str()),
                class.class.as_str().into(),
                fraction.value.into(),
                fraction.low.into(),
                fraction.high.into(),
            ]);
        }
    }
    table
}

/// `findings.tsv`: what does not agree, was left out or was assumed.
#[must_use]
pub fn findings<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Table {
    let mut table = Table::new(["file", "finding", "expected", "found"]);
    for finding in findings {
        table.push([
            Cell::from(finding.file.as_str()),
            finding.text().into(),
            finding.expected.as_str().into(),
            finding.actual.as_str().into(),
        ]);
    }
    table
}

/// Everything of `vesicles.json`.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Document<'a> {
    /// Version of the shape of this document.
    pub schema: &'static str,
    /// The options in effect.
    pub options: &'a Options,
    /// The samples, in the order given.
    pub samples: &'a [SampleAnalysis],
}

impl<'a> Document<'a> {
    /// Puts the samples and the options they were analysed with together.
    #[must_use]
    pub const fn new(samples: &'a [SampleAnalysis], options: &'a Options) -> Self {
        Self { schema: "exocast-vesicles/1", options, samples }
    }
}
