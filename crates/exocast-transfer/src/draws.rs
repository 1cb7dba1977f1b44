//! Random draws over the ranges of the parameters.

use exocast_core::SeedPlan;
use rand::{Rng as _, seq::SliceRandom as _};

use crate::{
    cargo::CargoEntry,
    chain::Values,
    parameter::{Distribution, Domain, Parameter, Status},
    parameters::Parameters,
    spread::{Spread, normal_quantile},
};

/// Which of two independent sets of points; the second is for Sobol' indices.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Half {
    A,
    B,
}

/// Owen-scrambled Sobol' points, one dimension a parameter: what one parameter draws does not depend
/// on which others vary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Points {
    seed: u32,
    pub(crate) count: usize,
}

impl Points {
    pub(crate) fn new(plan: SeedPlan, count: usize) -> Self {
        Self { seed: plan.stream("transfer/sobol", 0).next_u32(), count }
    }

    /// The coordinate of the point `index` for `parameter`, inside of 0 to 1.
    #[allow(clippy::cast_possible_truncation, reason = "at most 65,536 points, 256 dimensions")]
    fn coordinate(self, parameter: Parameter, half: Half, index: usize) -> f64 {
        let first = match half {
            Half::A => 0,
            Half::B => Parameter::COUNT,
        };
        let dimension = (first + parameter as usize) as u32;
        // Points have 24 bits: half of the last one keeps them off 0.
        f64::from(sobol_burley::sample(index as u32, dimension, self.seed)) + 2f64.powi(-25)
    }

    /// All coordinates for `parameter` with their normal scores.
    fn column(self, parameter: Parameter, half: Half) -> impl Iterator<Item = (f64, f64)> {
        (0..self.count).map(move |index| {
            let u = self.coordinate(parameter, half, index);
            (u, normal_quantile(u))
        })
    }
}

/// Values of the parameters in every draw, and how many draws of each were cut.
pub(crate) struct Drawn {
    pub(crate) values: Vec<Values>,
    pub(crate) cut: Vec<(Parameter, usize)>,
}

/// Draws those of `used` that vary; the others keep their value.
pub(crate) fn draw(
    points: Points,
    half: Half,
    parameters: &Parameters,
    used: &[Parameter],
) -> Drawn {
    let mut values = vec![Values::nominal(parameters); points.count];
    let mut cut = Vec::new();
    for &parameter in used.iter().filter(|parameter| varies(parameters, **parameter)) {
        let spread = parameters.spread(parameter);
        let mut above = 0;
        for (row, (u, z)) in values.iter_mut().zip(points.column(parameter, half)) {
            let (value, was_cut) = spread.at(u, z);
            row.set(parameter, value);
            above += usize::from(was_cut);
        }
        if above > 0 {
            cut.push((parameter, above));
        }
    }
    Drawn { values, cut }
}

/// Whether a parameter takes part in the draws of the chain. Copies per vesicle belong to the cargo.
pub(crate) fn varies(parameters: &Parameters, parameter: Parameter) -> bool {
    parameter != Parameter::CopiesPerVesicle && parameters.spread(parameter).varies()
}

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
    pub(crate) fn of(&self, entry: &CargoEntry) -> Vec<f64> {
        if !entry.draws.is_empty() {
            return entry.draws.iter().copied().cycle().take(self.strata.len()).collect();
        }
        let spread =
            Spread::new(entry.copies_per_vesicle, Distribution::LogNormal, Domain::NonNegative);
        let value = |(u, z): (f64, f64)| spread.at(u, z).0;
        if let Spread::Fixed(value) = spread {
            vec![value; self.strata.len()]
        } else if entry.status == Status::Measured {
            let mut random = self.plan.stream(&format!("transfer/cargo/{}", entry.mirna), 0);
            let mut column: Vec<f64> = self.strata.iter().copied().map(value).collect();
            column.shuffle(&mut random);
            column
        } else {
            self.shared.iter().copied().map(value).collect()
        }
    }
}
