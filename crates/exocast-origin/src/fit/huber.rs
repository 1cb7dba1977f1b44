//! Huber's M-estimates.

use ndarray::{Array2, ArrayView2};

use super::nnls::Nnls;
use crate::linalg::times;

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
pub(super) fn huber_nnls(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let mean: Vec<f64> = s.rows().into_iter().map(|r| r.sum() / r.len() as f64 + 1e-12).collect();
    let rows = Array2::from_shape_fn(s.dim(), |(f, j)| s[[f, j]] / mean[f]);
    let cargo: Vec<f64> = y.iter().zip(&mean).map(|(y, m)| y / m).collect();
    let mut x = Nnls::on(rows.view()).solve(&cargo);
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
