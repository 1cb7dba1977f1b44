//! Latin hypercube columns of what is measured.

use exocast_core::SeedPlan;
use rand::seq::SliceRandom as _;

use crate::parameters::{Spread, normal_quantile};

/// The middles of as many strata as there are draws, to be put in an order drawn for each quantity.
pub(crate) struct Strata {
    plan: SeedPlan,
    /// The middle of each stratum and its normal score.
    middles: Vec<(f64, f64)>,
}

impl Strata {
    pub(crate) fn new(plan: SeedPlan, count: usize) -> Self {
        let middle = |stratum: usize| {
            let u = (stratum as f64 + 0.5) / count as f64;
            (u, normal_quantile(u))
        };
        Self { plan, middles: (0..count).map(middle).collect() }
    }

    pub(crate) fn count(&self) -> usize {
        self.middles.len()
    }

    /// One value a draw, in the order drawn for `stream`: quantities of one stream rise and fall together.
    pub(crate) fn column(&self, spread: Spread, stream: &str) -> Vec<f64> {
        if let Spread::Fixed(value) = spread {
            return vec![value; self.count()];
        }
        let mut column: Vec<f64> = self.middles.iter().map(|&(u, z)| spread.at(u, z).0).collect();
        column.shuffle(&mut self.plan.stream(stream, 0));
        column
    }
}
