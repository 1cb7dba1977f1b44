//! Whether a window folds better than its nucleotides do by chance.

use exocast_core::{Base, SeedPlan};

use super::{fold::FoldHairpin, parameters::ENERGY, shuffle::shuffled, window::Window};

/// Shuffled sequences that fold as well, after which no more are drawn; and those among the first 20, which are too many for
/// the largest chance allowed (8 % of sequences at that chance, nearly all of those far above it).
const ENOUGH: usize = 10;
const EARLY: (usize, usize) = (3, 20);

/// The chance that a sequence with the same dinucleotides folds as well (randfold, Bonnet 2004), by at most `shuffles`
/// of them; fewer are drawn once the chance is seen to be large (Besag & Clifford 1991, Biometrika 78:301). Nothing where the
/// fold is not stable at all.
///
/// The draws depend on the sequence and the seed alone.
pub(super) fn chance(
    window: &Window,
    fold: &dyn FoldHairpin,
    shuffles: usize,
    plan: SeedPlan,
) -> Option<f64> {
    let known = window.known();
    if window.folded.energy > ENERGY * known.len() as f64 {
        return None;
    }
    let name: String = known.iter().map(|base| char::from(base.letter())).collect();
    let mut stream = plan.stream(&name, 0);
    let folds_as_well = |bases: &[Base]| fold.fold(bases).energy <= window.folded.energy + 1e-9;
    let mut as_well = 0;
    for drawn in 1..=shuffles {
        as_well += usize::from(folds_as_well(&shuffled(&known, &mut stream)));
        if as_well == ENOUGH || as_well == EARLY.0 && drawn <= EARLY.1 {
            return Some(as_well as f64 / drawn as f64);
        }
    }
    Some((as_well + 1) as f64 / (shuffles + 1) as f64)
}
