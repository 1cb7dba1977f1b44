//! Dampened weighted least squares.

use exocast_core::SeedPlan;
use ndarray::{ArrayView2, Axis};
use rand::RngExt;

use super::nnls::Nnls;
use crate::linalg::{solve_subset, times, weighted_cross, weighted_gram};

/// Dampened weighted least squares from a non-negative start: weights 1/fitted² over the smallest, held at
/// `most`, four parts of the old solution and one of the new, until it moves by less than `tolerance`.
fn dampened(
    s: ArrayView2<'_, f64>,
    y: &[f64],
    most: f64,
    tolerance: f64,
    rounds: usize,
) -> Vec<f64> {
    let mut x = Nnls::on(s).solve(y);
    let unit = |x: &[f64]| {
        let sum: f64 = x.iter().sum();
        x.iter().map(|x| if sum > 0.0 { x / sum } else { 0.0 }).collect::<Vec<_>>()
    };
    for _ in 0..rounds {
        let next = Nnls::weighted(s, dampened_weights(s, &x, most)).solve(y);
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

fn dampened_weights(s: ArrayView2<'_, f64>, x: &[f64], most: f64) -> Vec<f64> {
    let weights: Vec<f64> = times(s, x).iter().map(|m| m.max(1e-12).powi(-2)).collect();
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    weights.iter().map(|w| (w / least).min(most)).collect()
}

/// Dampened weighted least squares (Tsoucas et al. 2019, Nat Commun 10:2975): of the powers of 2 as
/// dampening, the one whose solutions on halves of the features vary least.
pub(super) fn dwls(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    /// Halves of the features that a dampening is judged by, as in the authors' program.
    const HALVES: u64 = 100;
    let start = Nnls::on(s).solve(y);
    let total: f64 = start.iter().sum();
    let largest =
        dampened_weights(s, &start, f64::MAX).into_iter().filter(|w| *w < 1e20).fold(1.0, f64::max);
    let k = s.ncols();
    let all: Vec<usize> = (0..k).collect();
    let halves: Vec<Vec<usize>> =
        (0..HALVES).map(|index| half(y.len(), SeedPlan::new(1), index)).collect();
    let spread = |factor: f64| -> f64 {
        let weights = dampened_weights(s, &start, factor);
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
    dampened(s, y, best.1, 1e-6, 1000)
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
