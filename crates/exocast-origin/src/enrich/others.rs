//! Scores of other programs as plain functions, to be compared with: no method of `origin enrich`.

use exocast_core::rank::ranks;
use ndarray::{Array2, ArrayView2};
use statrs::{
    distribution::{ContinuousCDF, Normal},
    function::erf::erfc,
};

use super::order::descending;

/// Σ w x over the set; `members` are places in `values` with their weight.
#[must_use]
pub fn weighted_sum(members: &[(usize, f64)], values: &[f64]) -> f64 {
    members.iter().map(|&(place, weight)| weight * values[place]).sum()
}

/// Σ w x / Σ |w| over the set; nothing where no weight differs from zero.
#[must_use]
pub fn weighted_mean(members: &[(usize, f64)], values: &[f64]) -> Option<f64> {
    let size: f64 = members.iter().map(|(_, weight)| weight.abs()).sum();
    (size > 0.0).then(|| weighted_sum(members, values) / size)
}

/// Single-sample score over any metric: Σ over features from the largest metric down of hits, weighed by
/// |metric|^0.25, less misses. Of equal metrics the first counts as the larger. Nothing where the set is empty,
/// holds every feature or has no metric but zero.
#[must_use]
pub fn metric_score(members: &[usize], metric: &[f64]) -> Option<f64> {
    let weight = |place: usize| metric[place].abs().powf(0.25);
    let total: f64 = members.iter().map(|&place| weight(place)).sum();
    if members.is_empty() || members.len() >= metric.len() || total <= 0.0 {
        return None;
    }
    let misses = (metric.len() - members.len()) as f64;
    let (mut run, mut sum) = (0.0, 0.0);
    for place in descending(metric) {
        run += if members.contains(&place) { weight(place) / total } else { -1.0 / misses };
        sum += run;
    }
    Some(sum)
}

/// Gene-set variation analysis (Hänzelmann et al. 2013, BMC Bioinformatics 14:7) of features × samples: each
/// value as its place in a Gaussian kernel estimate over samples (width sd/4), features ranked in each sample,
/// hits weighed by how far from the middle they rank; largest deviation up plus largest down, by sample.
///
/// Scores depend on the samples given together. Nothing for a set that is empty or holds every feature, or with
/// fewer than two samples.
#[must_use]
pub fn gene_set_variation(members: &[usize], values: ArrayView2<'_, f64>) -> Option<Vec<f64>> {
    let (n, samples) = values.dim();
    if members.is_empty() || members.len() >= n || samples < 2 {
        return None;
    }
    let mut place = Array2::zeros((samples, n));
    for (f, row) in values.rows().into_iter().enumerate() {
        let mean = row.sum() / samples as f64;
        let squares: f64 = row.iter().map(|x| (x - mean) * (x - mean)).sum();
        let width = (squares / (samples - 1) as f64).sqrt() / 4.0;
        for (s, x) in row.iter().enumerate() {
            let below = |other: &f64| {
                let z = if width > 0.0 { (x - other) / width } else { 0.0 };
                // In steps of a thousandth up to ten, as the authors' program looks it up.
                let size = (z.abs() * 1e3).trunc() / 1e3;
                let half = 0.5 * erfc(-size.min(10.0) / std::f64::consts::SQRT_2);
                if z < 0.0 { 1.0 - half } else { half }
            };
            place[[s, f]] = row.iter().map(below).sum::<f64>();
        }
    }
    let score = |row: Vec<f64>| {
        let order = descending(&row);
        // Distance of the rank, counted from below, from the middle.
        let far = |from_top: usize| (n as f64 / 2.0 - (n - from_top) as f64).abs();
        let hit: Vec<bool> = order.iter().map(|place| members.contains(place)).collect();
        let total: f64 = (0..n).filter(|&i| hit[i]).map(far).sum();
        let misses = (n - members.len()) as f64;
        let (mut run, mut up, mut down) = (0.0, 0.0_f64, 0.0_f64);
        for (i, hit) in hit.into_iter().enumerate() {
            run += if hit { far(i) / total } else { -1.0 / misses };
            (up, down) = (up.max(run), down.min(run));
        }
        up + down
    };
    Some(place.rows().into_iter().map(|row| score(row.to_vec())).collect())
}

/// Rank-based enrichment of VIPER (Alvarez et al. 2016, Nat Genet 48:838) in one sample, and its two-sided normal
/// p; weights of −1 to 1 are signs with their strength. Without the correction for sets that share features.
///
/// Nothing where the set is empty.
#[must_use]
pub fn rank_enrichment(members: &[(usize, f64)], values: &[f64]) -> Option<(f64, f64)> {
    let normal = Normal::standard();
    let place: Vec<f64> =
        ranks(values).iter().map(|rank| rank / (values.len() + 1) as f64).collect();
    let far = |q: f64| (q - 0.5).abs() * 2.0;
    let furthest = place.iter().map(|q| far(*q)).fold(0.0, f64::max);
    let members: Vec<(usize, f64)> =
        members.iter().copied().filter(|(_, weight)| weight.abs() > 0.0).collect();
    if members.is_empty() {
        return None;
    }
    let n = members.len() as f64;
    let (mut signed, mut either) = (0.0, 0.0);
    for (row, weight) in members {
        let one_sided = far(place[row]) + (1.0 - furthest) / 2.0;
        signed += weight * normal.inverse_cdf(place[row]) / n;
        either += (1.0 - weight.abs()) * normal.inverse_cdf(one_sided) / n;
    }
    let score = (signed.abs() + either.max(0.0)) * signed.signum() * n.sqrt();
    Some((score, erfc(score.abs() / std::f64::consts::SQRT_2)))
}
