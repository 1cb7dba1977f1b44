//! Limits of the dose that need no kinetics of uptake.

use std::f64::consts::LN_2;

use exocast_core::{Seed, Table};
use serde::Serialize;

use crate::parameters::Status;

/// A limit that holds whatever the uptake.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Bound {
    /// Name of the bound.
    pub bound: &'static str,
    /// The miRNA or seed it limits, as [`Family::label`](crate::Family::label) names it; nothing where it limits vesicles or all
    /// miRNAs together.
    pub mirna: Option<String>,
    /// The seed it limits, where that is known.
    pub seed: Option<Seed>,
    /// The limit.
    pub value: f64,
    /// Unit of limit and actual value.
    pub unit: &'static str,
    /// The limit with each parameter in it, and the cargo, at the end of its range that favours transfer.
    pub favourable: f64,
    /// What the computation comes to, at the values of the parameters.
    pub actual: f64,
    /// Whether the limit is reached to 1 %.
    pub limiting: bool,
    /// `assumed` where any parameter in it is.
    pub status: Status,
    /// The parameters in it.
    pub source: String,
}

impl Bound {
    /// Actual value over limit; nothing where the limit is zero.
    fn ratio(&self) -> Option<f64> {
        (self.value > 0.0).then(|| self.actual / self.value)
    }
}

/// All limits of a computation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct Bounds {
    /// Those of vesicles and of all miRNAs together first, then seed by seed.
    pub bounds: Vec<Bound>,
}

impl Bounds {
    /// The bound of this name on this miRNA or seed, or on vesicles where `mirna` is nothing.
    #[must_use]
    pub fn get(&self, bound: &str, mirna: Option<&str>) -> Option<&Bound> {
        self.bounds
            .iter()
            .find(|candidate| candidate.bound == bound && candidate.mirna.as_deref() == mirna)
    }

    /// `bound mirna value unit actual ratio limiting status source seed`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "bound", "mirna", "value", "unit", "actual", "ratio", "limiting", "status", "source",
            "seed",
        ]);
        for bound in &self.bounds {
            table.push([
                bound.bound.into(),
                bound.mirna.as_deref().into(),
                bound.value.into(),
                bound.unit.into(),
                bound.actual.into(),
                bound.ratio().into(),
                if bound.limiting { "yes" } else { "no" }.into(),
                bound.status.to_string().into(),
                bound.source.as_str().into(),
                bound.seed.map(|seed| seed.to_string()).into(),
            ]);
        }
        table
    }
}

/// Copies in balance when `per_hour` copies reach RISC of a cell: `rate · t½ / ln 2`.
pub(super) fn steady_copies(per_hour: f64, half_life_hours: f64) -> f64 {
    per_hour * half_life_hours / LN_2
}

/// Copies per hour that have to reach RISC to hold `copies` in balance: `copies · ln 2 / t½`.
///
/// ```
/// use exocast_transfer::needed_per_hour;
///
/// assert!((needed_per_hour(1000.0, 24.0) - 28.88).abs() < 0.01);
/// ```
#[must_use]
pub fn needed_per_hour(copies: f64, half_life_hours: f64) -> f64 {
    copies * LN_2 / half_life_hours
}
