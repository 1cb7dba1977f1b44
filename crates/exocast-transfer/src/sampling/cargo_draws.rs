//! Draws of the copies per vesicle.

use exocast_core::SeedPlan;

use super::{
    points::{Half, Points},
    strata::Strata,
};
use crate::{
    input::CargoEntry,
    parameters::{Distribution, Domain, Parameter, Spread, Status},
};

/// Draws of the copies per vesicle of a miRNA.
pub(crate) struct CargoDraws {
    shared: Vec<(f64, f64)>,
    strata: Strata,
}

impl CargoDraws {
    pub(crate) fn new(points: Points, plan: SeedPlan) -> Self {
        let shared = points.column(Parameter::CopiesPerVesicle, Half::A).collect();
        Self { shared, strata: Strata::new(plan, points.count) }
    }

    /// One value a draw.
    ///
    /// Assumed miRNAs share their draws: what is unknown is the scale they have in common. Measured ones
    /// have a Latin hypercube column for each seed, with the middles of the strata in an order drawn for it: errors of
    /// guides of one seed are common, so that it does not matter among how many its copies are shared out. Draws
    /// that the entry brings are taken as they are.
    pub(crate) fn for_entry(&self, entry: &CargoEntry) -> Vec<f64> {
        if !entry.draws.is_empty() {
            return entry.draws.iter().copied().cycle().take(self.strata.count()).collect();
        }
        let spread =
            Spread::new(entry.copies_per_vesicle, Distribution::LogNormal, Domain::NonNegative);
        if entry.status == Status::Measured || !spread.varies() {
            self.strata.column(spread, &format!("transfer/cargo/{}", entry.family_key()))
        } else {
            self.shared.iter().map(|&(u, z)| spread.at(u, z).0).collect()
        }
    }
}
