//! Pairs from energies, and energies from pairs.

use super::strands::{REACH, Strands};
use crate::structure::energy::{Cost, MAX_LOOP, PairType, Tables};

/// The pairs of a best duplex that ends with the pair at `end`, from last to first.
///
/// Of predecessors that explain the energy the nearest on the guide is taken, then the nearest on the
/// target.
pub(super) fn pairs(
    strands: &Strands,
    tables: &Tables<i32>,
    energy: impl Fn(usize, usize) -> i32,
    end: (usize, usize),
) -> Vec<(usize, usize)> {
    let ((mut a, mut b), mut pairs) = (end, vec![end]);
    while let Some((k, l)) = predecessor(strands, tables, &energy, a, b) {
        (a, b) = (k, l);
        pairs.push((a, b));
    }
    pairs
}

fn predecessor(
    strands: &Strands,
    tables: &Tables<i32>,
    energy: impl Fn(usize, usize) -> i32,
    a: usize,
    b: usize,
) -> Option<(usize, usize)> {
    let pair = strands.pair(a, b)?;
    let wanted = energy(a, b);
    for k in strands.before(a).rev() {
        let room = if strands.only_stacks(a) { 1 } else { REACH - (a - k - 1) };
        for l in (b.saturating_sub(room)..b).rev() {
            let Some(outer) = strands.pair(k, l) else { continue };
            let before = energy(k, l);
            let step = || strands.between(tables, (k, l, outer), (a, b, pair));
            if before < <i32 as Cost>::FORBIDDEN / 2 && before + step() == wanted {
                return Some((k, l));
            }
        }
    }
    None
}

/// The energy of pairs along the guide, target places counted from its 5' end.
pub(super) fn energy(
    strands: &Strands,
    tables: &Tables<i32>,
    pairs: &[(usize, usize)],
) -> Option<i32> {
    let length = strands.target.len();
    let mut sum = 0;
    let mut last: Option<(usize, usize, PairType)> = None;
    for &(a, target) in pairs {
        let b = length.checked_sub(target + 1)?;
        let pair = strands.pair(a, b)?;
        sum += match last {
            None => strands.begin(tables, a, b, pair),
            Some(outer) => {
                let follows = a > outer.0 && b > outer.1;
                if !follows || a - outer.0 + b - outer.1 - 2 > MAX_LOOP {
                    return None;
                }
                strands.between(tables, outer, (a, b, pair))
            }
        };
        last = Some((a, b, pair));
    }
    let (a, b, pair) = last?;
    Some(sum + strands.end(tables, a, b, pair))
}
