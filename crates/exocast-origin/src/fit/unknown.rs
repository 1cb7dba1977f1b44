//! The unknown source: a prior over what it adds to each feature.

use crate::constants::{GRID, START_SPREAD, START_ZERO};

/// What the unknown source may add to a feature: nothing with probability `zero`, else an amount
/// with normal logarithm, on a grid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnknownPrior {
    /// Amounts; the first is 0. Without an unknown source it is the only one.
    pub(crate) amounts: Vec<f64>,
    /// Logarithms of `amounts[1..]`.
    logs: Vec<f64>,
    zero: f64,
    centre: f64,
    spread: f64,
}

/// Posterior sums over features that the prior is updated from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PriorSums {
    /// Weight of features, and of those at zero.
    pub(crate) total: f64,
    pub(crate) zero: f64,
    /// Σ r ln u and Σ r ln² u over the others.
    pub(crate) log: f64,
    pub(crate) square: f64,
}

impl UnknownPrior {
    /// No unknown source.
    pub(crate) fn none() -> Self {
        Self { amounts: vec![0.0], logs: Vec::new(), zero: 1.0, centre: 0.0, spread: 1.0 }
    }

    /// A vague prior for cargo `y` whose noise has the size `unit` near zero.
    pub(crate) fn vague(y: &[f64], unit: f64) -> Self {
        let total: f64 = y.iter().sum();
        let largest = y.iter().copied().fold(0.0, f64::max);
        let low = (0.05 * unit).max(1e-8 * total).ln();
        let high = (largest + unit).ln().max(low + 1.0);
        let step = (high - low) / (GRID - 1) as f64;
        let logs: Vec<f64> = (0..GRID).map(|i| low + step * i as f64).collect();
        let amounts = std::iter::once(0.0).chain(logs.iter().map(|log| log.exp())).collect();
        // A tenth of the cargo, spread over all features: ln of the mean minus most of σ²/2.
        let centre = (0.1 * total / y.len() as f64).ln() - 1.0;
        Self { amounts, logs, zero: START_ZERO, centre, spread: START_SPREAD }
    }

    /// Whether an unknown source is estimated.
    pub(crate) fn is_estimated(&self) -> bool {
        !self.logs.is_empty()
    }

    /// ln of the probability of each amount.
    pub(crate) fn log_probabilities(&self) -> Vec<f64> {
        if !self.is_estimated() {
            return vec![0.0];
        }
        let kernel: Vec<f64> = self
            .logs
            .iter()
            .map(|log| {
                let z = (log - self.centre) / self.spread;
                -0.5 * z * z
            })
            .collect();
        let largest = kernel.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = kernel.iter().map(|value| (value - largest).exp()).sum();
        let norm = largest + sum.ln() - (1.0 - self.zero).ln();
        std::iter::once(self.zero.ln()).chain(kernel.iter().map(|value| value - norm)).collect()
    }

    /// The next prior of expectation–maximisation, with one feature's worth of belief in each
    /// direction so that no parameter runs off where data is scarce.
    pub(crate) fn update(&mut self, sums: &PriorSums) {
        if !self.is_estimated() {
            return;
        }
        let some = sums.total - sums.zero;
        self.zero = (sums.zero + 1.0) / (sums.total + 2.0);
        if some > 1e-9 {
            self.centre = sums.log / some;
        }
        let around = sums.square - 2.0 * self.centre * sums.log + self.centre * self.centre * some;
        self.spread = ((around.max(0.0) + 1.0) / (some + 1.0)).sqrt().max(0.3);
    }

    /// ln prior of the parameters themselves, the belief that [`update`](Self::update) adds.
    pub(crate) fn log_belief(&self) -> f64 {
        if !self.is_estimated() {
            return 0.0;
        }
        let variance = self.spread * self.spread;
        self.zero.ln() + (1.0 - self.zero).ln() - 0.5 * (1.0 / variance + variance.ln())
    }

    /// Logarithm of amount `i` (from 1).
    #[inline]
    pub(crate) fn log_amount(&self, i: usize) -> f64 {
        self.logs[i - 1]
    }
}
