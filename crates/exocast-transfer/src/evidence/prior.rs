//! The prior of each parameter, from its rows.

use super::{
    fit::{Papers, Pooled, pooled},
    measurement::{Basis, Measurement, measurements},
};

/// What the measurements say of one parameter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Prior {
    /// Name of the parameter.
    pub parameter: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Weakest word that may be said of the value: only rows of this basis were used.
    pub basis: Basis,
    /// Rows used, limits among them.
    pub rows: usize,
    /// Papers used.
    pub papers: usize,
    /// Median for a new cell and method.
    pub median: f64,
    /// Lower end of the predictive 95 % interval.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// Spread between papers and methods, as SD of the logarithm or log odds.
    pub between: f64,
    /// Spread between cells and conditions in a paper, on the same scale.
    pub within: f64,
}

impl Prior {
    /// Status of the value.
    #[must_use]
    pub fn status(&self) -> String {
        let plural = if self.papers == 1 { "" } else { "s" };
        match self.basis {
            Basis::Measured => format!("measured ({}, {} paper{plural})", self.rows, self.papers),
            other => other.to_string(),
        }
    }

    /// Status of the range: two papers show no spread of their own.
    #[must_use]
    pub fn range_status(&self) -> String {
        if self.papers < 3 { "assumed (pooled spread)".to_owned() } else { self.status() }
    }

    /// Width of the interval in decades.
    #[must_use]
    pub fn decades(&self) -> f64 {
        (self.high / self.low).log10()
    }
}

/// The rows of each parameter that its prior uses: those of the best basis that holds a value.
pub(super) fn used<'a>(
    rows: impl IntoIterator<Item = &'a Measurement>,
) -> Vec<Vec<&'a Measurement>> {
    let mut parameters: Vec<Vec<&Measurement>> = Vec::new();
    for row in rows {
        match parameters.iter_mut().find(|rows| rows[0].parameter == row.parameter) {
            Some(rows) => rows.push(row),
            None => parameters.push(vec![row]),
        }
    }
    for rows in &mut parameters {
        let best = rows.iter().filter(|row| row.bound.is_none()).map(|row| row.basis).min();
        rows.retain(|row| best.is_none_or(|best| row.basis == best));
    }
    parameters
}

/// The prior of every quantity that a value is known of, in the order of the table.
#[must_use]
pub fn evidence_priors() -> Vec<Prior> {
    let parameters = used(measurements());
    let pooled = pooled(&parameters);
    parameters.iter().filter_map(|rows| prior(rows, pooled)).collect()
}

fn prior(rows: &[&Measurement], pooled: Pooled) -> Option<Prior> {
    let posterior = Papers::new(rows).posterior(pooled)?;
    let first = rows.first()?;
    let at = |p: f64| {
        let y = posterior.quantile(p);
        if first.is_share() { 1.0 / (1.0 + (-y).exp()) } else { y.exp() }
    };
    let mut papers: Vec<&str> = rows.iter().map(|row| row.paper).collect();
    papers.sort_unstable();
    papers.dedup();
    let (between, within) = posterior.spreads();
    Some(Prior {
        parameter: first.parameter,
        unit: first.unit,
        basis: first.basis,
        rows: rows.len(),
        papers: papers.len(),
        median: at(0.5),
        low: at(0.025),
        high: at(0.975),
        between,
        within,
    })
}
