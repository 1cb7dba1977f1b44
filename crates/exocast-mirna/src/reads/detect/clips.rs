//! How much of a read is cut off before and after the insert, by how well the inserts are explained.

use super::known::{Known, fits};

/// Nucleotides that are cut off, and what the reads say to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clips {
    pub(super) front: usize,
    pub(super) back: usize,
    /// Sum of log-odds, in tenths of a decimal order.
    pub(super) odds: u64,
    /// Fragments with log-odds.
    pub(super) hits: usize,
    /// Fragments compared.
    pub(super) compared: usize,
}

/// Most nucleotides cut off before the insert (D-Plex has 16), and after it.
pub(super) const FRONT: usize = 18;
const BACK: usize = 8;
/// Fragments between two looks at the result, and those after which only the best few clips are compared.
const BATCH: usize = 64;
const GRID: usize = 512;
const FEW: usize = 6;
/// Least hits, and least lead in tenths of a decimal order, of a result that is not searched further.
const ENOUGH: usize = 40;
const LEAD: u64 = 300;
/// Lead that a layout which is no preset needs over one that is: a million millions to one, and some.
const MARGIN: u64 = 150;
/// Nucleotides that assignment takes for additions and shifts of an insert. Clips that differ by no more from those of a
/// preset need this many hits and this share of the log-odds: libraries in which some reads have a nucleotide more are
/// better counted without.
const TOLERATED: usize = 2;
const MANY: usize = 20;
const SHARE: f64 = 1.1;

impl Clips {
    fn is_clearly_better(&self, preset: &Self) -> bool {
        let is_small = self.front.abs_diff(preset.front) <= TOLERATED
            && self.back.abs_diff(preset.back) <= TOLERATED;
        self.odds >= preset.odds + MARGIN
            && (!is_small || self.hits >= MANY && self.odds as f64 >= SHARE * preset.odds as f64)
    }

    /// Log-odds, if all of `fragments` fragments are as those compared.
    pub(super) fn total(&self, fragments: usize) -> f64 {
        self.odds as f64 * fragments as f64 / self.compared.max(1) as f64
    }
}

/// The clips that explain `fragments` best. `usual` are those of presets, the first one preferred: others need a lead.
pub(super) fn best(fragments: &[&[u8]], known: &dyn Known, usual: &[(usize, usize)]) -> Clips {
    let mut all: Vec<Clips> = usual
        .iter()
        .copied()
        .chain((0..=FRONT).flat_map(|front| (0..=BACK).map(move |back| (front, back))))
        .map(|(front, back)| Clips { front, back, ..Clips::default() })
        .collect();
    let mut compared = 0;
    for batch in fragments.chunks(BATCH) {
        for clips in &mut all {
            clips.compare(batch, known);
        }
        compared += batch.len();
        if is_decided(&all) {
            break;
        }
        if compared >= GRID && all.len() > FEW + usual.len() {
            // A stable sort: those of presets stay before equals.
            let (first, rest) = all.split_at_mut(usual.len());
            rest.sort_by_key(|clips| std::cmp::Reverse(clips.odds));
            let few = first.iter().chain(&rest[..FEW]).copied().collect();
            all = few;
        }
    }
    let preset = all[..usual.len()].iter().rev().max_by_key(|clips| clips.odds).copied();
    let other = all.iter().rev().max_by_key(|clips| clips.odds).copied().unwrap_or_default();
    match preset {
        Some(preset) if !other.is_clearly_better(&preset) => preset,
        _ => other,
    }
}

/// Fragments with a known insert between these clips.
pub(super) fn hits(fragments: &[&[u8]], known: &dyn Known, (front, back): (usize, usize)) -> usize {
    let mut clips = Clips { front, back, ..Clips::default() };
    clips.compare(fragments, known);
    clips.hits
}

/// Whether the best of the clips has a lead over all others.
fn is_decided(all: &[Clips]) -> bool {
    let Some(best) = all.iter().max_by_key(|clips| clips.odds) else { return true };
    let is_other = |clips: &&Clips| (clips.front, clips.back) != (best.front, best.back);
    let second = all.iter().filter(is_other).map(|clips| clips.odds).max().unwrap_or_default();
    best.hits >= ENOUGH && best.odds >= second + LEAD
}

impl Clips {
    fn compare(&mut self, fragments: &[&[u8]], known: &dyn Known) {
        for fragment in fragments {
            self.compared += 1;
            let end = fragment.len().saturating_sub(self.back);
            let Some(insert) = fragment.get(self.front..end).filter(|insert| fits(insert)) else {
                continue;
            };
            let odds = known.log_odds(insert);
            self.odds += u64::from(odds);
            self.hits += usize::from(odds > 0);
        }
    }
}
