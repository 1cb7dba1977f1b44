//! Explanations of a read on a template, and how likely each is.

use crate::{options::SHORTEST_TEMPLATE, reads::Packed, reference::Isomir};

/// Fewest templated nucleotides of a read that fits exactly.
const MIN_TEMPLATED: usize = SHORTEST_TEMPLATE;
/// Fewest with one, two mismatches: each costs log4(3 · length) nucleotides of evidence, about three,
/// and 8-mers must remain between them for the read to be found.
const MIN_WITH_MISMATCHES: [usize; 3] = [MIN_TEMPLATED, 16, 24];
/// Most non-templated nucleotides before the template.
pub(super) const MAX_ADDED_5P: usize = 2;

/// One way to split a read: added, templated with mismatches, added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) added_5p: usize,
    pub(crate) added_3p: usize,
    pub(crate) mismatches: u32,
    /// On the read, of the first mismatch within the templated part.
    pub(crate) at: Option<usize>,
}

/// Every way to split a read of `len` nucleotides that differs in `lanes`.
///
/// An addition starts at a difference: before it, the nucleotide is explained by the template.
pub(crate) fn splits(
    lanes: u128,
    len: usize,
    max_added_3p: usize,
    max_mismatches: u32,
) -> impl Iterator<Item = Split> {
    let differs = move |i: usize| lanes >> (126 - 2 * i) & 1 == 1;
    (0..=max_added_3p).filter_map(move |added| Some((added, len.checked_sub(added)?))).flat_map(
        move |(added_3p, templated)| {
            let starts = added_3p == 0 || differs(templated);
            let within = if templated == 0 { 0 } else { lanes >> (128 - 2 * templated) };
            let mismatches = within.count_ones();
            let enough = MIN_WITH_MISMATCHES.get(mismatches as usize).copied();
            let fits = starts
                && mismatches <= max_mismatches
                && enough.is_some_and(|enough| templated >= enough);
            let at = (mismatches > 0).then(|| lanes.leading_zeros() as usize / 2);
            let plain = fits.then_some(Split { added_5p: 0, added_3p, mismatches, at });
            let in_front = (1..=MAX_ADDED_5P).filter_map(move |added_5p| {
                let fits = starts
                    && mismatches as usize == added_5p
                    && (0..added_5p).all(differs)
                    && templated >= added_5p + MIN_WITH_MISMATCHES[1];
                fits.then_some(Split { added_5p, added_3p, mismatches: 0, at: None })
            });
            plain.into_iter().chain(in_front)
        },
    )
}

/// Relative frequencies of what happens to a mature sequence, as −10 log10; assumed, rounded.
///
/// Only their order is known: 5' ends are well defined and 3' ends vary (Morin 2008, Genome
/// Res 18:610; Neilsen 2012, Trends Genet 28:544), 3' additions are mostly A and U and mostly one
/// (Burroughs 2010, Genome Res 20:1398; Wyman 2011, Genome Res 21:1450), substitutions are rare and one
/// of three at one of twenty places.
mod cost {
    /// 5' shift of one: 1 in 20; each further one 1 in 5.
    pub(super) const SHIFT_5P: (u32, u32) = (13, 7);
    /// 3' shift: 1 in 3 for each nucleotide.
    pub(super) const SHIFT_3P: u32 = 5;
    /// One certain substitution: 1 in 30, times 1 in 66.
    pub(super) const SNV: u32 = 33;
    /// A 3' addition: 1 in 8.
    pub(super) const ADDITION: u32 = 9;
    /// Each further added nucleotide: 1 in 4.
    pub(super) const LONGER: u32 = 6;
    /// The added nucleotide: A, C, G, U.
    pub(super) const ADDED: [u32; 4] = [3, 13, 13, 4];
    /// A 5' addition: 1 in 100, and 1 in 4 for each nucleotide.
    pub(super) const ADDITION_5P: (u32, u32) = (20, 6);
}

/// Explanations that are less likely than the best by more than this are ignored: 1 in 10^6.
pub(crate) const WINDOW: u32 = 60;
/// Odds of a miRNA against a random sequence: a nucleotide explained is 4 to 1, a name one of some 2600, and at least
/// 10 to 1 have to remain; in tenths of a decimal order, assumed.
const NUCLEOTIDE: f64 = 6.02;
const ONE_OF_ALL: f64 = 34.0;
const LEAST_ODDS: f64 = 10.0;

/// Whether a read of this cost is more likely a miRNA than a random sequence of its length.
pub(crate) fn beats_chance(cost: u32, read: Packed) -> bool {
    log_odds(cost, read) >= LEAST_ODDS
}

/// How much likelier a read of this cost is a miRNA than a random sequence, in tenths of a decimal order.
pub(crate) fn log_odds(cost: u32, read: Packed) -> f64 {
    NUCLEOTIDE * read.len() as f64 - f64::from(cost) - ONE_OF_ALL
}

/// How unlikely an isomiR is, in tenths of a decimal order; 0 for the reference.
pub(crate) fn cost(isomir: &Isomir, read: Packed) -> u32 {
    let steps = isomir.shift_5p.unsigned_abs();
    let mut cost = steps.min(1) * cost::SHIFT_5P.0 + steps.saturating_sub(1) * cost::SHIFT_5P.1;
    cost += isomir.shift_3p.unsigned_abs() * cost::SHIFT_3P;
    cost += if isomir.snv.is_some() { cost::SNV } else { 0 };
    if isomir.added_3p > 0 {
        let tail = read.codes().skip(read.len() - isomir.added_3p);
        cost += cost::ADDITION + tail.map(|code| cost::ADDED[usize::from(code)]).sum::<u32>();
        cost += cost::LONGER * u32::try_from(isomir.added_3p - 1).unwrap_or(0);
    }
    if isomir.added_5p > 0 {
        let n = u32::try_from(isomir.added_5p).unwrap_or(0);
        cost += cost::ADDITION_5P.0 + n * cost::ADDITION_5P.1;
    }
    cost
}
