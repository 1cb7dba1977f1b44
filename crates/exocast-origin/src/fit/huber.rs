//! Huber's M-estimates.

use ndarray::{Array2, ArrayView2};

use super::nnls::Nnls;
use crate::linalg::{solve_subset, times, weighted_cross, weighted_gram};

/// Huber's constant: 95 % efficiency on normal residuals (Huber 1964, Ann Math Stat 35:73).
const HUBER: f64 = 1.345;

/// Median absolute deviation of a standard normal.
const MAD: f64 = 0.6745;

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
