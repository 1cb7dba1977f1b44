//! Which sources a signature can tell apart.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::{
    constants::GATES,
    fit::mixture::balanced_weights,
    linalg::{eigenvalues, solve_subset, weighted_gram},
};

/// How well one source can be told from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceIdentity {
    /// The source.
    pub source: String,
    /// Variance inflation factor 1/(1 − R²) of its column on all others; infinite where the others
    /// make it up exactly; nothing where the source holds nothing in the features used.
    #[serde(with = "exocast_core::any_number")]
    pub vif: Option<f64>,
    /// The source whose column correlates most with it, and that correlation.
    pub nearest: Option<(String, f64)>,
    /// Sources that it can be estimated with only as a sum.
    pub together: Vec<String>,
}

/// Which sources a signature can tell apart, over the features used and on the scale of the fit
/// (features weighed by 1/√mean).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identifiability {
    /// Largest over smallest singular value, columns at unit length (Belsley, Kuh & Welsch 1980,
    /// Regression Diagnostics); infinite where columns depend on each other.
    #[serde(with = "exocast_core::any_number")]
    pub condition_number: f64,
    /// One entry a source, in the order of the signature.
    pub sources: Vec<SourceIdentity>,
    /// Sources that are estimable only as sums, as column numbers; two members or more each.
    pub(crate) groups: Vec<Vec<usize>>,
}

impl Identifiability {
    /// Compares columns of features × sources.
    pub(crate) fn of(signature: ArrayView2<'_, f64>, names: &[String]) -> Self {
        let weights = balanced_weights(signature);
        let mut scaled = signature.to_owned();
        for (mut row, weight) in scaled.rows_mut().into_iter().zip(&weights) {
            row *= weight.sqrt();
        }
        let correlation = correlations(scaled.view());
        let vif = inflation_of(&correlation);
        let k = names.len();
        let silent: Vec<bool> =
            signature.columns().into_iter().map(|c| c.iter().all(|v| *v <= 0.0)).collect();
        let mut group: Vec<usize> = (0..k).collect();
        for i in 0..k {
            for j in 0..i {
                if correlation[[i, j]] >= GATES.correlation && group[i] != group[j] {
                    let (from, to) = (group[i].max(group[j]), group[i].min(group[j]));
                    for g in &mut group {
                        if *g == from {
                            *g = to;
                        }
                    }
                }
            }
        }
        let members = |g: usize| (0..k).filter(|&j| group[j] == g).collect::<Vec<_>>();
        let sources = (0..k)
            .map(|i| SourceIdentity {
                source: names[i].clone(),
                vif: (!silent[i]).then_some(vif[i]),
                nearest: (0..k)
                    .filter(|&j| j != i && !silent[i] && !silent[j])
                    .max_by(|&a, &b| correlation[[i, a]].total_cmp(&correlation[[i, b]]))
                    .map(|j| (names[j].clone(), correlation[[i, j]])),
                together: members(group[i])
                    .into_iter()
                    .filter(|&j| j != i)
                    .map(|j| names[j].clone())
                    .collect(),
            })
            .collect();
        let groups = (0..k).map(members).filter(|m| m.len() > 1).collect();
        Self { condition_number: condition_number_of_units(scaled.view()), sources, groups }
    }
}

/// Largest over smallest singular value of a matrix (features × sources), columns as they are.
///
/// Infinite where the columns depend on each other.
#[must_use]
pub fn condition_number_raw(matrix: ArrayView2<'_, f64>) -> f64 {
    let values = eigenvalues(weighted_gram(matrix, &vec![1.0; matrix.nrows()]).view());
    ratio(&values)
}

/// Variance inflation factor of each column of a matrix (features × sources) on the others:
/// the diagonal of the inverse correlation matrix (Marquardt 1970, Technometrics 12:591).
///
/// Infinite where the other columns make one up exactly.
#[must_use]
pub fn variance_inflation(matrix: ArrayView2<'_, f64>) -> Vec<f64> {
    inflation_of(&correlations(matrix))
}

pub(crate) fn condition_number_of_units(matrix: ArrayView2<'_, f64>) -> f64 {
    let mut unit = matrix.to_owned();
    for mut column in unit.columns_mut() {
        let length = column.dot(&column).sqrt();
        if length > 0.0 {
            column /= length;
        }
    }
    condition_number_raw(unit.view())
}

fn ratio(values: &[f64]) -> f64 {
    match (values.first(), values.last()) {
        (Some(&largest), Some(&smallest)) if smallest > 1e-14 * largest => {
            (largest / smallest).sqrt()
        }
        _ => f64::INFINITY,
    }
}

fn correlations(matrix: ArrayView2<'_, f64>) -> Array2<f64> {
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

fn inflation_of(correlation: &Array2<f64>) -> Vec<f64> {
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
