//! Plain twins of the fast algorithms: the published formulas line by line, held equal by proptest.

use ndarray::{Array2, ArrayView2};

/// Non-negative least squares as Lawson & Hanson (1974, Solving Least Squares Problems, algorithm
/// NNLS) state it, on the full matrix, with the least-squares problems solved by Householder QR.
///
/// Twin of `Nnls`.
pub(crate) fn lawson_hanson(matrix: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
    let k = matrix.ncols();
    let mut x = vec![0.0; k];
    let mut passive = vec![false; k];
    let largest = matrix.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    let size = y.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    let tolerance = 1e-11 * largest * size * matrix.nrows() as f64;
    for _ in 0..10 * k.max(3) {
        // w = Aᵀ(y − A x)
        let w: Vec<f64> = (0..k)
            .map(|j| {
                matrix
                    .rows()
                    .into_iter()
                    .zip(y)
                    .map(|(row, y)| {
                        row[j] * (y - row.iter().zip(&x).map(|(a, x)| a * x).sum::<f64>())
                    })
                    .sum()
            })
            .collect();
        let entering = (0..k)
            .filter(|&j| !passive[j] && w[j] > tolerance)
            .max_by(|&a, &b| w[a].total_cmp(&w[b]));
        let Some(entering) = entering else { break };
        passive[entering] = true;
        loop {
            let columns: Vec<usize> = (0..k).filter(|&j| passive[j]).collect();
            let z = least_squares(matrix, &columns, y);
            if z.iter().all(|z| *z > 0.0) {
                for (&j, z) in columns.iter().zip(&z) {
                    x[j] = *z;
                }
                break;
            }
            let alpha = columns
                .iter()
                .zip(&z)
                .filter(|(_, z)| **z <= 0.0)
                .map(|(&j, z)| x[j] / (x[j] - z))
                .fold(1.0, f64::min);
            for (&j, z) in columns.iter().zip(&z) {
                x[j] += alpha * (z - x[j]);
                if x[j] <= 1e-15 * size {
                    x[j] = 0.0;
                    passive[j] = false;
                }
            }
        }
    }
    x
}

/// Least squares on some columns, by Householder reflections.
fn least_squares(matrix: ArrayView2<'_, f64>, columns: &[usize], y: &[f64]) -> Vec<f64> {
    let (n, k) = (matrix.nrows(), columns.len());
    let mut a = Array2::from_shape_fn((n, k), |(i, j)| matrix[[i, columns[j]]]);
    let mut b = y.to_vec();
    for j in 0..k.min(n) {
        let norm = (j..n).map(|i| a[[i, j]] * a[[i, j]]).sum::<f64>().sqrt();
        if norm <= 0.0 {
            continue;
        }
        let alpha = if a[[j, j]] > 0.0 { -norm } else { norm };
        let mut v: Vec<f64> = (j..n).map(|i| a[[i, j]]).collect();
        v[0] -= alpha;
        let square: f64 = v.iter().map(|v| v * v).sum();
        if square <= 0.0 {
            continue;
        }
        for c in j..k {
            let dot: f64 = (j..n).map(|i| v[i - j] * a[[i, c]]).sum();
            for i in j..n {
                a[[i, c]] -= 2.0 * dot / square * v[i - j];
            }
        }
        let dot: f64 = (j..n).map(|i| v[i - j] * b[i]).sum();
        for i in j..n {
            b[i] -= 2.0 * dot / square * v[i - j];
        }
    }
    let mut x = vec![0.0; k];
    for j in (0..k.min(n)).rev() {
        let done: f64 = (j + 1..k).map(|c| a[[j, c]] * x[c]).sum();
        x[j] = if a[[j, j]].abs() > 0.0 { (b[j] - done) / a[[j, j]] } else { 0.0 };
    }
    x
}

/// Maximum likelihood of y ~ Poisson(S w), w ≥ 0, by the multiplicative updates of Richardson (1972, J
/// Opt Soc Am 62:55), Lucy (1974, Astron J 79:745) and Shepp & Vardi (1982, IEEE Trans Med Imaging
/// 1:113): `w_j ← w_j Σ_f S_fj y_f/(S w)_f / Σ_f S_fj`, from an even start.
///
/// Each update raises the likelihood; stops when one raises it by less than `gain`, or after
/// `iterations`. Converges slowly where sources are alike. Twin of the Poisson fit without an unknown
/// source.
pub(crate) fn richardson_lucy(
    matrix: ArrayView2<'_, f64>,
    y: &[f64],
    gain: f64,
    iterations: usize,
) -> Vec<f64> {
    let sums: Vec<f64> = matrix.columns().into_iter().map(|column| column.sum()).collect();
    let even = y.iter().sum::<f64>() / sums.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let mut w: Vec<f64> = sums.iter().map(|s| if *s > 0.0 { even } else { 0.0 }).collect();
    let mut before = f64::NEG_INFINITY;
    for _ in 0..iterations {
        let mut numerator = vec![0.0; w.len()];
        let mut likelihood = 0.0;
        for (row, &y) in matrix.rows().into_iter().zip(y) {
            let mean: f64 = row.iter().zip(&w).map(|(s, w)| s * w).sum();
            likelihood -= mean;
            if mean > 0.0 && y > 0.0 {
                likelihood += y * mean.ln();
                for (sum, s) in numerator.iter_mut().zip(row.iter()) {
                    *sum += s * y / mean;
                }
            }
        }
        if likelihood - before < gain {
            break;
        }
        before = likelihood;
        for ((w, n), s) in w.iter_mut().zip(&numerator).zip(&sums) {
            *w = if *s > 0.0 { *w * n / s } else { 0.0 };
        }
    }
    w
}
