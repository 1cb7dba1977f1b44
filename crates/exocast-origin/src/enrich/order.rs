//! Features from the largest value down.

/// Places of `values` from the largest down; of equal values the first counts first.
#[must_use]
pub(crate) fn descending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    order
}

/// Rank from the top (from 0) of each place.
#[must_use]
pub(crate) fn positions(order: &[usize]) -> Vec<u32> {
    let mut position = vec![0; order.len()];
    for (rank, &place) in (0_u32..).zip(order) {
        position[place] = rank;
    }
    position
}
