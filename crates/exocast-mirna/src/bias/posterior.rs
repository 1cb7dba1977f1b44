//! The bias of a sequence, given its reads and how biases are distributed.
//!
//! Reads y of a sequence have mean μ = E·e^b, where E is what its share of the pool would give, and variance μ + δ·μ²: counting, and
//! δ for what differs between libraries. Biases b are normal with mean m and variance τ², both from the pool itself (empirical
//! Bayes; Efron & Morris 1973, J Am Stat Assoc 68:117). Sequences of many reads keep what they show; those of few, or none, are drawn
//! towards the others and keep a wide interval.

/// Reads of a sequence, and what they would be without bias.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Observed {
    pub(super) reads: f64,
    pub(super) expected: f64,
}

/// The distribution of biases, natural logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prior {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// What is known of one bias, natural logarithm, with its central 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posterior {
    pub(super) mean: f64,
    pub(super) variance: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Points of the quadrature, and standard deviations of the normal approximation that they span on either side.
const POINTS: usize = 161;
const SPAN: f64 = 9.0;
/// Least variance of biases, so that a pool without any can be measured.
const LEAST: f64 = 1e-8;

/// The biases of the sequences of a pool, with the prior that they have in common, by expectation maximisation.
pub(super) fn posteriors(observed: &[Observed], dispersion: f64) -> (Prior, Vec<Posterior>) {
    let mut prior = start(observed);
    let mut all: Vec<Posterior> = Vec::new();
    for _ in 0..200 {
        all = observed.iter().map(|seen| posterior(*seen, dispersion, prior)).collect();
        let n = all.len().max(1) as f64;
        let mean = all.iter().map(|seen| seen.mean).sum::<f64>() / n;
        let square = |known: &Posterior| known.variance + (known.mean - mean).powi(2);
        let variance = (all.iter().map(square).sum::<f64>() / n).max(LEAST);
        let change = (mean - prior.mean).abs() + (variance / prior.variance).ln().abs();
        prior = Prior { mean, variance };
        if change < 1e-6 {
            break;
        }
    }
    (prior, all)
}

/// Moments of the logarithms, with half a read added.
fn start(observed: &[Observed]) -> Prior {
    let n = observed.len().max(1) as f64;
    let logs = || observed.iter().map(|seen| ((seen.reads + 0.5) / seen.expected).ln());
    let mean = logs().sum::<f64>() / n;
    let variance = logs().map(|log| (log - mean).powi(2)).sum::<f64>() / n;
    Prior { mean, variance: variance.max(LEAST) }
}

/// Mean and ends of the posterior of one bias, on a grid around its mode.
pub(super) fn posterior(observed: Observed, dispersion: f64, prior: Prior) -> Posterior {
    let mode = mode(observed, dispersion, prior);
    let width = SPAN / curvature(observed, dispersion, prior, mode).sqrt();
    let top = log_density(observed, dispersion, prior, mode);
    let step = 2.0 * width / (POINTS - 1) as f64;
    let points: Vec<(f64, f64)> = (0..POINTS)
        .map(|i| mode - width + step * i as f64)
        .map(|b| (b, (log_density(observed, dispersion, prior, b) - top).exp()))
        .collect();
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let mean = points.iter().map(|(b, weight)| b * weight).sum::<f64>() / total;
    let square = |(b, weight): &(f64, f64)| (b - mean).powi(2) * weight;
    let variance = points.iter().map(square).sum::<f64>() / total;
    let end = |share: f64| {
        let mut below = 0.0;
        for (b, weight) in &points {
            let next = below + weight / total;
            if next >= share {
                // Each point stands for a step around it.
                return b - step / 2.0 + step * (share - below) / (next - below);
            }
            below = next;
        }
        mode + width
    };
    Posterior { mean, variance, low: end(0.025), high: end(0.975) }
}

fn log_density(observed: Observed, dispersion: f64, prior: Prior, b: f64) -> f64 {
    let Observed { reads, expected } = observed;
    let mean = expected * b.exp();
    let counting = if dispersion > 1e-12 {
        reads * b - (reads + 1.0 / dispersion) * (dispersion * mean).ln_1p()
    } else {
        reads * b - mean
    };
    counting - (b - prior.mean).powi(2) / (2.0 * prior.variance)
}

/// Slope of the logarithm of the density.
fn slope(observed: Observed, dispersion: f64, prior: Prior, b: f64) -> f64 {
    let Observed { reads, expected } = observed;
    let mean = expected * b.exp();
    (reads - mean) / (1.0 + dispersion * mean) - (b - prior.mean) / prior.variance
}

/// The negative second derivative, which is positive everywhere.
fn curvature(observed: Observed, dispersion: f64, prior: Prior, b: f64) -> f64 {
    let Observed { reads, expected } = observed;
    let mean = expected * b.exp();
    mean * (1.0 + dispersion * reads) / (1.0 + dispersion * mean).powi(2) + 1.0 / prior.variance
}

/// Where the slope is zero, by bisection: the density has one mode.
fn mode(observed: Observed, dispersion: f64, prior: Prior) -> f64 {
    let raw = ((observed.reads + 0.5) / observed.expected).ln();
    let (mut low, mut high) = (raw.min(prior.mean) - 1.0, raw.max(prior.mean) + 1.0);
    while slope(observed, dispersion, prior, low) < 0.0 {
        low -= high - low;
    }
    while slope(observed, dispersion, prior, high) > 0.0 {
        high += high - low;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if slope(observed, dispersion, prior, middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain rule: the density at many points of a wide interval.
    fn plain(observed: Observed, dispersion: f64, prior: Prior) -> (f64, f64) {
        let points = (0..200_001).map(|i| -30.0 + 60.0 * f64::from(i) / 200_000.0);
        let logs: Vec<(f64, f64)> =
            points.map(|b| (b, log_density(observed, dispersion, prior, b))).collect();
        let top = logs.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|(_, log)| (log - top).exp()).sum();
        let mean = logs.iter().map(|(b, log)| b * (log - top).exp()).sum::<f64>() / total;
        let square = |(b, log): &(f64, f64)| (b - mean).powi(2) * (log - top).exp();
        (mean, (logs.iter().map(square).sum::<f64>() / total).sqrt())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn moments_are_those_of_the_density(
            reads in 0.0_f64..1e4,
            expected in 0.5_f64..1e4,
            dispersion in prop::sample::select(vec![0.0, 0.01, 0.3]),
            mean in -2.0_f64..1.0,
            spread in 0.2_f64..2.0,
        ) {
            let observed = Observed { reads, expected };
            let prior = Prior { mean, variance: spread * spread };
            let fast = posterior(observed, dispersion, prior);
            let (mean, sd) = plain(observed, dispersion, prior);
            prop_assert!((fast.mean - mean).abs() < 0.02 * sd, "{} {mean}", fast.mean);
            prop_assert!((fast.variance.sqrt() / sd - 1.0).abs() < 0.03, "{} {sd}", fast.variance);
            prop_assert!(fast.low < fast.mean && fast.mean < fast.high);
        }

        /// More reads of a sequence never lower its bias, and nothing is drawn past the others.
        #[test]
        fn more_reads_are_more_bias(reads in 0.0_f64..1e3, more in 1.0_f64..1e3) {
            let prior = Prior { mean: -0.5, variance: 1.0 };
            let mean = |reads| posterior(Observed { reads, expected: 100.0 }, 0.01, prior).mean;
            prop_assert!(mean(reads) < mean(reads + more));
            let raw = ((reads + 0.5) / 100.0).ln();
            let shrunk = mean(reads);
            prop_assert!((shrunk - prior.mean).abs() <= (raw - prior.mean).abs() + 0.05);
        }
    }

    #[test]
    fn the_prior_is_that_of_the_pool() {
        // Biases at the deciles of a normal distribution, in many reads.
        let deviates = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];
        let observed: Vec<Observed> = deviates
            .iter()
            .map(|z| Observed { reads: 1e6 * (0.8 * z - 0.3_f64).exp(), expected: 1e6 })
            .collect();
        let (prior, all) = posteriors(&observed, 0.0);
        assert!((prior.mean + 0.3).abs() < 0.01, "{prior:?}");
        assert!((prior.variance.sqrt() / 0.8 - 1.0).abs() < 0.1, "{prior:?}");
        for (known, z) in all.iter().zip(deviates) {
            assert!((known.mean - (0.8 * z - 0.3)).abs() < 1e-3);
        }
    }
}
