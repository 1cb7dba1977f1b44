//! The fit of one sample alone.

use ndarray::{ArrayView2, Axis};

use super::{amounts::Amounts, counts::smallest};
use crate::{
    constants::DISPERSION,
    fit::{Effort, Estimator, Fit, Nnls, Noise, Problem, State, UnknownPrior},
    linalg::times,
    method::Method,
};

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

/// Effort of a bootstrap replicate, which starts from the reported fit.
const REPLICATE: Effort = Effort { dispersion: false, iterations: 25, gain: 0.02 };

impl Model {
    /// Settles the noise of a method that is asked for by name, for cargo `y` with a positive sum.
    pub(super) fn settle(
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
            let solution = Nnls::on(view).solve(y);
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

pub(super) fn free(w: &[f64]) -> usize {
    w.iter().filter(|w| **w > 0.0).count()
}

/// Pearson's χ² of a fit over its degrees of freedom, for variance = mean.
pub(super) fn pearson_dispersion(y: &[f64], fitted: &[f64], free: usize) -> f64 {
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let sum: f64 = y.iter().zip(fitted).map(|(y, m)| (y - m) * (y - m) / m.max(1e-3 * mean)).sum();
    sum / (y.len().saturating_sub(free).max(1)) as f64
}
