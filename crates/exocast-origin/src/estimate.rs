//! One sample: which noise, and which shares.

use std::fmt;

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use crate::{
    Method, Options, Scaling,
    constants::{DISPERSION, FLAT_SLOPE, OVERDISPERSED, WHOLE},
    fit::{
        mixture::{Effort, Fit, Problem, State},
        nnls::Nnls,
        noise::Noise,
        plain::Estimator,
        unknown::UnknownPrior,
    },
    linalg::times,
};

/// Why `auto` took a method.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Reason {
    /// Counts that scatter more than counting does.
    Overdispersed {
        /// Pearson χ² over degrees of freedom of the Poisson fit.
        dispersion: f64,
    },
    /// Counts that scatter as counting does.
    Counting {
        /// Pearson χ² over degrees of freedom of the Poisson fit.
        dispersion: f64,
    },
    /// Amounts whose residuals grow with the amount.
    GrowingResiduals {
        /// Slope of ln residual² over ln fitted.
        slope: f64,
    },
    /// Amounts whose residuals do not grow with the amount.
    FlatResiduals {
        /// Slope of ln residual² over ln fitted.
        slope: f64,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdispersed { dispersion } => write!(
                f,
                "the cargo is counts that vary {dispersion:.1} times as much as counting alone \
                 explains"
            ),
            Self::Counting { dispersion } => write!(
                f,
                "the cargo is counts that vary as counting does (Pearson dispersion \
                 {dispersion:.2})"
            ),
            Self::GrowingResiduals { slope } => write!(
                f,
                "the cargo is amounts of unknown depth whose residuals grow with the amount \
                 (slope {slope:.2} of ln residual² over ln fitted)"
            ),
            Self::FlatResiduals { slope } => write!(
                f,
                "the cargo is amounts whose residuals do not grow with the amount (slope \
                 {slope:.2} of ln residual² over ln fitted)"
            ),
        }
    }
}

/// The model that a sample is fitted by where its method reads it alone.
#[derive(Clone, Debug)]
pub(crate) enum Model {
    /// A plain estimator, without an unknown source.
    Plain(Estimator),
    /// Maximum likelihood with an unknown source or without.
    Mixture { method: Method, unknown: bool, state: State },
}

/// Effort of a fit whose result is reported.
const FULL: Effort = Effort { dispersion: true, iterations: 400, gain: 1e-3 };
/// Effort of a plain fit, where likelihood is concave.
const PLAIN: Effort = Effort { dispersion: false, iterations: 200, gain: 1e-10 };
/// Effort of a plain fit that only shows how residuals behave.
const LOOK: Effort = Effort { dispersion: false, iterations: 60, gain: 1e-3 };
/// Effort of a bootstrap replicate, which starts from the reported fit.
const REPLICATE: Effort = Effort { dispersion: false, iterations: 25, gain: 0.02 };

/// Coefficients and the amount of the unknown source, over the features of one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amounts {
    pub(crate) coefficients: Vec<f64>,
    /// Cargo that known sources explain, over the features.
    pub(crate) known: f64,
    /// Cargo that the unknown source explains.
    pub(crate) unknown: f64,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

/// Whether most positive values are whole numbers, as reads are.
pub(crate) fn looks_like_counts<'a>(values: impl Iterator<Item = &'a f64>) -> bool {
    let (mut positive, mut whole) = (0_usize, 0_usize);
    for value in values.filter(|value| **value > 0.0) {
        positive += 1;
        whole += usize::from((value - value.round()).abs() < 1e-9);
    }
    positive > 0 && whole as f64 >= WHOLE * positive as f64
}

/// The amount of one count, where amounts are counts times a factor, as counts per million are: the
/// smallest amount, or the largest whole part of it, of which the other small ones are multiples.
fn unit_of_counts(y: &[f64]) -> Option<f64> {
    /// Most counts that the smallest amount may be.
    const PARTS: u32 = 12;
    /// Fewer small amounts may be multiples by chance.
    const ENOUGH: usize = 10;
    let smallest = smallest(y);
    (1..=PARTS).map(|parts| smallest / f64::from(parts)).find(|unit| {
        // Multiples above this say little: rounding in a file hides what they are multiples of.
        let small = if *unit < smallest { 200.0 } else { 50.0 };
        let above = 1.5 * smallest / unit;
        let ratios: Vec<f64> =
            y.iter().map(|y| y / unit).filter(|ratio| (above..small).contains(ratio)).collect();
        let whole = ratios.iter().filter(|ratio| (**ratio - ratio.round()).abs() < 0.02).count();
        ratios.len() >= ENOUGH && whole as f64 >= 0.9 * ratios.len() as f64
    })
}

/// Pearson's χ² of a fit over its degrees of freedom, for variance = mean.
fn pearson_dispersion(y: &[f64], fitted: &[f64], free: usize) -> f64 {
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let sum: f64 = y.iter().zip(fitted).map(|(y, m)| (y - m) * (y - m) / m.max(1e-3 * mean)).sum();
    sum / (y.len().saturating_sub(free).max(1)) as f64
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

impl Model {
    /// Settles the noise of a method that is asked for by name, for cargo `y` with a positive sum.
    fn settle(
        view: ArrayView2<'_, f64>,
        y: &[f64],
        counts: bool,
        method: Method,
        unknown: bool,
    ) -> Self {
        let ones = vec![1.0; y.len()];
        let problem = Problem { signature: view, y, weights: &ones };
        let mean = y.iter().sum::<f64>() / y.len() as f64;
        let (noise, coefficients) = if method == Method::Nnls {
            let solution = Nnls::new(view).solve(y);
            let fitted = times(view, &solution);
            let squares: f64 = y.iter().zip(&fitted).map(|(y, m)| (y - m) * (y - m)).sum();
            let degrees = y.len().saturating_sub(free(&solution)).max(1) as f64;
            // An exact mixture leaves no noise to measure the unknown by.
            (Noise::Constant((squares / degrees).max(1e-16 * mean * mean)), solution)
        } else {
            let plain = problem.fit(problem.plain_poisson(), PLAIN).state.coefficients;
            let noise = if method == Method::NegativeBinomial {
                Noise::Count { phi: if counts { 1.0 } else { smallest(y) }, alpha: DISPERSION }
            } else {
                let dispersion = pearson_dispersion(y, &times(view, &plain), free(&plain));
                let phi = if counts { 1.0 } else { dispersion.max(1e-9 * mean) };
                Noise::Count { phi, alpha: 0.0 }
            };
            (noise, plain)
        };
        let prior =
            if unknown { UnknownPrior::vague(y, noise.unit()) } else { UnknownPrior::none() };
        Self::Mixture { method, unknown, state: State { coefficients, noise, prior } }
    }

    /// The reported fit; the model keeps what it estimated as the start of replicates.
    pub(crate) fn fit(&mut self, signature: ArrayView2<'_, f64>, y: &[f64]) -> Amounts {
        match self {
            Self::Plain(estimator) => plain(signature, estimator.solve(signature, y)),
            Self::Mixture { method, unknown, state } => {
                let dispersion = *method == Method::NegativeBinomial;
                if !*unknown && !dispersion {
                    // Already the optimum: plain NNLS, or the plain Poisson fit.
                    return plain(signature, state.coefficients.clone());
                }
                let ones = vec![1.0; y.len()];
                let problem = Problem { signature, y, weights: &ones };
                let fit = problem.fit(state.clone(), Effort { dispersion, ..FULL });
                let amounts = mixture(signature, &fit);
                *state = fit.state;
                amounts
            }
        }
    }

    /// A fit with features counted `weights` times, noise as in the reported fit.
    pub(crate) fn refit(
        &self,
        signature: ArrayView2<'_, f64>,
        y: &[f64],
        weights: &[f64],
    ) -> Amounts {
        match self {
            Self::Plain(estimator) => {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole numbers, zero or more"
                )]
                let rows: Vec<usize> = (0..y.len())
                    .flat_map(|f| std::iter::repeat_n(f, weights[f] as usize))
                    .collect();
                let drawn = signature.select(Axis(0), &rows);
                let cargo: Vec<f64> = rows.iter().map(|&f| y[f]).collect();
                plain(signature, estimator.solve(drawn.view(), &cargo))
            }
            Self::Mixture { method: Method::Nnls, unknown: false, .. } => {
                plain(signature, Nnls::weighted(signature, weights.to_vec()).solve(y))
            }
            Self::Mixture { state, .. } => {
                let problem = Problem { signature, y, weights };
                let mut state = state.clone();
                // Sources at zero could come in again only by chance of the scoring step: give each a
                // little.
                let even = y.iter().sum::<f64>() / signature.sum();
                for w in &mut state.coefficients {
                    *w = 0.99 * *w + 0.01 * even;
                }
                mixture(signature, &problem.fit(state, REPLICATE))
            }
        }
    }
}

fn known(signature: ArrayView2<'_, f64>, coefficients: &[f64]) -> f64 {
    times(signature, coefficients).iter().sum()
}

fn plain(signature: ArrayView2<'_, f64>, coefficients: Vec<f64>) -> Amounts {
    let known = known(signature, &coefficients);
    Amounts { coefficients, known, unknown: 0.0, iterations: 1, converged: true }
}

fn mixture(signature: ArrayView2<'_, f64>, fit: &Fit) -> Amounts {
    let coefficients = fit.state.coefficients.clone();
    Amounts {
        known: known(signature, &coefficients),
        coefficients,
        unknown: fit.unknown,
        iterations: fit.iterations,
        converged: fit.converged,
    }
}

fn free(w: &[f64]) -> usize {
    w.iter().filter(|w| **w > 0.0).count()
}

fn smallest(y: &[f64]) -> f64 {
    y.iter().copied().filter(|y| *y > 0.0).fold(f64::INFINITY, f64::min)
}

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

/// Shares of RNA, the unknown source last; nothing where nothing was explained.
pub(crate) fn rna_shares(
    amounts: &Amounts,
    column_sums: &[f64],
    scaling: Scaling,
) -> Option<Vec<f64>> {
    let rna: Vec<f64> = amounts.coefficients.iter().zip(column_sums).map(|(w, s)| w * s).collect();
    let total = amounts.known + amounts.unknown;
    if total <= 0.0 {
        return None;
    }
    let parts: Vec<f64> = match scaling {
        Scaling::AsGiven => amounts.coefficients.clone(),
        Scaling::PerRna | Scaling::PerCell => rna,
    };
    let sum: f64 = parts.iter().sum();
    let part = if sum > 0.0 { amounts.known / total / sum } else { 0.0 };
    let mut shares: Vec<f64> = parts.iter().map(|p| p * part).collect();
    shares.push(amounts.unknown / total);
    Some(shares)
}
