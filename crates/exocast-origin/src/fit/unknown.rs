//! The unknown source: a prior over what it adds to each feature.

use crate::constants::{GRID, HELD_SPREAD, HELD_ZERO, START_SPREAD, START_ZERO};

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
    /// Whether `zero` and `spread` stay as they are, and only the centre is estimated.
    held: bool,
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
        Self {
            amounts: vec![0.0],
            logs: Vec::new(),
            zero: 1.0,
            centre: 0.0,
            spread: 1.0,
            held: true,
        }
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
        Self { amounts, logs, zero: START_ZERO, centre, spread: START_SPREAD, held: false }
    }

    /// The same, where the size of noise holds all misfit: then how unknown amounts spread cannot be distinguished from
    /// noise, and only their size is estimated.
    pub(crate) fn held(y: &[f64], unit: f64) -> Self {
        Self { zero: HELD_ZERO, spread: HELD_SPREAD, held: true, ..Self::vague(y, unit) }
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
        if some > 1e-9 {
            self.centre = sums.log / some;
        }
        if self.held {
            return;
        }
        self.zero = (sums.zero + 1.0) / (sums.total + 2.0);
        let around = sums.square - 2.0 * self.centre * sums.log + self.centre * self.centre * some;
        self.spread = ((around.max(0.0) + 1.0) / (some + 1.0)).sqrt().max(0.3);
    }

    /// The best prior for features of these likelihoods (over the grid, each up to a factor), by
    /// expectation–maximisation until it moves no more.
    pub(crate) fn settle<'a>(&mut self, features: impl Iterator<Item = &'a [f64]> + Clone) {
        /// Rounds, and the move of the parameters that ends them.
        const ENOUGH: (usize, f64) = (200, 1e-4);
        if !self.is_estimated() {
            return;
        }
        for _ in 0..ENOUGH.0 {
            let p: Vec<f64> = self.log_probabilities().iter().map(|log| log.exp()).collect();
            let mut sums = PriorSums::default();
            for likelihood in features.clone() {
                let (mut all, mut log, mut square) = (0.0, 0.0, 0.0);
                for ((p, l), at) in p[1..].iter().zip(&likelihood[1..]).zip(&self.logs) {
                    let weight = p * l;
                    all += weight;
                    log += weight * at;
                    square += weight * at * at;
                }
                let zero = p[0] * likelihood[0];
                let total = all + zero;
                if total > 0.0 {
                    sums.total += 1.0;
                    sums.zero += zero / total;
                    sums.log += log / total;
                    sums.square += square / total;
                }
            }
            let before = (self.zero, self.centre, self.spread);
            self.update(&sums);
            let moved = (self.zero - before.0).abs()
                + (self.centre - before.1).abs()
                + (self.spread - before.2).abs();
            if moved < ENOUGH.1 {
                break;
            }
        }
    }

    /// ln prior of the parameters themselves, the belief that [`update`](Self::update) adds.
    pub(crate) fn log_belief(&self) -> f64 {
        if self.held {
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
