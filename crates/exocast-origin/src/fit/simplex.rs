//! Least squares on the simplex and what goes with plain least squares.

use ndarray::{Array2, ArrayView2};

use super::nnls::Nnls;
use crate::linalg::{solve_subset, times, weighted_cross, weighted_gram};

/// Shares of least squared residuals among those that are zero or more and add up to 1.
///
/// Where shares add up to 1, Sx − y is (S − y1ᵀ)x: the point of least length in the hull of its columns, which is the
/// direction of a non-negative solution with one more row (Lawson & Hanson 1974, chapter 23). Exact, unlike a heavy
/// row for the sum. Such shares leave no room for what is in no column, and are no method of this crate.
#[must_use]
pub fn simplex_least_squares(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let (n, k) = s.dim();
    let size = s.iter().chain(y).fold(f64::MIN_POSITIVE, |m, v| m.max(v.abs()));
    let rows =
        Array2::from_shape_fn(
            (n + 1, k),
            |(f, j)| {
                if f < n { (s[[f, j]] - y[f]) / size } else { 1.0 }
            },
        );
    let mut target = vec![0.0; n];
    target.push(1.0);
    let x = Nnls::new(rows.view()).solve(&target);
    let sum: f64 = x.iter().sum();
    x.iter().map(|x| x / sum).collect()
}

/// Least squares, coefficients below zero set to zero; nothing where columns depend on each other.
#[must_use]
pub fn clipped_least_squares(s: ArrayView2<'_, f64>, y: &[f64]) -> Option<Vec<f64>> {
    let (n, k) = s.dim();
    let (ones, all) = (vec![1.0; n], (0..k).collect::<Vec<_>>());
    let gram = weighted_gram(s, &ones);
    let x = solve_subset(gram.view(), &weighted_cross(s, &ones, y), &all, 1e-15)?;
    Some(x.iter().map(|x| x.max(0.0)).collect())
}

/// Standard errors of non-negative least squares as if the columns above zero had been known: √diag((SᵀS)⁻¹) σ over
/// them. Nothing for columns at zero, and too small for the others, since which are at zero was not known.
#[must_use]
pub fn nnls_standard_errors(s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<Option<f64>> {
    let x = Nnls::new(s).solve(y);
    let free: Vec<usize> = (0..x.len()).filter(|&j| x[j] > 0.0).collect();
    let residual: f64 = times(s, &x).iter().zip(y).map(|(m, y)| (y - m) * (y - m)).sum();
    let variance = residual / y.len().saturating_sub(free.len()).max(1) as f64;
    let gram = weighted_gram(s, &vec![1.0; y.len()]);
    let mut out = vec![None; x.len()];
    for (i, &j) in free.iter().enumerate() {
        let mut unit = vec![0.0; x.len()];
        unit[j] = 1.0;
        out[j] = solve_subset(gram.view(), &unit, &free, 1e-15).map(|v| (v[i] * variance).sqrt());
    }
    out
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
