//! Draws of the copies per vesicle.

use exocast_core::SeedPlan;
use rand::seq::SliceRandom as _;

use super::points::{Half, Points};
use crate::{
    input::CargoEntry,
    parameters::{Distribution, Domain, Parameter, Spread, Status, normal_quantile},
};

/// Draws of the copies per vesicle of a miRNA.
pub(crate) struct CargoDraws {
    plan: SeedPlan,
    shared: Vec<(f64, f64)>,
    /// The middle of each of as many strata as there are draws, and its normal score.
    strata: Vec<(f64, f64)>,
}

impl CargoDraws {
    pub(crate) fn new(points: Points, plan: SeedPlan) -> Self {
        let shared = points.column(Parameter::CopiesPerVesicle, Half::A).collect();
        let strata = (0..points.count).map(|stratum| {
            let u = (stratum as f64 + 0.5) / points.count as f64;
            (u, normal_quantile(u))
        });
        Self { plan, shared, strata: strata.collect() }
    }

    /// One value a draw.
    ///
    /// Assumed miRNAs share their draws: what is unknown is the scale they have in common. Measured ones
    /// have a Latin hypercube column each, with the middles of the strata in an order drawn for their name. Draws
    /// that the entry brings are taken as they are.
    pub(crate) fn for_entry(&self, entry: &CargoEntry) -> Vec<f64> {
        if !entry.draws.is_empty() {
            return entry.draws.iter().copied().cycle().take(self.strata.len()).collect();
        }
        let spread =
            Spread::new(entry.copies_per_vesicle, Distribution::LogNormal, Domain::NonNegative);
        let value = |(u, z): (f64, f64)| spread.at(u, z).0;
        if let Spread::Fixed(value) = spread {
            vec![value; self.strata.len()]
        } else if entry.status == Status::Measured {
            let mut random = self.plan.stream(&format!("transfer/cargo/{}", entry.label()), 0);
            let mut column: Vec<f64> = self.strata.iter().copied().map(value).collect();
            column.shuffle(&mut random);
            column
        } else {
            self.shared.iter().copied().map(value).collect()
        }
    }
}
