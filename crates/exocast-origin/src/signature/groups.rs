//! Sources with proportional profiles.

use std::collections::BTreeMap;

use ndarray::Array2;

/// Sources whose columns are the same but for a factor, as groups of column numbers.
///
/// Every source is in exactly one group; groups and members are in the order of the columns.
pub(crate) fn proportional_groups(signature: &Array2<f64>) -> Vec<Vec<usize>> {
    /// 1 − cosine² below which two columns are one but for a factor: rounding of seven digits.
    const SAME: f64 = 1e-12;
    let k = signature.ncols();
    let norm: Vec<f64> =
        signature.columns().into_iter().map(|c| c.iter().map(|v| v * v).sum()).collect();
    let mut group_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for j in 0..k {
        let same = group_of.keys().copied().find(|&i| {
            let dot: f64 = signature.column(i).dot(&signature.column(j));
            let scale = norm[i] * norm[j];
            scale > 0.0 && {
                // The distance of the unit vectors, free of the cancellation of 1 − cosine.
                let ratio = dot / norm[i];
                let rest: f64 = signature
                    .column(i)
                    .iter()
                    .zip(signature.column(j))
                    .map(|(a, b)| (b - ratio * a) * (b - ratio * a))
                    .sum();
                rest <= SAME * norm[j]
            }
        });
        group_of.entry(same.unwrap_or(j)).or_default().push(j);
    }
    group_of.into_values().collect()
}
