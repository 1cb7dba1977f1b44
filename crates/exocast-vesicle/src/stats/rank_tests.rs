//! Tests on ranks: Kruskal–Wallis and Brunner–Munzel.

use exocast_core::order;
use exocast_core::rank::{Test, ranks};
use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

/// Kruskal–Wallis test of k samples, with its chi-squared p-value and tie correction. Nothing for
/// fewer than two samples or where one is empty or all values are equal.
#[must_use]
pub(crate) fn kruskal_wallis(samples: &[&[f64]]) -> Option<Test> {
    if samples.len() < 2 || samples.iter().any(|sample| sample.is_empty()) {
        return None;
    }
    let pooled: Vec<f64> = samples.iter().flat_map(|sample| sample.iter().copied()).collect();
    let ranks = ranks(&pooled);
    let n = pooled.len() as f64;
    let (mut sum, mut at) = (0.0, 0);
    for sample in samples {
        let rank_sum: f64 = ranks[at..at + sample.len()].iter().sum();
        sum += rank_sum * rank_sum / sample.len() as f64;
        at += sample.len();
    }
    let mut sorted = ranks;
    order::sort(&mut sorted);
    let ties: f64 = sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|tie| (tie.len() as f64).powi(3) - tie.len() as f64)
        .sum();
    let correction = 1.0 - ties / (n * n * n - n);
    if correction <= 0.0 {
        return None;
    }
    let statistic = (12.0 / (n * (n + 1.0)) * sum - 3.0 * (n + 1.0)) / correction;
    let chi = ChiSquared::new(samples.len() as f64 - 1.0).ok()?;
    Some(Test { statistic, p: chi.sf(statistic) })
}

/// Brunner–Munzel test that neither sample tends to larger values, two-sided (2000, Biom J 42:17).
/// The statistic is positive where `b` tends to be larger. Nothing where a sample has fewer than two
/// values or the samples do not overlap at all.
#[must_use]
pub(crate) fn brunner_munzel(a: &[f64], b: &[f64]) -> Option<Test> {
    let (n, m) = (a.len() as f64, b.len() as f64);
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let pooled: Vec<f64> = a.iter().chain(b).copied().collect();
    let both = ranks(&pooled);
    let (in_a, in_b) = (ranks(a), ranks(b));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(&both[..a.len()]), mean(&both[a.len()..]));
    let spread = |both: &[f64], within: &[f64], mean_both: f64| -> f64 {
        let mean_within = mean(within);
        let squares =
            both.iter().zip(within).map(|(r, o)| (r - o - mean_both + mean_within).powi(2));
        squares.sum::<f64>() / (within.len() as f64 - 1.0)
    };
    let (u, v) = (spread(&both[..a.len()], &in_a, mean_a), spread(&both[a.len()..], &in_b, mean_b));
    let scale = n * u + m * v;
    if scale <= 0.0 {
        return None;
    }
    let statistic = n * m * (mean_b - mean_a) / ((n + m) * scale.sqrt());
    let degrees = scale * scale / ((n * u).powi(2) / (n - 1.0) + (m * v).powi(2) / (m - 1.0));
    let t = StudentsT::new(0.0, 1.0, degrees).ok()?;
    Some(Test { statistic, p: (2.0 * t.cdf(-statistic.abs())).clamp(0.0, 1.0) })
}
