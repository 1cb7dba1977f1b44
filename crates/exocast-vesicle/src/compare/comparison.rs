//! What a comparison gives.

use exocast_core::{Cell, Table};
use serde::Serialize;

use crate::export::Finding;

/// One statistic of one pair of groups.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComparisonRow {
    /// Its name: a ratio of group a over group b, a standardised effect, or a distance.
    pub statistic: String,
    /// First group.
    pub group_a: String,
    /// Second group.
    pub group_b: String,
    /// The estimate.
    pub value: f64,
    /// Ends of its 95 % interval, where there are replicates.
    pub interval: Option<(f64, f64)>,
    /// Two-sided p-value, where there are replicates.
    pub p: Option<f64>,
    /// The p-value adjusted for all rows (Benjamini & Hochberg).
    pub q: Option<f64>,
    /// What was replicated, or why there is no p-value.
    pub unit_of_replication: String,
}

/// All rows, and the range of sizes they hold for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// One row per statistic and pair of groups.
    pub rows: Vec<ComparisonRow>,
    /// Smallest size that all samples see, nm.
    pub from_nm: f64,
    /// What was left out, refused or does not fit.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Comparison {
    /// `comparison.tsv`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "statistic",
            "group_a",
            "group_b",
            "value",
            "low",
            "high",
            "p",
            "q",
            "unit_of_replication",
        ]);
        for row in &self.rows {
            table.push([
                Cell::from(row.statistic.as_str()),
                row.group_a.as_str().into(),
                row.group_b.as_str().into(),
                row.value.into(),
                row.interval.map(|ends| ends.0).into(),
                row.interval.map(|ends| ends.1).into(),
                row.p.into(),
                row.q.into(),
                row.unit_of_replication.as_str().into(),
            ]);
        }
        table
    }
}
