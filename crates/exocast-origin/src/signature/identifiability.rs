//! Which sources a signature can distinguish.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::dependence::{condition_number_of_units, correlations, inflation_of};
use crate::{constants::GATES, fit::balanced_weights};

/// How well one source can be distinguished from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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

/// Which sources a signature can distinguish, over the features used and on the scale of the fit
/// (features weighed by 1/√mean).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Identifiability {
    /// Largest over smallest singular value, columns at unit length (Belsley, Kuh & Welsch 1980,
    /// Regression Diagnostics); infinite where columns depend on each other.
    #[serde(with = "exocast_core::any_number")]
    pub condition_number: f64,
    /// One entry per source, in the order of the signature.
    pub sources: Vec<SourceIdentity>,
    /// Sources that are estimable only as sums, as column numbers; two members or more each.
    pub(crate) groups: Vec<Vec<usize>>,
}

impl Identifiability {
    /// Compares columns of features × sources.
    pub(crate) fn new(signature: ArrayView2<'_, f64>, names: &[String]) -> Self {
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
