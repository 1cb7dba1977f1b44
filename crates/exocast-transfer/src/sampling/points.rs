//! Random draws over the ranges of the parameters.

use exocast_core::SeedPlan;
use rand::Rng as _;

use crate::parameters::{Parameter, Parameters, Values, normal_quantile};

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
    pub(super) fn column(
        self,
        parameter: Parameter,
        half: Half,
    ) -> impl Iterator<Item = (f64, f64)> {
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
