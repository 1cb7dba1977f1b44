//! One sample: which noise, and which shares.

use std::fmt;

use ndarray::ArrayView2;

use crate::{
    Method, Scaling,
    constants::{DISPERSION, FLAT_SLOPE, OVERDISPERSED, WHOLE},
    fit::{
        mixture::{Effort, Fit, Problem, State},
        nnls::Nnls,
        noise::Noise,
        unknown::UnknownPrior,
    },
    linalg::times,
};

/// Why `auto` took a method.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// The model that a sample is fitted by: method with its noise settled, unknown source or not.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) method: Method,
    pub(crate) reason: Option<Reason>,
    unknown: bool,
    state: State,
}

/// Effort of a fit whose result is reported.
const FULL: Effort = Effort { dispersion: true, iterations: 400, gain: 1e-3 };
/// Effort of a plain fit, where likelihood is concave.
const PLAIN: Effort = Effort { dispersion: false, iterations: 200, gain: 1e-10 };
/// Effort of a bootstrap replicate, which starts from the reported fit.
const REPLICATE: Effort = Effort { dispersion: false, iterations: 25, gain: 0.02 };

/// Coefficients and the amount of the unknown source, over the features of one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amounts {
    pub(crate) coefficients: Vec<f64>,
    pub(crate) unknown: f64,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

impl From<&Fit> for Amounts {
    fn from(fit: &Fit) -> Self {
        Self {
            coefficients: fit.state.coefficients.clone(),
            unknown: fit.unknown,
            iterations: fit.iterations,
            converged: fit.converged,
        }
    }
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
    /// Settles method and noise for cargo `y` with a positive sum.
    pub(crate) fn choose(
        signature: ArrayView2<'_, f64>,
        y: &[f64],
        counts: bool,
        method: Method,
        unknown: bool,
    ) -> Self {
        let ones = vec![1.0; y.len()];
        let problem = Problem { signature, y, weights: &ones };
        let none =
            |noise| State { coefficients: problem.start(), noise, prior: UnknownPrior::none() };
        let plain = problem.fit(none(Noise::Count { phi: 1.0, alpha: 0.0 }), PLAIN);
        let free = |w: &[f64]| w.iter().filter(|w| **w > 0.0).count();
        let fitted = times(signature, &plain.state.coefficients);
        let dispersion = pearson_dispersion(y, &fitted, free(&plain.state.coefficients));
        let (method, reason) = match method {
            Method::Auto => {
                let (method, reason) = auto(y, &fitted, counts, dispersion);
                (method, Some(reason))
            }
            named => (named, None),
        };
        let smallest = y.iter().copied().filter(|y| *y > 0.0).fold(f64::INFINITY, f64::min);
        let (noise, coefficients) = match method {
            Method::Nnls => {
                let solution = Nnls::new(signature).solve(y);
                let fitted = times(signature, &solution);
                let squares: f64 = y.iter().zip(&fitted).map(|(y, m)| (y - m) * (y - m)).sum();
                let degrees = y.len().saturating_sub(free(&solution)).max(1) as f64;
                let mean = y.iter().sum::<f64>() / y.len() as f64;
                // An exact mixture leaves no noise to measure the unknown by.
                (Noise::Constant((squares / degrees).max(1e-16 * mean * mean)), solution)
            }
            Method::NegativeBinomial => {
                let phi = if counts { 1.0 } else { smallest };
                (Noise::Count { phi, alpha: DISPERSION }, plain.state.coefficients)
            }
            Method::Poisson | Method::Auto => {
                let mean = y.iter().sum::<f64>() / y.len() as f64;
                let phi = if counts { 1.0 } else { dispersion.max(1e-9 * mean) };
                (Noise::Count { phi, alpha: 0.0 }, plain.state.coefficients)
            }
        };
        let prior =
            if unknown { UnknownPrior::vague(y, noise.unit()) } else { UnknownPrior::none() };
        Self { method, reason, unknown, state: State { coefficients, noise, prior } }
    }

    /// The reported fit; the model keeps what it estimated as the start of replicates.
    pub(crate) fn fit(&mut self, signature: ArrayView2<'_, f64>, y: &[f64]) -> Amounts {
        let ones = vec![1.0; y.len()];
        let problem = Problem { signature, y, weights: &ones };
        let dispersion = self.method == Method::NegativeBinomial;
        if !self.unknown && !dispersion {
            // Already the optimum: plain NNLS, or the plain Poisson fit.
            let coefficients = self.state.coefficients.clone();
            return Amounts { coefficients, unknown: 0.0, iterations: 1, converged: true };
        }
        let fit = problem.fit(self.state.clone(), Effort { dispersion, ..FULL });
        let amounts = Amounts::from(&fit);
        self.state = fit.state;
        amounts
    }

    /// A fit with features counted `weights` times, noise as in the reported fit.
    pub(crate) fn refit(
        &self,
        signature: ArrayView2<'_, f64>,
        y: &[f64],
        weights: &[f64],
    ) -> Amounts {
        if !self.unknown && self.method == Method::Nnls {
            let coefficients = Nnls::weighted(signature, weights.to_vec()).solve(y);
            return Amounts { coefficients, unknown: 0.0, iterations: 1, converged: true };
        }
        let problem = Problem { signature, y, weights };
        let mut state = self.state.clone();
        // Sources at zero could come in again only by chance of the scoring step: give each a little.
        let even = y.iter().sum::<f64>() / signature.sum();
        for w in &mut state.coefficients {
            *w = 0.99 * *w + 0.01 * even;
        }
        Amounts::from(&problem.fit(state, REPLICATE))
    }
}

fn auto(y: &[f64], fitted: &[f64], counts: bool, dispersion: f64) -> (Method, Reason) {
    if counts && dispersion > OVERDISPERSED {
        return (Method::NegativeBinomial, Reason::Overdispersed { dispersion });
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
    let known: f64 = rna.iter().sum();
    let total = known + amounts.unknown;
    if total <= 0.0 {
        return None;
    }
    let parts: Vec<f64> = match scaling {
        Scaling::AsGiven => amounts.coefficients.clone(),
        Scaling::PerRna | Scaling::PerCell => rna,
    };
    let sum: f64 = parts.iter().sum();
    let part = if sum > 0.0 { known / total / sum } else { 0.0 };
    let mut shares: Vec<f64> = parts.iter().map(|p| p * part).collect();
    shares.push(amounts.unknown / total);
    Some(shares)
}
