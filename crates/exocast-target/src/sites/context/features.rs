//! Features of a site that follow from sequences alone.

use exocast_core::Base;

use super::ends::UtrEnds;
use crate::sites::site::SiteType;

/// Nucleotides on each side of a site that its local AU content is taken over.
const FLANK: usize = 30;

/// Weighted share of A and U around a site (Grimson et al. 2007, Mol. Cell 27:91), rounded to 3
/// decimals; 0 where nothing is around it. The weight of a nucleotide falls as 1/distance, where the
/// first distance is 1, or 2 on a side on which the site has a nucleotide of its own less.
pub(super) fn local_au(utr: &[Base], start: usize, end: usize, kind: SiteType) -> f64 {
    let upstream = utr[..start].iter().rev();
    let downstream = utr[end..].iter();
    let full = matches!(kind, SiteType::EightMer | SiteType::SevenMerM8);
    let anchored = matches!(kind, SiteType::EightMer | SiteType::SevenMerA1);
    let (mut sum, mut most) = (0.0, 0.0);
    let mut add = |bases: &mut dyn Iterator<Item = &Base>, first: usize| {
        for (i, base) in bases.take(FLANK).enumerate() {
            let weight = ((first + i) as f64).recip();
            most += weight;
            if matches!(base, Base::A | Base::U) {
                sum += weight;
            }
        }
    };
    add(&mut upstream.into_iter(), if full { 1 } else { 2 });
    add(&mut downstream.into_iter(), if anchored { 2 } else { 1 });
    if most > 0.0 { rounded(sum / most) } else { 0.0 }
}

/// Score of pairing to the guide's 3' part (Grimson et al. 2007): of all runs of two pairs and more,
/// the best of 1 per pair to nucleotides 13–16 and ½ per pair to others from 9 on, less ½ for each
/// nucleotide above two by which the strands are shifted. `eight` is the target's place opposite guide
/// nucleotide 8; `reach` nucleotides before it are looked at.
pub(crate) fn three_prime(guide: &[Base], utr: &[Base], eight: usize, reach: usize) -> f64 {
    let guide = guide.get(8..).unwrap_or_default();
    let target = &utr[eight.saturating_sub(reach)..eight];
    let mut best = 0.0_f64;
    let (rows, columns) = (guide.len(), target.len());
    if rows == 0 {
        return 0.0;
    }
    // Each shift: guide place a pairs with the target's a + shift, counted away from the seed.
    for diagonal in 0..(rows + columns).saturating_sub(1) {
        let (mut a, mut b) = (rows.saturating_sub(1 + diagonal), diagonal.saturating_sub(rows - 1));
        let penalty = 0.5 * a.abs_diff(b).saturating_sub(2) as f64;
        let (mut pairs, mut score) = (0, 0.0);
        while a < rows && b < columns {
            let opposite = target[columns - 1 - b];
            if guide[a] != Base::N && guide[a].complement() == opposite {
                pairs += 1;
                score += if (4..8).contains(&a) { 1.0 } else { 0.5 };
                if pairs > 1 {
                    best = best.max(score - penalty);
                }
            } else {
                (pairs, score) = (0, 0.0);
            }
            (a, b) = (a + 1, b + 1);
        }
    }
    best
}

/// Mean length of the 3'UTRs that hold a site, and mean distance to the nearer end, in whole
/// nucleotides; nothing where none holds it.
#[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "means of lengths")]
pub(super) fn lengths(ends: &UtrEnds, start: usize, end: usize) -> Option<(usize, usize)> {
    let (mut weights, mut length, mut distance) = (0.0, 0.0, 0.0);
    for &(last, weight) in ends.0.iter().filter(|(last, _)| *last >= end) {
        weights += weight;
        length += weight * last as f64;
        distance += weight * start.min(last - end) as f64;
    }
    let mean = |sum: f64| (sum / weights).round() as usize;
    (weights > 0.0).then(|| (mean(length), mean(distance)))
}

/// To 3 decimals.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
