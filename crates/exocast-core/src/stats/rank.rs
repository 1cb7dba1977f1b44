//! Ranks and the tests that rest on them.

use statrs::function::erf::erfc;

use super::kolmogorov::limit_tail;

/// Ranks from 1, ties sharing their mean rank; −0 ties with 0. The sample must be free of `NaN`.
#[must_use]
pub fn ranks(sample: &[f64]) -> Vec<f64> {
    // Adding 0 turns −0 into 0, which `total_cmp` tells apart.
    let sample: Vec<f64> = sample.iter().map(|x| x + 0.0).collect();
    let mut order: Vec<usize> = (0..sample.len()).collect();
    order.sort_by(|&a, &b| sample[a].total_cmp(&sample[b]));
    let mut ranks = vec![0.0; sample.len()];
    let mut before = 0;
    for tie in order.chunk_by(|&a, &b| sample[a].total_cmp(&sample[b]).is_eq()) {
        for &i in tie {
            ranks[i] = f64::midpoint(before as f64 + 1.0, (before + tie.len()) as f64);
        }
        before += tie.len();
    }
    ranks
}

/// A test statistic with its two-sided p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// Two-sided p-value, asymptotic.
    pub p: f64,
}

/// Two-sample Kolmogorov–Smirnov test: the largest distance between the two ECDFs.
///
/// The p-value is asymptotic, with Stephens' correction for small samples (1970, J R Stat Soc B
/// 32:115). Nothing where a sample is empty. Neither may hold `NaN`.
#[must_use]
pub fn kolmogorov_smirnov(a: &[f64], b: &[f64]) -> Option<Test> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let sort = |sample: &[f64]| {
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
    };
    let (a, b) = (sort(a), sort(b));
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (mut i, mut j, mut distance) = (0, 0, 0.0_f64);
    while i < a.len() && j < b.len() {
        let x = if a[i].total_cmp(&b[j]).is_le() { a[i] } else { b[j] };
        i += a[i..].iter().take_while(|v| v.total_cmp(&x).is_le()).count();
        j += b[j..].iter().take_while(|v| v.total_cmp(&x).is_le()).count();
        distance = distance.max((i as f64 / n - j as f64 / m).abs());
    }
    let effective = (n * m / (n + m)).sqrt();
    let lambda = (effective + 0.12 + 0.11 / effective) * distance;
    Some(Test { statistic: distance, p: limit_tail(lambda) })
}

/// Mann–Whitney U of `a` over `b`, with normal approximation, tie and continuity correction.
///
/// The statistic counts the pairs in which the member of `a` is larger, ties as a half. Nothing where
/// a sample is empty. Neither may hold `NaN`.
#[must_use]
pub fn mann_whitney(a: &[f64], b: &[f64]) -> Option<Test> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (n, m) = (a.len() as f64, b.len() as f64);
    let pooled: Vec<f64> = a.iter().chain(b).copied().collect();
    let ranks = ranks(&pooled);
    let u = ranks[..a.len()].iter().sum::<f64>() - n * (n + 1.0) / 2.0;
    let total = n + m;
    let variance = n * m / 12.0 * (total + 1.0 - tie_term(&ranks) / (total * (total - 1.0)));
    let deviation = ((u - n * m / 2.0).abs() - 0.5).max(0.0);
    let p = if variance > 0.0 { erfc(deviation / (2.0 * variance).sqrt()).min(1.0) } else { 1.0 };
    Some(Test { statistic: u, p })
}

/// Σ(t³ − t) over groups of tied ranks.
fn tie_term(ranks: &[f64]) -> f64 {
    let mut sorted = ranks.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|tie| {
            let t = tie.len() as f64;
            t * t * t - t
        })
        .sum()
}

/// Pearson's correlation; nothing where lengths differ, there are fewer than two pairs, or a sample
/// does not vary.
#[must_use]
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (dx, dy) = (x - mean_a, y - mean_b);
        ab += dx * dy;
        aa += dx * dx;
        bb += dy * dy;
    }
    let scale = (aa * bb).sqrt();
    (scale > 0.0).then(|| (ab / scale).clamp(-1.0, 1.0))
}

/// Spearman's rank correlation, ties sharing their mean rank; conditions as [`pearson`].
#[must_use]
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}
