//! Sobol' indices: from which parameter the spread of the logarithm of the dose comes.

use exocast_core::Table;
use serde::Serialize;

/// Share of the variance of ln(copies at `hours`) of one output that one parameter explains.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Index {
    /// A miRNA or a seed, or `total`.
    pub output: String,
    /// The parameter.
    pub parameter: &'static str,
    /// First-order index: the share explained by the parameter alone. An estimate, and so it may
    /// come out a little below zero.
    pub first_order: f64,
    /// Total index: the share that would be gone if the parameter were known.
    pub total: f64,
    /// Lower end of the 95 % bootstrap interval of the total index.
    pub low: f64,
    /// Upper end of the 95 % bootstrap interval of the total index.
    pub high: f64,
}

/// Sobol' indices of the total and of the seeds delivered most.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct Sensitivity {
    /// Output by output, largest total index first.
    pub indices: Vec<Index>,
}

impl Sensitivity {
    /// `output parameter first_order total low high`; the interval is that of the total index.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["output", "parameter", "first_order", "total", "low", "high"]);
        for index in &self.indices {
            table.push([
                index.output.as_str().into(),
                index.parameter.into(),
                index.first_order.into(),
                index.total.into(),
                index.low.into(),
                index.high.into(),
            ]);
        }
        table
    }
}
