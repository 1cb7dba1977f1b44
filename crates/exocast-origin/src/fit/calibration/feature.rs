//! What each feature says at one state.

use exocast_core::parallel;

use super::{
    model::{Feature, Samples, Settings, State},
    stabiliser::Stabiliser,
};
use crate::linalg::times;

/// Posterior weight below which a point of the grid is skipped.
const NEGLIGIBLE: f64 = 1e-9;

impl Samples<'_> {
    pub(super) fn features(&self) -> usize {
        self.signature.nrows()
    }

    fn variance(&self, f: usize, state: &State, settings: Settings) -> (f64, f64) {
        match (settings.bias, self.prior.variance[f]) {
            // With samples to learn from, the bias has a prior; without, it is part of the scatter.
            (true, given) => (given.unwrap_or(state.tau), state.alpha),
            (false, given) => (0.0, state.alpha + given.unwrap_or(0.0)),
        }
    }

    /// Evaluates feature `f`; `newton` steps of its bias at each point of the grid first.
    fn feature(
        &self,
        f: usize,
        fitted: &[Vec<f64>],
        state: &State,
        settings: Settings,
        newton: usize,
        all: bool,
    ) -> Feature {
        let n = self.cargo.len();
        let (prior_variance, alpha) = self.variance(f, state, settings);
        let (g, centre) = (Stabiliser { alpha }, self.prior.mean[f]);
        let targets: Vec<f64> = self.cargo.iter().map(|y| g.at(y[f])).collect();
        let jacobian: f64 = self.cargo.iter().map(|y| 0.5 * g.information(y[f]).ln()).sum();
        let amounts = &state.prior.amounts;
        let mut log: Vec<f64> = vec![0.0; amounts.len()];
        let mut bias = state.bias[f].clone();
        let mut around = vec![0.0; amounts.len()];
        let mut terms = vec![[0.0; 4]; amounts.len() * n];
        for (k, &amount) in amounts.iter().enumerate() {
            if !all && state.posterior[f][k] < NEGLIGIBLE {
                log[k] = f64::NEG_INFINITY;
                continue;
            }
            for round in (0..=newton).rev() {
                let scale = bias[k].exp();
                let (mut square, mut slope, mut information) = (0.0, 0.0, 0.0);
                for s in 0..n {
                    let known = scale * fitted[s][f];
                    let at = known + amount * state.level[s];
                    let derivative = g.information(at).sqrt();
                    let z = targets[s] - g.at(at);
                    let steep = derivative * known;
                    square += z * z;
                    slope += z * steep;
                    information += steep * steep;
                    if round == 0 {
                        let (pull, weight) = (z * derivative, derivative * derivative);
                        terms[k * n + s] = [
                            pull * scale,
                            weight * scale * scale,
                            pull * amount,
                            weight * amount * amount,
                        ];
                    }
                }
                if round > 0 && prior_variance > 0.0 {
                    let precision = information + 1.0 / prior_variance;
                    let step = (slope - (bias[k] - centre) / prior_variance) / precision;
                    bias[k] += step.clamp(-1.0, 1.0);
                    continue;
                }
                log[k] -= 0.5 * square;
                if prior_variance > 0.0 {
                    let away = bias[k] - centre;
                    log[k] -= 0.5
                        * (away * away / prior_variance + (information * prior_variance).ln_1p());
                    around[k] = 1.0 / (information + 1.0 / prior_variance);
                }
                break;
            }
        }
        let top = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let likelihood: Vec<f64> = log.iter().map(|l| (l - top).exp()).collect();
        for (log, prior) in log.iter_mut().zip(state.prior.log_probabilities()) {
            *log += prior;
        }
        let largest = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut posterior: Vec<f64> = log.iter().map(|l| (l - largest).exp()).collect();
        let sum: f64 = posterior.iter().sum();
        for p in &mut posterior {
            *p /= sum;
        }
        let mut by_sample = vec![[0.0; 4]; n];
        let (mut square, mut mean) = (0.0, 0.0);
        for (k, &p) in posterior.iter().enumerate().filter(|(_, p)| **p > NEGLIGIBLE) {
            let away = bias[k] - centre;
            square += p * (away * away + around[k]);
            mean += p * bias[k];
            for (sum, term) in by_sample.iter_mut().zip(&terms[k * n..]) {
                for (sum, term) in sum.iter_mut().zip(term) {
                    *sum += p * term;
                }
            }
        }
        Feature {
            evidence: largest + sum.ln() + jacobian,
            likelihood,
            posterior,
            bias,
            square,
            mean,
            by_sample,
        }
    }

    pub(super) fn evaluate(
        &self,
        state: &State,
        settings: Settings,
        newton: usize,
        all: bool,
    ) -> Vec<Feature> {
        let fitted = self.fitted(&state.w);
        parallel::map(self.features(), |f| self.feature(f, &fitted, state, settings, newton, all))
    }

    fn fitted(&self, w: &[Vec<f64>]) -> Vec<Vec<f64>> {
        w.iter()
            .zip(self.cargo)
            .map(|(w, y)| {
                let floor = 1e-9 * y.iter().sum::<f64>() / y.len() as f64;
                let mut fitted = times(self.signature, w);
                for m in &mut fitted {
                    *m += floor;
                }
                fitted
            })
            .collect()
    }
}
