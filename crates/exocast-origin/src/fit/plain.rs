//! Estimators of other programs, for cargo and signature as they are.

use exocast_core::SeedPlan;
use ndarray::{Array2, ArrayView2, Axis};
use rand::RngExt;

use super::{mixture::balanced_weights, nnls::Nnls, nusvr::nu_svr};
use crate::linalg::{solve_subset, times, weighted_cross, weighted_gram};

/// Huber's constant: 95 % efficiency on normal residuals (Huber 1964, Ann Math Stat 35:73).
const HUBER: f64 = 1.345;
/// Median absolute deviation of a standard normal.
const MAD: f64 = 0.6745;
/// The ν that CIBERSORT tries.
const NU: [f64; 3] = [0.25, 0.5, 0.75];

/// A plain estimator: coefficients zero or more, one a source.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Estimator {
    WeightedNnls,
    NuSvr,
    Robust,
    Dwls,
}

impl Estimator {
    pub(crate) fn solve(self, s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
        match self {
            Self::WeightedNnls => Nnls::weighted(s, balanced_weights(s)).solve(y),
            Self::NuSvr => cibersort(s, y),
            Self::Robust => huber_nnls(s, y),
            Self::Dwls => dwls(s, y),
        }
    }
}

/// The recipe of CIBERSORT (Newman et al. 2015, Nat Methods 12:453): signature and cargo brought to
/// mean 0 and standard deviation 1 over all entries, ν-SVR for three ν, weights below zero set to zero
/// and the rest to sum 1, the ν with the smallest residual taken.
#[must_use]
pub fn cibersort(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let scale =
        |mean: f64, squares: f64, n: usize| (mean, (squares / (n - 1).max(1) as f64).sqrt());
    let moments = |values: &mut dyn Iterator<Item = f64>| {
        let all: Vec<f64> = values.collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        scale(mean, all.iter().map(|v| (v - mean) * (v - mean)).sum(), all.len())
    };
    let (centre, sd) = moments(&mut s.iter().copied());
    let (mean, deviation) = moments(&mut y.iter().copied());
    if sd <= 0.0 || deviation <= 0.0 {
        return Nnls::new(s).solve(y);
    }
    let x = s.mapv(|v| (v - centre) / sd);
    let z: Vec<f64> = y.iter().map(|v| (v - mean) / deviation).collect();
    let mut best = (f64::INFINITY, vec![0.0; s.ncols()]);
    for nu in NU {
        let mut w = nu_svr(x.view(), &z, nu, 1.0).weights;
        for w in &mut w {
            *w = w.max(0.0);
        }
        let sum: f64 = w.iter().sum();
        if sum <= 0.0 {
            continue;
        }
        for w in &mut w {
            *w /= sum;
        }
        let squares: f64 =
            times(x.view(), &w).iter().zip(&z).map(|(fit, z)| (fit - z) * (fit - z)).sum();
        if squares < best.0 {
            best = (squares, w);
        }
    }
    best.1
}

fn huber_weights(residuals: &[f64]) -> Vec<f64> {
    let mut sizes: Vec<f64> = residuals.iter().map(|r| r.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let n = sizes.len();
    let median = if n.is_multiple_of(2) {
        f64::midpoint(sizes[n / 2 - 1], sizes[n / 2])
    } else {
        sizes[n / 2]
    };
    let scale = median / MAD + f64::MIN_POSITIVE;
    residuals
        .iter()
        .map(|r| if r.abs() / scale <= HUBER { 1.0 } else { HUBER * scale / r.abs() })
        .collect()
}

/// Huber's M-estimate with coefficients zero or more, features divided by their mean over sources so
/// that each counts by its relative error; iteratively reweighted.
#[must_use]
pub fn huber_nnls(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let mean: Vec<f64> = s.rows().into_iter().map(|r| r.sum() / r.len() as f64 + 1e-12).collect();
    let rows = Array2::from_shape_fn(s.dim(), |(f, j)| s[[f, j]] / mean[f]);
    let cargo: Vec<f64> = y.iter().zip(&mean).map(|(y, m)| y / m).collect();
    let mut x = Nnls::new(rows.view()).solve(&cargo);
    for _ in 0..50 {
        let residuals: Vec<f64> =
            times(rows.view(), &x).iter().zip(&cargo).map(|(m, y)| y - m).collect();
        let next = Nnls::weighted(rows.view(), huber_weights(&residuals)).solve(&cargo);
        let change = x.iter().zip(&next).fold(0.0_f64, |m, (a, b)| m.max((a - b).abs()));
        x = next;
        if change < 1e-9 {
            break;
        }
    }
    x
}

/// Huber's M-estimate of a linear model with an intercept, coefficients below zero set to zero (the
/// robust partial correlations of `EpiDISH` and `DeconmiR`: Teschendorff et al. 2017, BMC Bioinformatics
/// 18:105).
#[must_use]
pub fn huber_linear(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let (n, k) = s.dim();
    let x = Array2::from_shape_fn((n, k + 1), |(f, j)| if j == 0 { 1.0 } else { s[[f, j - 1]] });
    let all: Vec<usize> = (0..=k).collect();
    let solve = |weights: &[f64]| {
        let gram = weighted_gram(x.view(), weights);
        solve_subset(gram.view(), &weighted_cross(x.view(), weights, y), &all, 1e-15)
    };
    let Some(mut b) = solve(&vec![1.0; n]) else { return vec![0.0; k] };
    for _ in 0..100 {
        let residuals: Vec<f64> = times(x.view(), &b).iter().zip(y).map(|(m, y)| y - m).collect();
        let Some(next) = solve(&huber_weights(&residuals)) else { break };
        let change = b.iter().zip(&next).fold(0.0_f64, |m, (a, b)| m.max((a - b).abs()));
        let size = b.iter().fold(0.0_f64, |m, b| m.max(b.abs()));
        b = next;
        if change < 1e-8 * (1.0 + size) {
            break;
        }
    }
    b[1..].iter().map(|b| b.max(0.0)).collect()
}

/// How weights 1/fitted² are held below infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dampening {
    /// At this multiple of the smallest weight.
    Factor(f64),
    /// At this quantile of the weights.
    Quantile(f64),
}

/// Dampened weighted least squares from a non-negative start: weights 1/fitted², held by `dampening`,
/// four parts of the old solution and one of the new, until it moves by less than `tolerance`.
#[must_use]
pub fn dampened(
    s: ArrayView2<'_, f64>,
    y: &[f64],
    dampening: Dampening,
    tolerance: f64,
    rounds: usize,
) -> Vec<f64> {
    let mut x = Nnls::new(s).solve(y);
    let unit = |x: &[f64]| {
        let sum: f64 = x.iter().sum();
        x.iter().map(|x| if sum > 0.0 { x / sum } else { 0.0 }).collect::<Vec<_>>()
    };
    for _ in 0..rounds {
        let next = Nnls::weighted(s, dampened_weights(s, &x, dampening)).solve(y);
        let change: f64 =
            unit(&next).iter().zip(unit(&x)).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        for (x, next) in x.iter_mut().zip(&next) {
            *x = 0.2 * (4.0 * *x + next);
        }
        if change < tolerance {
            break;
        }
    }
    x
}

fn dampened_weights(s: ArrayView2<'_, f64>, x: &[f64], dampening: Dampening) -> Vec<f64> {
    let weights: Vec<f64> = times(s, x).iter().map(|m| m.max(1e-12).powi(-2)).collect();
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let scaled: Vec<f64> = weights.iter().map(|w| w / least).collect();
    let most = match dampening {
        Dampening::Factor(factor) => factor,
        Dampening::Quantile(p) => {
            exocast_core::quantile::quantiles(&scaled, &[p]).map_or(f64::INFINITY, |q| q[0])
        }
    };
    scaled.iter().map(|w| w.min(most)).collect()
}

/// Dampened weighted least squares (Tsoucas et al. 2019, Nat Commun 10:2975): of the powers of 2 as
/// dampening, the one whose solutions on halves of the features vary least.
#[must_use]
pub fn dwls(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    /// Halves of the features that a dampening is judged by, as in the authors' program.
    const HALVES: u64 = 100;
    let start = Nnls::new(s).solve(y);
    let total: f64 = start.iter().sum();
    let largest = dampened_weights(s, &start, Dampening::Factor(f64::MAX))
        .into_iter()
        .filter(|w| *w < 1e20)
        .fold(1.0, f64::max);
    let k = s.ncols();
    let all: Vec<usize> = (0..k).collect();
    let halves: Vec<Vec<usize>> =
        (0..HALVES).map(|index| half(y.len(), SeedPlan::new(1), index)).collect();
    let spread = |factor: f64| -> f64 {
        let weights = dampened_weights(s, &start, Dampening::Factor(factor));
        let (mut sum, mut square, mut count) = (vec![0.0; k], vec![0.0; k], 0.0);
        for rows in &halves {
            let part = s.select(Axis(0), rows);
            let w: Vec<f64> = rows.iter().map(|&f| weights[f]).collect();
            let cargo: Vec<f64> = rows.iter().map(|&f| y[f]).collect();
            let gram = weighted_gram(part.view(), &w);
            let cross = weighted_cross(part.view(), &w, &cargo);
            let Some(x) = solve_subset(gram.view(), &cross, &all, 1e-14) else { continue };
            let scale = total / x.iter().sum::<f64>();
            for j in 0..k {
                sum[j] += scale * x[j];
                square[j] += (scale * x[j]).powi(2);
            }
            count += 1.0;
        }
        if count < 2.0 {
            return f64::INFINITY;
        }
        sum.iter().zip(&square).map(|(s, q)| (q - s * s / count) / (count - 1.0)).sum()
    };
    let mut best = (f64::INFINITY, 1.0);
    let mut factor = 1.0;
    while factor <= largest && factor < 1e12 {
        let spread = spread(factor);
        if spread < best.0 {
            best = (spread, factor);
        }
        factor *= 2.0;
    }
    dampened(s, y, Dampening::Factor(best.1), 1e-6, 1000)
}

/// Half of the features, without replacement.
fn half(features: usize, plan: SeedPlan, index: u64) -> Vec<usize> {
    let mut stream = plan.stream("dwls half", index);
    let mut rows: Vec<usize> = (0..features).collect();
    for i in 0..features / 2 {
        rows.swap(i, stream.random_range(i..features));
    }
    rows.truncate(features / 2);
    rows.sort_unstable();
    rows
}

/// Shares that add up to 1, by least squares on log2(x + 1) of signature and cargo (exosomePurity).
///
/// Mixtures add on the linear scale only, and shares that have to add up to 1 leave no room for what
/// is in no column: this is here to be compared with, and no method of this crate.
#[must_use]
pub fn log_simplex(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let (n, k) = s.dim();
    let largest = s.iter().fold(0.0_f64, |m, v| m.max((v + 1.0).log2()));
    // The sum to 1 as one more row, a thousand times as heavy as any other.
    let heavy = 1e3 * largest;
    let rows =
        Array2::from_shape_fn(
            (n + 1, k),
            |(f, j)| {
                if f < n { (s[[f, j]] + 1.0).log2() } else { heavy }
            },
        );
    let mut cargo: Vec<f64> = y.iter().map(|y| (y + 1.0).log2()).collect();
    cargo.push(heavy);
    Nnls::new(rows.view()).solve(&cargo)
}
