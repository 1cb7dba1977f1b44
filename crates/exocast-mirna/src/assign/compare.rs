//! Comparison of a read with the sequences of an index.

use super::{
    align::{self, Split},
    call::{Call, Called, Hit},
    candidates::{Best, HAIRPIN_TEMPLATE, keep},
    index::ReadIndex,
    target::{Kind, Target},
    words::WORD,
};
use crate::{reads::Packed, reference::Isomir};

/// Mismatches tolerated in miRNAs and spikes, and in contaminants, whose modified nucleotides are
/// often misread.
const MAX_MISMATCHES: (u32, u32) = (1, 2);

/// Nucleotides of a read that its precursor does not explain, where enough of it is explained.
pub(super) fn on_hairpin(split: &Split, read: Packed) -> Option<usize> {
    let differences = split.added_5p + split.added_3p + split.mismatches as usize;
    (differences <= 1 && read.len() - split.added_5p - split.added_3p >= HAIRPIN_TEMPLATE)
        .then_some(differences)
}

impl ReadIndex<'_> {
    /// The RNA that a read comes from; reads with unknown nucleotides, or more than 64, are unassigned.
    #[must_use]
    pub fn assign(&self, read: &[u8]) -> Call {
        Packed::new(read).map_or(Call::Unassigned, |read| self.call(read).call)
    }

    pub(crate) fn call(&self, read: Packed) -> Called {
        let mut best = self.candidates(read);
        let call = best.decide(self.hairpin_class);
        let mut near = Vec::new();
        if matches!(call, Call::Mirna(_)) {
            let least = best.mirna.unwrap_or_default();
            near.extend(best.near.iter().map(|(cost, hit)| (self.locus(hit).mature, cost - least)));
            near.sort_unstable();
            near.dedup_by_key(|(mature, _)| *mature);
        }
        Called { call, near }
    }

    pub(super) fn candidates(&self, read: Packed) -> Best {
        let mut best = Best::default();
        let most = MAX_MISMATCHES.1 as usize + self.options.max_addition;
        let seeds = [0, WORD, 2 * WORD].into_iter().filter(|seed| seed + WORD <= read.len());
        for seed in seeds {
            for &place in self.words.places(read.word(seed, WORD)) {
                let Some(at) = (place as usize).checked_sub(seed) else { continue };
                if self.text.is_far(at, read, most) {
                    continue;
                }
                let lanes = self.text.differences(at, read);
                // An earlier seed that fits has found this place already.
                let before = |seed: usize| lanes << (2 * seed) >> (128 - 2 * WORD) == 0;
                if lanes.count_ones() as usize > most || (0..seed).step_by(WORD).any(before) {
                    continue;
                }
                let target = &self.targets[self.target(place as usize)];
                let before = target.start.saturating_sub(at);
                let is_mirna = matches!(target.kind, Kind::Hairpin(_));
                // Nucleotides may be added before a miRNA that its precursor begins with.
                if before == 0 || is_mirna && before <= align::MAX_ADDED_5P {
                    let at = at.checked_signed_diff(target.start).unwrap_or_default();
                    self.weigh(target, at, lanes, read, &mut best);
                }
            }
        }
        best.settle(read);
        best
    }

    /// Compares the alignment of a read to `target` at `at` with the best so far.
    fn weigh(&self, target: &Target, at: isize, lanes: u128, read: Packed, best: &mut Best) {
        let added = self.options.max_addition;
        match target.kind {
            Kind::Hairpin(hairpin) => {
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.0) {
                    // Nothing is a substitution of what is not there.
                    let end = at + (read.len() - split.added_3p).cast_signed();
                    if end > target.len.cast_signed() {
                        continue;
                    }
                    for &i in &self.loci[hairpin] {
                        let locus = &self.catalogue.loci()[i];
                        let ends = (locus.start, locus.end);
                        let isomir = self.isomir(at, &split, read.len(), ends, self.reach[i]);
                        if let Some(isomir) = isomir {
                            best.add_mirna(align::cost(&isomir, read), Hit { locus: i, isomir });
                        }
                    }
                    if at >= 0
                        && let Some(differences) = on_hairpin(&split, read)
                    {
                        let least =
                            best.hairpin.map_or(differences, |least| least.min(differences));
                        best.hairpin = Some(least);
                    }
                }
            }
            Kind::Spike(spike) => {
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.0) {
                    let ends = (0, target.len);
                    let reach = self.options.max_shift_3p;
                    if let Some(isomir) = self.isomir(at, &split, read.len(), ends, reach) {
                        let key = (isomir.edits(), isomir.shift());
                        keep(&mut best.spike, &mut best.spikes_tie, key, spike);
                    }
                }
            }
            Kind::Contaminant(class) | Kind::Common(class) => {
                let (best, tie) = match target.kind {
                    Kind::Common(_) => (&mut best.common, &mut best.common_tie),
                    _ => (&mut best.contaminant, &mut best.contaminants_tie),
                };
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.1) {
                    let key = (split.added_5p + split.added_3p + split.mismatches as usize, 0);
                    keep(best, tie, key, class);
                }
            }
        }
    }

    /// The isomiR of a mature sequence at `start..end` that a split describes, within the limits of the options, with 3' ends
    /// shifted by at most `reach`.
    fn isomir(
        &self,
        at: isize,
        split: &Split,
        len: usize,
        (start, end): (usize, usize),
        reach: usize,
    ) -> Option<Isomir> {
        let number = |n: usize| i32::try_from(n).ok();
        let (at, start) = (i32::try_from(at).ok()?, number(start)?);
        let isomir = Isomir {
            shift_5p: at + number(split.added_5p)? - start,
            shift_3p: at + number(len - split.added_3p)? - number(end)?,
            added_5p: split.added_5p,
            added_3p: split.added_3p,
            snv: split.at.and_then(|i| Some(at + number(i)? + 1 - start)),
        };
        // One differing nucleotide before the mature sequence is an addition, within it a substitution.
        let in_front = at < start;
        let named_right = match (split.added_5p, split.at) {
            (1, _) => in_front,
            (_, Some(0)) => !in_front,
            _ => true,
        };
        let most = if isomir.shift_3p > 0 { reach } else { self.options.max_shift_3p };
        (named_right
            && isomir.shift_5p.unsigned_abs() as usize <= self.options.max_shift_5p
            && isomir.shift_3p.unsigned_abs() as usize <= most)
            .then_some(isomir)
    }
}
