//! Measured biases, as a table.

use std::collections::HashMap;

use exocast_core::{Rna, Table, table::Cell};

use crate::notice::Notice;

/// The bias of one sequence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SequenceBias {
    /// Name, or the names that share the sequence.
    pub name: String,
    /// Sequence.
    pub sequence: Rna,
    /// log2 of observed over expected share, drawn towards those of all sequences as far as its reads are few.
    pub log2_bias: f64,
    /// Standard error of it, from counting and differences between libraries.
    pub error: f64,
    /// Low end of its 95 % interval.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// log2 of observed over expected share as it is; none without reads.
    pub raw_log2: Option<f64>,
    /// Reads (molecules) in all libraries.
    pub reads: f64,
    /// Share of the pool.
    pub expected_share: f64,
}

/// The biases of a library preparation, measured by [`Quantification::bias`](crate::Quantification::bias).
#[derive(Clone, Debug, PartialEq)]
pub struct BiasTable {
    pub(super) kit: String,
    pub(super) layout: String,
    /// Standard deviation between libraries, log2; none where there was one.
    pub(super) spread: Option<f64>,
    replicates: usize,
    rows: Vec<SequenceBias>,
    by_sequence: HashMap<Rna, usize>,
    notices: Vec<Notice>,
}

impl BiasTable {
    pub(super) fn new(
        kit: String,
        layout: String,
        spread: Option<f64>,
        replicates: usize,
        rows: Vec<SequenceBias>,
        notices: Vec<Notice>,
    ) -> Self {
        let by_sequence = rows.iter().enumerate().map(|(i, row)| (row.sequence.clone(), i));
        let by_sequence = by_sequence.collect();
        Self { kit, layout, spread, replicates, rows, by_sequence, notices }
    }

    /// The biases, in the order of the pool.
    #[must_use]
    pub fn sequences(&self) -> &[SequenceBias] {
        &self.rows
    }

    /// The bias of a sequence.
    #[must_use]
    pub fn of_sequence(&self, sequence: &Rna) -> Option<&SequenceBias> {
        self.by_sequence.get(sequence).map(|i| &self.rows[*i])
    }

    /// What to know of the measurement.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// As a table: `name sequence log2_bias error low high raw_log2 reads expected_share spread replicates kit layout`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "name",
            "sequence",
            "log2_bias",
            "error",
            "low",
            "high",
            "raw_log2",
            "reads",
            "expected_share",
            "spread",
            "replicates",
            "kit",
            "layout",
        ]);
        for row in &self.rows {
            table.push([
                Cell::from(row.name.as_str()),
                row.sequence.to_string().into(),
                row.log2_bias.into(),
                row.error.into(),
                row.low.into(),
                row.high.into(),
                row.raw_log2.into(),
                row.reads.into(),
                row.expected_share.into(),
                self.spread.into(),
                self.replicates.into(),
                self.kit.as_str().into(),
                self.layout.as_str().into(),
            ]);
        }
        table
    }
}
