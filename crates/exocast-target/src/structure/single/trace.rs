//! The structure that has the least energy.

use super::fill::Filled;
use crate::structure::energy::PairType;

/// A part whose structure is still to be found.
enum Part {
    /// The first nucleotides.
    Exterior(usize),
    /// Closed by a pair.
    Paired(usize, usize),
    /// Of a multiloop, with at least one stem.
    Some(usize, usize),
    /// Of a multiloop, with one stem that begins at the start.
    First(usize, usize),
}

/// The partner of each nucleotide.
pub(super) fn trace(filled: &Filled<'_>) -> Vec<Option<usize>> {
    let n = filled.text.len();
    let mut pairs = vec![None; n];
    let mut parts = vec![Part::Exterior(n)];
    while let Some(part) = parts.pop() {
        match part {
            Part::Exterior(0) => {}
            Part::Exterior(end) => {
                let (energy, j) = (filled.exterior[end], end - 1);
                if energy == filled.exterior[j] {
                    parts.push(Part::Exterior(j));
                    continue;
                }
                let stem = |k: &usize| filled.exterior[*k] + filled.exterior_stem(*k, j) == energy;
                if let Some(k) = (0..j).find(stem) {
                    parts.extend([Part::Exterior(k), Part::Paired(k, j)]);
                }
            }
            Part::First(i, mut j) => {
                while filled.first(i, j) == filled.first(i, j - 1) {
                    j -= 1;
                }
                parts.push(Part::Paired(i, j));
            }
            Part::Some(i, j) => {
                let energy = filled.some(i, j);
                if energy == filled.first(i, j) {
                    parts.push(Part::First(i, j));
                } else if energy == filled.some(i + 1, j) {
                    parts.push(Part::Some(i + 1, j));
                } else {
                    parts.extend(split(filled, (i, j), energy).into_iter().flatten());
                }
            }
            Part::Paired(i, j) => {
                (pairs[i], pairs[j]) = (Some(j), Some(i));
                parts.extend(within(filled, i, j).into_iter().flatten());
            }
        }
    }
    pairs
}

/// The stems before the last one of several, and the last one.
fn split(filled: &Filled<'_>, (i, j): (usize, usize), energy: i32) -> Option<[Part; 2]> {
    let k = (i + 1..j).find(|k| filled.some(i, k - 1) + filled.first(*k, j) == energy)?;
    Some([Part::Some(i, k - 1), Part::First(k, j)])
}

/// What a pair closes; nothing for a hairpin.
fn within(filled: &Filled<'_>, i: usize, j: usize) -> Option<Vec<Part>> {
    let pair = PairType::new(filled.text[i], filled.text[j])?;
    let energy = filled.paired(i, j);
    if energy == filled.hairpin(i, j, pair) {
        return None;
    }
    let is_inner = |inner: &(usize, usize)| filled.loop_of((i, j), *inner) == energy;
    if let Some((k, l)) = Filled::inner(i, j).find(is_inner) {
        return Some(vec![Part::Paired(k, l)]);
    }
    let stems = energy - filled.closing(i, j, pair);
    split(filled, (i + 1, j - 1), stems).map(Vec::from)
}
