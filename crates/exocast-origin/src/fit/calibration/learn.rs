//! The next state: prior, bias, levels, dispersion and coefficients.

use exocast_core::parallel;

use super::model::{Feature, Samples, Settings, State};
use crate::{
    constants::{DISPERSION, DISPERSION_RANGE, DISPERSION_SPREAD},
    fit::gram::GramProblem,
    linalg::{times, weighted_cross, weighted_gram},
};

/// ln prior of the dispersion.
pub(super) fn belief(alpha: f64) -> f64 {
    let z = (alpha / DISPERSION).ln() / DISPERSION_SPREAD;
    -0.5 * z * z
}

impl Samples<'_> {
    /// Moves the dispersion to the vertex of a parabola through three likelihoods.
    pub(super) fn move_dispersion(&self, state: &mut State, settings: Settings, here: f64) {
        /// Distance of the points in ln α.
        const STEP: f64 = 0.15;
        let log = state.alpha.ln();
        let mut at = |log: f64| {
            state.alpha = log.exp();
            let sum: f64 =
                self.evaluate(state, settings, 0, false).iter().map(|f| f.evidence).sum();
            sum + belief(log.exp())
        };
        let (down, up) = (at(log - STEP), at(log + STEP));
        let curvature = down + up - 2.0 * (here + belief(log.exp()));
        let jump = if curvature < 0.0 {
            (0.5 * STEP * (down - up) / curvature).clamp(-0.5, 0.5)
        } else {
            (up - down).signum() * STEP
        };
        let (low, high) = (DISPERSION_RANGE.0.ln(), DISPERSION_RANGE.1.ln());
        state.alpha = (log + jump).clamp(low, high).exp();
    }

    /// The next prior of the unknown source, variance of the bias, and levels.
    pub(super) fn learn(&self, state: &mut State, settings: Settings, features: &[Feature]) {
        state.prior.settle(features.iter().map(|feature| feature.likelihood.as_slice()));
        let (mut square, mut free) = (0.0, 0.0);
        for (f, feature) in features.iter().enumerate() {
            if self.prior.variance[f].is_none() {
                square += feature.square;
                free += 1.0;
            }
        }
        if settings.bias {
            // With a bias given for every feature there is none left to learn.
            state.tau = if free > 0.0 { (square / free).max(1e-4) } else { 0.0 };
        }
        if settings.unknown && self.cargo.len() > 1 {
            for (s, level) in state.level.iter_mut().enumerate() {
                let (slope, information) = features.iter().fold((0.0, 0.0), |sum, feature| {
                    (sum.0 + feature.by_sample[s][2], sum.1 + feature.by_sample[s][3])
                });
                if information > 0.0 {
                    *level += (slope / information).clamp(-0.5 * *level, *level);
                }
            }
            let mean = state.level.iter().sum::<f64>() / state.level.len() as f64;
            for level in &mut state.level {
                *level = (*level / mean).max(1e-6);
            }
        }
    }

    pub(super) fn move_coefficients(&self, state: &mut State, features: &[Feature]) {
        state.w = parallel::map(self.cargo.len(), |s| {
            let w = &state.w[s];
            let weights: Vec<f64> = features.iter().map(|f| f.by_sample[s][1]).collect();
            let fitted = times(self.signature, w);
            let response: Vec<f64> = fitted
                .iter()
                .zip(features)
                .map(|(mu, f)| {
                    if f.by_sample[s][1] > 0.0 {
                        mu + f.by_sample[s][0] / f.by_sample[s][1]
                    } else {
                        *mu
                    }
                })
                .collect();
            let gram = weighted_gram(self.signature, &weights);
            GramProblem::new(gram).solve(&weighted_cross(self.signature, &weights, &response))
        });
    }
}
