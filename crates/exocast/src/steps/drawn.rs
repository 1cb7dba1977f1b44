//! Estimates with their draws.

use exocast_core::{
    Interval,
    quantile::{QuantileType, quantile},
};

/// An estimate with its draws.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) interval: Interval,
    pub(super) draws: Vec<f64>,
}

impl Drawn {
    /// The estimate with the central 95 % of its draws.
    pub(super) fn new(value: f64, draws: Vec<f64>) -> Self {
        Self { interval: central(value, &draws), draws }
    }
}

/// A value with the central 95 % of its draws.
pub(super) fn central(value: f64, draws: &[f64]) -> Interval {
    let mut sorted = draws.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let end = |p| quantile(&sorted, p, QuantileType::Type7).unwrap_or(value);
    Interval::new(value, end(0.025), end(0.975))
}

/// A geometric mean while it is summed, with its draws.
#[derive(Default)]
pub(super) struct Mean {
    sum: f64,
    draws: Vec<f64>,
    n: f64,
}

impl Mean {
    pub(super) fn add(&mut self, log: f64, draws: impl Iterator<Item = f64>) {
        self.sum += log;
        self.n += 1.0;
        if self.draws.is_empty() {
            self.draws.extend(draws);
        } else {
            self.draws.iter_mut().zip(draws).for_each(|(sum, log)| *sum += log);
        }
    }

    pub(super) fn finish(self) -> Option<Drawn> {
        let n = self.n;
        let draws = self.draws.into_iter().map(|sum| (sum / n).exp()).collect();
        (n > 0.0).then(|| Drawn::new((self.sum / n).exp(), draws))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_one_is_itself_and_of_two_lies_on_the_logarithm() {
        let mut mean = Mean::default();
        mean.add(1.0_f64.ln(), [0.0, 1.0].into_iter());
        mean.add(100.0_f64.ln(), [2.0, 3.0].into_iter());
        let drawn = mean.finish().expect("two samples");
        assert!((drawn.interval.value - 10.0).abs() < 1e-12);
        assert!((drawn.draws[1] - 2.0_f64.exp()).abs() < 1e-12);
        assert!(Mean::default().finish().is_none());
    }
}
