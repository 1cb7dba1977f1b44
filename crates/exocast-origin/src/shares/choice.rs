//! Which method fits a sample.

use ndarray::ArrayView2;

use super::{
    counts::{smallest, unit_of_counts},
    model::{Model, free, pearson_dispersion},
};
use crate::{
    constants::{FLAT_SLOPE, OVERDISPERSED},
    fit::{Effort, Estimator, Problem},
    linalg::times,
    method::{Method, Reason},
    options::Options,
};

/// Effort of a plain fit that only shows how residuals behave.
const LOOK: Effort = Effort { dispersion: false, iterations: 60, gain: 1e-3 };

/// How a sample will be fitted.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// By the hierarchical model; counts are amounts over `unit`.
    Joint {
        unit: f64,
        /// Whether features scatter and are biased beyond what `unit` holds.
        dispersed: bool,
    },
    /// By a method that reads each sample alone.
    Model(Model),
}

/// Method, reason where it was chosen, and model for cargo `y` with a positive sum.
pub(crate) fn choose(
    view: ArrayView2<'_, f64>,
    y: &[f64],
    counts: bool,
    options: &Options,
) -> (Method, Option<Reason>, Choice) {
    let estimator = match options.method {
        Method::WeightedNnls => Some(Estimator::WeightedNnls),
        Method::NuSvr => Some(Estimator::NuSvr),
        Method::Robust => Some(Estimator::Robust),
        Method::Dwls => Some(Estimator::Dwls),
        _ => None,
    };
    if let Some(estimator) = estimator {
        return (options.method, None, Choice::Model(Model::Plain(estimator)));
    }
    // Counts times ten are counts too.
    let unit = unit_of_counts(y).or(counts.then_some(1.0));
    let (method, reason) = if options.method == Method::Auto {
        let ones = vec![1.0; y.len()];
        let scaled: Vec<f64> = y.iter().map(|y| y / unit.unwrap_or(1.0)).collect();
        let problem = Problem { signature: view, y: &scaled, weights: &ones };
        let plain = problem.fit(problem.plain_poisson(), LOOK).state.coefficients;
        let fitted = times(view, &plain);
        let dispersion = pearson_dispersion(&scaled, &fitted, free(&plain));
        let (method, reason) = auto(&scaled, &fitted, unit.is_some(), dispersion);
        if method == Method::Poisson {
            let mean = y.iter().sum::<f64>() / y.len() as f64;
            let unit = unit.unwrap_or_else(|| dispersion.max(1e-9 * mean));
            return (method, Some(reason), Choice::Joint { unit, dispersed: false });
        }
        (method, Some(reason))
    } else {
        (options.method, None)
    };
    let choice = match method {
        Method::LogNormal => {
            Choice::Joint { unit: unit.unwrap_or_else(|| smallest(y)), dispersed: true }
        }
        named => Choice::Model(Model::settle(view, y, counts, named, options.unknown)),
    };
    (method, reason, choice)
}

fn auto(y: &[f64], fitted: &[f64], counts: bool, dispersion: f64) -> (Method, Reason) {
    if counts && dispersion > OVERDISPERSED {
        return (Method::LogNormal, Reason::Overdispersed { dispersion });
    }
    if counts {
        return (Method::Poisson, Reason::Counting { dispersion });
    }
    match residual_slope(y, fitted) {
        Some(slope) if slope < FLAT_SLOPE => (Method::Nnls, Reason::FlatResiduals { slope }),
        slope => (Method::Poisson, Reason::GrowingResiduals { slope: slope.unwrap_or(1.0) }),
    }
}

/// Slope of ln residual² over ln fitted by least squares; nothing where residuals are nil.
fn residual_slope(y: &[f64], fitted: &[f64]) -> Option<f64> {
    let largest = y.iter().copied().fold(0.0, f64::max);
    let points: Vec<(f64, f64)> = y
        .iter()
        .zip(fitted)
        .filter(|(y, m)| **m > 1e-9 * largest && (*y - *m).abs() > 1e-9 * largest)
        .map(|(y, m)| (m.ln(), 2.0 * (y - m).abs().ln()))
        .collect();
    if points.len() < 3 {
        return None;
    }
    let n = points.len() as f64;
    let (x, z) = points.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0 / n, sum.1 + p.1 / n));
    let (xx, xz) = points
        .iter()
        .fold((0.0, 0.0), |sum, p| (sum.0 + (p.0 - x) * (p.0 - x), sum.1 + (p.0 - x) * (p.1 - z)));
    (xx > 0.0).then(|| xz / xx)
}
