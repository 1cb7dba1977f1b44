//! Small dense symmetric algebra: Cholesky solves and Jacobi eigenvalues of k × k matrices.

use std::borrow::Cow;

use exocast_core::linalg::Cholesky;
use ndarray::{Array2, ArrayView2};

/// Solves `A x = b` for the symmetric positive definite `A` restricted to the rows and columns
/// `keep`. Nothing where a pivot is not above `tolerance` times the largest diagonal entry.
pub(crate) fn solve_subset(
    a: ArrayView2<'_, f64>,
    b: &[f64],
    keep: &[usize],
    tolerance: f64,
) -> Option<Vec<f64>> {
    let n = keep.len();
    let largest = keep.iter().map(|&i| a[[i, i]]).fold(0.0, f64::max);
    let mut factor = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[[keep[i], keep[j]]];
            for m in 0..j {
                sum -= factor[i * n + m] * factor[j * n + m];
            }
            if i == j {
                if sum <= tolerance * largest {
                    return None;
                }
                factor[i * n + i] = sum.sqrt();
            } else {
                factor[i * n + j] = sum / factor[j * n + j];
            }
        }
    }
    let mut x: Vec<f64> = keep.iter().map(|&i| b[i]).collect();
    for i in 0..n {
        let done: f64 = (0..i).map(|m| factor[i * n + m] * x[m]).sum();
        x[i] = (x[i] - done) / factor[i * n + i];
    }
    for i in (0..n).rev() {
        let done: f64 = (i + 1..n).map(|m| factor[m * n + i] * x[m]).sum();
        x[i] = (x[i] - done) / factor[i * n + i];
    }
    Some(x)
}

/// Cholesky factor of a matrix; nothing where it is not positive definite.
pub(crate) fn cholesky(a: ArrayView2<'_, f64>) -> Option<Cholesky> {
    Cholesky::new(a.iter().copied().collect(), a.nrows())
}

/// Eigenvalues of a symmetric matrix in descending order, by cyclic Jacobi rotations
/// (Golub & Van Loan, Matrix Computations, section 8.5).
pub(crate) fn eigenvalues(matrix: ArrayView2<'_, f64>) -> Vec<f64> {
    let n = matrix.nrows();
    let mut a: Array2<f64> = matrix.to_owned();
    let size: f64 = a.iter().map(|v| v * v).sum();
    for _ in 0..64 {
        let mut off = 0.0;
        for p in 0..n {
            for q in p + 1..n {
                off += a[[p, q]] * a[[p, q]];
                rotate(&mut a, p, q);
            }
        }
        if off <= 1e-30 * size {
            break;
        }
    }
    let mut values: Vec<f64> = a.diag().to_vec();
    values.sort_by(|x, y| y.total_cmp(x));
    values
}

fn rotate(a: &mut Array2<f64>, p: usize, q: usize) {
    let off = a[[p, q]];
    if off.abs() <= f64::MIN_POSITIVE {
        return;
    }
    let theta = (a[[q, q]] - a[[p, p]]) / (2.0 * off);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for i in 0..a.nrows() {
        let (x, y) = (a[[i, p]], a[[i, q]]);
        a[[i, p]] = c * x - s * y;
        a[[i, q]] = s * x + c * y;
    }
    for i in 0..a.nrows() {
        let (x, y) = (a[[p, i]], a[[q, i]]);
        a[[p, i]] = c * x - s * y;
        a[[q, i]] = s * x + c * y;
    }
}

/// The rows of a matrix one after another, without copying where they lie so.
fn flat<'a>(a: &ArrayView2<'a, f64>) -> Cow<'a, [f64]> {
    match a.to_slice() {
        Some(rows) => Cow::Borrowed(rows),
        None => Cow::Owned(a.iter().copied().collect()),
    }
}

/// `Aᵀ diag(weights) A`, k × k, for `A` of features × k. Rows of weight zero cost nothing.
pub(crate) fn weighted_gram(a: ArrayView2<'_, f64>, weights: &[f64]) -> Array2<f64> {
    let k = a.ncols();
    let mut gram = vec![0.0; k * k];
    for (row, &weight) in flat(&a).chunks_exact(k.max(1)).zip(weights) {
        if weight <= 0.0 {
            continue;
        }
        for (i, value) in row.iter().enumerate() {
            let scaled = weight * value;
            if scaled.abs() > 0.0 {
                for (cell, value) in gram[i * k..=i * k + i].iter_mut().zip(row) {
                    *cell += scaled * value;
                }
            }
        }
    }
    Array2::from_shape_fn((k, k), |(i, j)| gram[i.max(j) * k + i.min(j)])
}

/// `Aᵀ diag(weights) v`, of length k.
pub(crate) fn weighted_cross(a: ArrayView2<'_, f64>, weights: &[f64], v: &[f64]) -> Vec<f64> {
    let k = a.ncols();
    let mut cross = vec![0.0; k];
    for ((row, &weight), &value) in flat(&a).chunks_exact(k.max(1)).zip(weights).zip(v) {
        let scaled = weight * value;
        for (sum, entry) in cross.iter_mut().zip(row) {
            *sum += scaled * entry;
        }
    }
    cross
}

/// `A x`, one value per row.
pub(crate) fn times(a: ArrayView2<'_, f64>, x: &[f64]) -> Vec<f64> {
    let k = a.ncols();
    flat(&a).chunks_exact(k.max(1)).map(|row| row.iter().zip(x).map(|(s, w)| s * w).sum()).collect()
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_subset_is_solved_and_a_singular_one_refused() {
        let a = array![[4.0, 2.0, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, 0.0]];
        let x = solve_subset(a.view(), &[8.0, 7.0, 1.0], &[0, 1], 1e-12).unwrap();
        assert!((x[0] - 1.25).abs() < 1e-14 && (x[1] - 1.5).abs() < 1e-14);
        assert!(solve_subset(a.view(), &[8.0, 7.0, 1.0], &[0, 2], 1e-12).is_none());
    }

    #[test]
    fn eigenvalues_of_a_known_matrix() {
        let values = eigenvalues(array![[2.0, 1.0], [1.0, 2.0]].view());
        assert!((values[0] - 3.0).abs() < 1e-12 && (values[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_gram_is_the_weighted_product() {
        let a = array![[1.0, 2.0], [3.0, 4.0]];
        let gram = weighted_gram(a.view(), &[1.0, 0.5]);
        assert_eq!(gram, array![[5.5, 8.0], [8.0, 12.0]]);
        assert_eq!(weighted_cross(a.view(), &[1.0, 0.5], &[2.0, 4.0]), [8.0, 12.0]);
    }
}
