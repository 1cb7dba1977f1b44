//! Scores of sets in samples, and their table.

use exocast_core::{Cell, Table};

use crate::{cells::or_infinite, notice::Notice};

/// One set in one sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EnrichmentRow {
    /// The sample.
    pub sample: String,
    /// The set.
    pub set: String,
    /// The score of the method; nothing where the sample does not vary.
    pub score: Option<f64>,
    /// p-value: one-sided for `ora` and `gsea`, two-sided for `ulm`, `mlm` and `zscore`; nothing for
    /// methods without one.
    pub p: Option<f64>,
    /// Benjamini–Hochberg over the sets of the sample.
    pub q: Option<f64>,
    /// Features of the set in the cargo.
    pub features: usize,
}

/// Every set in every sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Enrichment {
    /// Samples in the order of the cargo; within each, sets in the order given.
    pub rows: Vec<EnrichmentRow>,
    /// Missing features and untested sets.
    pub notices: Vec<Notice>,
}

impl Enrichment {
    /// `sample set score p q features`.
    ///
    /// Columns: `docs/formats/enrichment.md`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["sample", "set", "score", "p", "q", "features"]);
        for row in &self.rows {
            table.push([
                row.sample.as_str().into(),
                row.set.as_str().into(),
                row.score.map_or(Cell::Missing, or_infinite),
                row.p.into(),
                row.q.into(),
                row.features.into(),
            ]);
        }
        table
    }
}
