//! The running sum of gene-set enrichment analysis as it is published, one feature after another.

/// The largest deviation from zero of the running sum over features from the largest value down: of a member, |value|
/// over the sum of them, else −1 over the number of others (Subramanian et al. 2005, PNAS 102:15545, with p = 1).
///
/// `members` are places in `values`.
pub(crate) fn running_sum(members: &[usize], values: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let total: f64 = members.iter().map(|&place| values[place].abs()).sum();
    let misses = (values.len() - members.len()) as f64;
    let (mut sum, mut extreme) = (0.0, 0.0_f64);
    for place in order {
        sum += if !members.contains(&place) {
            -1.0 / misses
        } else if total > 0.0 {
            values[place].abs() / total
        } else {
            1.0 / members.len() as f64
        };
        if sum.abs() > extreme.abs() {
            extreme = sum;
        }
    }
    extreme
}
