//! Area under the recovery curve, as of `AUCell`.

/// Area under the recovery curve of a set among the `top` largest values, as part of the largest possible (Aibar et
/// al. 2017, Nat Methods 14:1083); `position` is the rank of each place from the top. Nothing where the set is empty.
pub(crate) fn recovery(members: &[usize], position: &[u32], top: usize) -> Option<f64> {
    if members.is_empty() || top < 2 {
        return None;
    }
    // Ranks from 1; a hit at the last rank of all covers no area.
    let area: usize = members
        .iter()
        .map(|&i| position[i] as usize + 1)
        .filter(|rank| *rank < top)
        .map(|rank| top - rank)
        .sum();
    let most = members.len().min(top - 1);
    let largest = most * (2 * top - most - 1) / 2;
    Some(area as f64 / largest as f64)
}
