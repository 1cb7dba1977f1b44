//! Linear regression with few columns that are mostly zero.

use exocast_core::linalg::Cholesky;
use statrs::function::erf::erfc;

/// Columns of a regression; each row lists its non-zero entries by column, ascending.
pub(crate) struct Regression {
    /// Coefficient and t statistic of each column.
    pub(crate) columns: Vec<(f64, f64)>,
    pub(crate) residuals: Vec<f64>,
}

impl Regression {
    /// Least squares of `values` on a constant and the columns of `rows`, with a ridge of `ridge` times the
    /// mean diagonal.
    pub(crate) fn new(
        rows: &[Vec<(usize, f64)>],
        columns: usize,
        values: &[f64],
        ridge: f64,
    ) -> Option<Self> {
        let size = columns + 1;
        let mut matrix = vec![0.0; size * size];
        let mut right = vec![0.0; size];
        let with_constant = |row: &[(usize, f64)]| {
            let mut row = row.to_vec();
            row.push((columns, 1.0));
            row
        };
        for (row, value) in rows.iter().zip(values) {
            let row = with_constant(row);
            for (at, &(i, x)) in row.iter().enumerate() {
                right[i] += x * value;
                for &(j, y) in &row[..=at] {
                    matrix[i.max(j) * size + i.min(j)] += x * y;
                }
            }
        }
        let trace: f64 = (0..columns).map(|i| matrix[i * size + i]).sum();
        for i in 0..columns {
            matrix[i * size + i] += ridge * trace / columns.max(1) as f64;
        }
        let solved = Cholesky::new(matrix, size)?;
        let coefficients = solved.solve_by_columns(right);
        let fitted = |row: &Vec<(usize, f64)>| {
            coefficients[columns] + row.iter().map(|&(i, x)| coefficients[i] * x).sum::<f64>()
        };
        let residuals: Vec<f64> =
            rows.iter().zip(values).map(|(row, value)| value - fitted(row)).collect();
        let free = rows.len().saturating_sub(size).max(1) as f64;
        let variance = residuals.iter().map(|r| r * r).sum::<f64>() / free;
        let errors = solved.inverse_diagonal();
        let t = |i: usize| coefficients[i] / (variance * errors[i]).sqrt().max(f64::MIN_POSITIVE);
        let columns = (0..columns).map(|i| (coefficients[i], t(i))).collect();
        Some(Self { columns, residuals })
    }
}

/// P(Z ≤ z) of the normal distribution.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found() {
        let rows: Vec<Vec<(usize, f64)>> =
            (0..20).map(|i| vec![(0, f64::from(i)), (1, f64::from(i * i % 7))]).collect();
        let values: Vec<f64> =
            rows.iter().map(|row| 3.0 - 2.0 * row[0].1 + 0.5 * row[1].1).collect();
        let regression = Regression::new(&rows, 2, &values, 0.0).unwrap();
        assert!(
            (regression.columns[0].0 + 2.0).abs() < 1e-9
                && (regression.columns[1].0 - 0.5).abs() < 1e-9
        );
        assert!(regression.residuals.iter().all(|r| r.abs() < 1e-9));
        assert!(Regression::new(&rows, 3, &values, 0.0).is_none());
    }
}
