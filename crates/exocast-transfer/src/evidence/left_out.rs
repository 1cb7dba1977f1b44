//! How well priors foresee papers that they do not know.

use super::{
    fit::{Papers, pooled},
    measurement::{Basis, Measurement, measurements},
    prior::used,
};

/// One measured row, as the other papers foresee it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The row.
    pub row: Measurement,
    /// Probability of a smaller value; nothing where no other paper is left.
    pub below: Option<f64>,
    /// What the rows that foresee it rest on.
    pub by: Option<Basis>,
}

impl LeftOut {
    /// Whether the row lies in the predictive 95 % interval.
    #[must_use]
    pub fn inside(&self) -> Option<bool> {
        self.below.map(|below| (0.025..=0.975).contains(&below))
    }
}

/// Each measured value with its paper left out of everything: of its own parameter and of the pooled spreads.
///
/// Limits are no values and are not foreseen.
#[must_use]
pub fn leave_papers_out() -> Vec<LeftOut> {
    let measured = |row: &&Measurement| row.basis == Basis::Measured && row.bound.is_none();
    let foresee = |row: &Measurement| {
        let others = used(measurements().iter().filter(|other| other.paper != row.paper));
        let spreads = pooled(&others);
        let rows = others.iter().find(|rows| rows[0].parameter == row.parameter);
        let posterior = rows.and_then(|rows| Papers::new(rows).posterior(spreads));
        LeftOut {
            row: *row,
            by: posterior.as_ref().and(rows).map(|rows| rows[0].basis),
            below: posterior.map(|posterior| posterior.below(row.scaled())),
        }
    };
    measurements().iter().filter(measured).map(foresee).collect()
}
