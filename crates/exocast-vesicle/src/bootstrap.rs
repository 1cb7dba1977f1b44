//! Bootstrap distributions and their intervals.

use exocast_core::{
    Interval, SeedPlan, Stream,
    quantile::{QuantileType, quantile},
};
use rand::RngExt;
use rand_distr::{Beta, Distribution};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::order;

/// Which ends of a bootstrap distribution make an interval (Efron & Tibshirani 1993, chapters 13, 14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BootstrapInterval {
    /// Its own percentiles.
    #[default]
    Percentile,
    /// Percentiles mirrored at the estimate.
    Basic,
    /// Percentiles shifted for bias and acceleration (jackknife).
    Bca,
}

/// The bootstrap distribution of a statistic, ascending: each value is that of a sample of the same
/// size drawn with replacement.
#[must_use]
pub fn bootstrap(
    sample: &[f64],
    statistic: impl Fn(&[f64]) -> f64,
    resamples: usize,
    seeds: SeedPlan,
) -> Vec<f64> {
    let mut drawn = vec![0.0; sample.len()];
    let mut values: Vec<f64> = (0..resamples)
        .map(|index| {
            let mut stream = seeds.stream("bootstrap", index as u64);
            for value in &mut drawn {
                *value = sample[stream.random_range(0..sample.len())];
            }
            statistic(&drawn)
        })
        .collect();
    order::sort(&mut values);
    values
}

/// The bootstrap distribution of a type 7 quantile, ascending, without drawing any sample.
///
/// A sample of n drawn with replacement is n uniform ranks; its j-th smallest is the value at rank
/// ⌊n U⌋ with U the j-th order statistic of n uniforms, Beta(j, n + 1 − j), and given it the next
/// uniform is `1 − (1 − U) V^(1/(n − j))`. So each value costs two draws whatever n is, and the
/// distribution is exactly that of resampling (Efron 1979, Ann Stat 7:1, section 3).
///
/// `sorted` ascends; nothing where it is empty or `p` is not within 0 to 1.
///
/// ```
/// use exocast_core::SeedPlan;
///
/// let sorted: Vec<f64> = (0..1000).map(f64::from).collect();
/// let medians = exocast_vesicle::bootstrap_quantile(&sorted, 0.5, 2000, SeedPlan::new(1))
///     .ok_or("empty")?;
/// let inner = &medians[50..1950]; // 95 %: 499.5 ± 1.96 √1000/2
/// assert!((inner[0] - 468.5).abs() < 5.0 && (inner[1899] - 530.5).abs() < 5.0);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn bootstrap_quantile(
    sorted: &[f64],
    p: f64,
    resamples: usize,
    seeds: SeedPlan,
) -> Option<Vec<f64>> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let n = sorted.len() as f64;
    let place = p * (n - 1.0);
    let (below, share) = (place.floor(), place.fract());
    // Order statistics count from 1.
    let rank = below + 1.0;
    let beta = Beta::new(rank, n - below).ok()?;
    let mut stream = seeds.stream("bootstrap-quantile", 0);
    let at = |uniform: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to n − 1")]
        let rank = (n * uniform) as usize;
        sorted[rank.min(sorted.len() - 1)]
    };
    let one = |stream: &mut Stream| {
        let first: f64 = beta.sample(stream);
        let low = at(first);
        if share <= 0.0 {
            return low;
        }
        let open: f64 = 1.0 - stream.random::<f64>();
        let second = 1.0 - (1.0 - first) * open.powf(1.0 / (n - rank));
        low + share * (at(second) - low)
    };
    let mut values: Vec<f64> = (0..resamples).map(|_| one(&mut stream)).collect();
    order::sort(&mut values);
    Some(values)
}

/// The interval of an estimate from its ascending bootstrap distribution.
///
/// `jackknife` are the values of the statistic without each observation, which
/// [`Bca`](BootstrapInterval::Bca) needs; without them it corrects for bias alone. Nothing where the
/// distribution is empty.
#[must_use]
pub fn bootstrap_interval(
    kind: BootstrapInterval,
    estimate: f64,
    distribution: &[f64],
    jackknife: &[f64],
    confidence: f64,
) -> Option<Interval> {
    let tail = 0.5 * (1.0 - confidence);
    let end = |p: f64| quantile(distribution, p.clamp(0.0, 1.0), QuantileType::Type7);
    let (low, high) = match kind {
        BootstrapInterval::Percentile => (end(tail)?, end(1.0 - tail)?),
        BootstrapInterval::Basic => {
            (2.0 * estimate - end(1.0 - tail)?, 2.0 * estimate - end(tail)?)
        }
        BootstrapInterval::Bca => {
            let normal = Normal::standard();
            let count = distribution.len() as f64;
            let below = distribution.partition_point(|&value| value < estimate) as f64;
            let equal = distribution.partition_point(|&value| value <= estimate) as f64 - below;
            let share = ((below + 0.5 * equal) / count).clamp(0.5 / count, 1.0 - 0.5 / count);
            let bias = normal.inverse_cdf(share);
            let acceleration = acceleration(jackknife);
            let shifted = |p: f64| {
                let z = bias + normal.inverse_cdf(p);
                normal.cdf(bias + z / (1.0 - acceleration * z))
            };
            (end(shifted(tail))?, end(shifted(1.0 - tail))?)
        }
    };
    Some(Interval::new(estimate, low, high))
}

/// `Σ d³ / 6 (Σ d²)^1.5` of the distances of the jackknife values from their mean.
fn acceleration(jackknife: &[f64]) -> f64 {
    if jackknife.is_empty() {
        return 0.0;
    }
    let mean = jackknife.iter().sum::<f64>() / jackknife.len() as f64;
    let cubes: f64 = jackknife.iter().map(|value| (mean - value).powi(3)).sum();
    let squares: f64 = jackknife.iter().map(|value| (mean - value).powi(2)).sum();
    if squares > 0.0 { cubes / (6.0 * squares.powf(1.5)) } else { 0.0 }
}
