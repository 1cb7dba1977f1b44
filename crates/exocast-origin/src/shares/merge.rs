//! Sources that can be estimated only together, as one.

use exocast_core::LabelledMatrix;

use crate::{error::OriginError, signature::Signature};

/// Sources of each group as one column, the mean of theirs, in the place of the first of them.
pub(super) fn merge(
    signature: &Signature,
    groups: &[Vec<usize>],
) -> Result<(Signature, Vec<Vec<String>>), OriginError> {
    let names = signature.sources();
    let group_of = |j: usize| groups.iter().find(|g| g.contains(&j));
    let columns: Vec<Vec<usize>> = (0..names.len())
        .filter(|&j| group_of(j).is_none_or(|g| g[0] == j))
        .map(|j| group_of(j).cloned().unwrap_or_else(|| vec![j]))
        .collect();
    let named = |g: &Vec<usize>| g.iter().map(|&j| names[j].clone()).collect::<Vec<_>>();
    let values = signature.matrix().values();
    let means = values.rows().into_iter().flat_map(|row| {
        columns.iter().map(move |g| g.iter().map(|&j| row[j]).sum::<f64>() / g.len() as f64)
    });
    let means: Vec<f64> = means.collect();
    let labels = columns.iter().map(|g| named(g).join("+")).collect();
    let features = signature.features().map(str::to_owned).collect();
    let matrix = LabelledMatrix::new(features, labels, means).map_err(OriginError::Merged)?;
    Ok((Signature::new(matrix)?, groups.iter().map(named).collect()))
}
