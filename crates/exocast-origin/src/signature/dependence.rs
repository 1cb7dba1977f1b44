//! How much the columns of a matrix depend on each other.

use ndarray::{Array2, ArrayView2};

use crate::linalg::{eigenvalues, solve_subset, weighted_gram};

/// Largest over smallest singular value of a matrix (features × sources), columns as they are.
///
/// Infinite where the columns depend on each other.
fn condition_number(matrix: ArrayView2<'_, f64>) -> f64 {
    let values = eigenvalues(weighted_gram(matrix, &vec![1.0; matrix.nrows()]).view());
    ratio(&values)
}

/// The same of columns at unit length.
pub(super) fn condition_number_of_units(matrix: ArrayView2<'_, f64>) -> f64 {
    let mut unit = matrix.to_owned();
    for mut column in unit.columns_mut() {
        let length = column.dot(&column).sqrt();
        if length > 0.0 {
            column /= length;
        }
    }
    condition_number(unit.view())
}

fn ratio(values: &[f64]) -> f64 {
    match (values.first(), values.last()) {
        (Some(&largest), Some(&smallest)) if smallest > 1e-14 * largest => {
            (largest / smallest).sqrt()
        }
        _ => f64::INFINITY,
    }
}

pub(super) fn correlations(matrix: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut centred = matrix.to_owned();
    for mut column in centred.columns_mut() {
        let mean = column.sum() / column.len() as f64;
        column -= mean;
        let length = column.dot(&column).sqrt();
        if length > 0.0 {
            column /= length;
        }
    }
    let mut gram = weighted_gram(centred.view(), &vec![1.0; matrix.nrows()]);
    gram.diag_mut().fill(1.0);
    gram
}

/// Variance inflation factor of each column on the others, from their correlations: the diagonal of the inverse
/// (Marquardt 1970, Technometrics 12:591). Infinite where the other columns make one up exactly.
pub(super) fn inflation_of(correlation: &Array2<f64>) -> Vec<f64> {
    /// Added to the diagonal, so that exact dependence gives a number that can be recognised.
    const RIDGE: f64 = 1e-12;
    let k = correlation.nrows();
    let mut ridged = correlation.clone();
    for value in ridged.diag_mut() {
        *value += RIDGE;
    }
    let all: Vec<usize> = (0..k).collect();
    (0..k)
        .map(|j| {
            let mut unit = vec![0.0; k];
            unit[j] = 1.0;
            solve_subset(ridged.view(), &unit, &all, 0.0)
                .map(|x| x[j])
                .filter(|vif| *vif < 1e-2 / RIDGE)
                .unwrap_or(f64::INFINITY)
        })
        .collect()
}
