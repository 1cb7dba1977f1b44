//! Small dense algebra in row-major slices: Cholesky factors of symmetric positive definite matrices, products.

/// The lower factor L of `A = LLᵀ`.
///
/// ```
/// use exocast_core::linalg::Cholesky;
///
/// let factor = Cholesky::new(vec![4.0, 2.0, 2.0, 3.0], 2).ok_or("singular")?;
/// let x = factor.solve(vec![8.0, 7.0]);
/// assert!((x[0] - 1.25).abs() < 1e-14 && (x[1] - 1.5).abs() < 1e-14);
/// assert!(Cholesky::new(vec![1.0, 1.0, 1.0, 1.0], 2).is_none());
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cholesky {
    factor: Vec<f64>,
    size: usize,
}

impl Cholesky {
    /// Factors a symmetric matrix of `size` × `size`, row by row, of which only the lower half is read. Nothing
    /// where it is not positive definite.
    #[must_use]
    pub fn new(matrix: Vec<f64>, size: usize) -> Option<Self> {
        Self::with_tolerance(matrix, size, 0.0)
    }

    /// As [`new`](Self::new); nothing where a pivot is not above `smallest`.
    #[must_use]
    pub fn with_tolerance(mut matrix: Vec<f64>, size: usize, smallest: f64) -> Option<Self> {
        for i in 0..size {
            for j in 0..=i {
                let (before, row) = matrix.split_at(i * size);
                let other = if i == j { &row[..j] } else { &before[j * size..j * size + j] };
                let done: f64 = row[..j].iter().zip(other).map(|(a, b)| a * b).sum();
                let rest = matrix[i * size + j] - done;
                if i == j {
                    if rest <= smallest {
                        return None;
                    }
                    matrix[i * size + i] = rest.sqrt();
                } else {
                    matrix[i * size + j] = rest / matrix[j * size + j];
                }
            }
        }
        Some(Self { factor: matrix, size })
    }

    /// x of `A x = b`.
    #[must_use]
    pub fn solve(&self, b: Vec<f64>) -> Vec<f64> {
        self.solve_transposed(self.solve_lower(b))
    }

    /// x of `L x = b`.
    #[must_use]
    pub fn solve_lower(&self, mut b: Vec<f64>) -> Vec<f64> {
        let n = self.size;
        for i in 0..n {
            let row = &self.factor[i * n..i * n + i];
            let done: f64 = row.iter().zip(&b).map(|(a, b)| a * b).sum();
            b[i] = (b[i] - done) / self.factor[i * n + i];
        }
        b
    }

    /// x of `Lᵀ x = b`: of covariance A⁻¹ where b is standard normal.
    #[must_use]
    pub fn solve_transposed(&self, mut b: Vec<f64>) -> Vec<f64> {
        let n = self.size;
        for i in (0..n).rev() {
            let done: f64 = (i + 1..n).map(|m| self.factor[m * n + i] * b[m]).sum();
            b[i] = (b[i] - done) / self.factor[i * n + i];
        }
        b
    }

    /// Diagonal of L: what is left of each column's length after the columns before it.
    pub fn diagonal(&self) -> impl Iterator<Item = f64> {
        (0..self.size).map(|i| self.factor[i * self.size + i])
    }

    /// x of `A x = b` as [`solve`](Self::solve) gives it, but for rounding: the second half takes Lᵀ column by column.
    #[must_use]
    pub fn solve_by_columns(&self, b: Vec<f64>) -> Vec<f64> {
        let n = self.size;
        let mut x = self.solve_lower(b);
        for i in (0..n).rev() {
            x[i] /= self.factor[i * n + i];
            let value = x[i];
            for (j, other) in x[..i].iter_mut().enumerate() {
                *other -= self.factor[i * n + j] * value;
            }
        }
        x
    }

    /// Diagonal of A⁻¹.
    #[must_use]
    pub fn inverse_diagonal(&self) -> Vec<f64> {
        (0..self.size)
            .map(|i| {
                let mut unit = vec![0.0; self.size];
                unit[i] = 1.0;
                self.solve_by_columns(unit)[i]
            })
            .collect()
    }
}

/// The identity matrix of `n` × `n`.
#[must_use]
pub fn identity(n: usize) -> Vec<f64> {
    let mut matrix = vec![0.0; n * n];
    (0..n).for_each(|i| matrix[i * n + i] = 1.0);
    matrix
}

/// `A B` of two matrices of `n` × `n`; zeros of `A` cost nothing.
#[must_use]
pub fn product(a: &[f64], b: &[f64], n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n * n];
    for (row, out) in a.chunks_exact(n.max(1)).zip(out.chunks_exact_mut(n.max(1))) {
        for (&factor, b) in row.iter().zip(b.chunks_exact(n.max(1))) {
            if factor.abs() > 0.0 {
                out.iter_mut().zip(b).for_each(|(out, b)| *out += factor * b);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_solution_solves(entries in prop::collection::vec(-1.0..1.0, 25), b in prop::collection::vec(-1.0..1.0, 5)) {
            // MMᵀ + 1 is positive definite.
            let transposed: Vec<f64> = (0..25).map(|i| entries[i % 5 * 5 + i / 5]).collect();
            let mut a = product(&entries, &transposed, 5);
            (0..5).for_each(|i| a[i * 5 + i] += 1.0);
            let x = Cholesky::new(a.clone(), 5).unwrap().solve(b.clone());
            for (row, b) in a.chunks_exact(5).zip(&b) {
                let sum: f64 = row.iter().zip(&x).map(|(a, x)| a * x).sum();
                prop_assert!((sum - b).abs() < 1e-9);
            }
            prop_assert_eq!(product(&a, &identity(5), 5), a);
        }
    }
}
