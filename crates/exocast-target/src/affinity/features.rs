//! Features of a site from its surroundings.

use exocast_core::Base;

use super::{context::SiteContext, flanks, stems::STEMS};
use crate::{
    input::{Message, Mirna, Region, Stretch},
    sites::{STACKS, SiteType, helix_stability},
};

/// A terminating ribosome covers this many nucleotides behind the stop codon (Grimson et al. 2007).
const SHADOW: isize = 15;

/// Nucleotides before guide nucleotide 8's partner in which the 3' part may pair.
const REACH: usize = 18;

/// An mRNA is cut some 10 to 30 nt behind its polyadenylation signal.
const CUT: isize = 10;

/// Up to here, in nt, the distance to an end of the 3'UTR or to the stop does not matter.
const FAR: f64 = 300.0;

/// The composition of a 3'UTR of this many nt counts half as much as that of a long one.
const FEW: f64 = 50.0;

/// From here on, in nt, the ribosome at the stop codon is out of the way.
const CLEAR: f64 = 40.0;

/// Guide nucleotides that hold a target besides the seed: 12 to 17, as places behind nucleotide 8 (`McGeary` et al. 2022,
/// eLife 11:e69803).
const HELIX: std::ops::Range<usize> = 3..9;

/// Nucleotides by which the strands may be shifted there.
const SHIFT: isize = 2;

/// A helix of this energy there is no more than chance, kcal/mol.
const CHANCE: f64 = 2.0;

/// Neighbours that count.
const NEIGHBOURS: u8 = 2;

/// Names of the site features, in the order of `GuideFeatures::site`.
pub const FEATURES: [&str; 16] = [
    "orf",
    "local-au",
    "three-prime",
    "ln-far-from-end",
    "ln-near-stop",
    "ln-far-from-stop",
    "pairing",
    "aauaaa-before",
    "au-upstream-2",
    "c-opposite-8",
    "ln-unpaired",
    "stems",
    "poly-a-before",
    "pyrimidines",
    "helix-12-17",
    "neighbours",
];

/// Names of the features of an mRNA, in the order of `susceptibility_features`.
pub const SUSCEPTIBILITY: [&str; 5] = ["ln-utr3", "ln-long-orf", "au-utr3", "u-utr3", "gc3"];

/// What the features of sites depend on in a guide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GuideFeatures<'a> {
    guide: &'a [Base],
    /// For each code of a target's nucleotide, bits of the places from 9 on that pair with it.
    tail: [u32; 4],
    /// Stability of the best helix for each combination of pairs of nucleotides 12 to 17, kcal/mol.
    helices: [f64; 64],
    pairing: [f64; 6],
}

impl<'a> GuideFeatures<'a> {
    /// Prepares a guide.
    #[must_use]
    pub(crate) fn new(guide: &'a Mirna) -> Self {
        let mut tail = [0_u32; 4];
        for (place, base) in guide.sequence().bases().iter().skip(8).take(32).enumerate() {
            if let Some(code) = base.code() {
                tail[usize::from(3 - code)] |= 1 << place;
            }
        }
        Self {
            guide: guide.sequence().bases(),
            tail,
            helices: helices(guide.sequence().bases()),
            pairing: SiteType::ALL.map(|kind| pairing(guide, kind)),
        }
    }

    /// The features of a site, each 0 where it does not apply:
    ///
    /// * whether it lies in the open reading frame, or within 15 nt of its stop;
    /// * share of A and U among 30 nt on each side, weighted by 1/(distance + 1), less one half;
    /// * pairing of the guide's 3' part, in the points of context++;
    /// * in the 3'UTR, ln(nt to the nearer end / 300) where that is above 0;
    /// * in the 3'UTR, ln(nt to the stop / 40) where that is below 0;
    /// * in the ORF, ln(nt to the stop / 300) where that is above 0;
    /// * stability of the pairs it has, less that of guide nucleotides 2–7, kcal/mol;
    /// * (a circle has no ends, no stop and no poly(A) signals; another RNA without ORF has no stop)
    /// * AAUAAA in the 3'UTR at least 10 nt before it: shorter 3'UTRs end there and lack it; none
    ///   where it is known where they end;
    /// * A and U among the two nucleotides before it;
    /// * in a 7mer-A1 or 6mer, whether C is opposite guide nucleotide 8;
    /// * ln P(unpaired) of the eight nucleotides opposite the seed;
    /// * how firmly the surroundings can pair with it, `Stems::at`;
    /// * in the 3'UTR, ln(1 + 10·strength of the polyadenylation signals at least 10 nt before it), where it is not known
    ///   where 3'UTRs end;
    /// * share of C and U among 200 nt on each side, less one half;
    /// * stability of the best helix of guide nucleotides 12 to 17 above 2 kcal/mol, strands shifted by 2 nt at most;
    /// * 8mers and 7mers of the same seed 13 to 35 nt away, two at most.
    #[must_use]
    pub(crate) fn site(&self, site: &SiteContext<'_>) -> [f64; FEATURES.len()] {
        let SiteContext { message, window, .. } = *site;
        let length = message.bases().len().cast_signed();
        let stop = message.orf().cast_signed();
        let is_mrna = site.region != Region::Rna;
        let in_orf = site.region == Region::Orf || (is_mrna && window + 7 < stop + SHADOW);
        let ln = |nt: isize, typical: f64| (nt.max(1) as f64 / typical).ln();
        let unpaired_8 = matches!(site.kind, SiteType::SevenMerA1 | SiteType::SixMer);
        let mut features = [0.0; FEATURES.len()];
        features[0] = f64::from(in_orf);
        features[1] = flanks::local_au(message, window) - 0.5;
        let upstream = upstream(message, window);
        features[2] = self.three_prime(upstream);
        if in_orf {
            features[5] = ln(stop - window, FAR).max(0.0);
        } else if !message.is_circle() {
            let end = length - 8 - window;
            features[3] = ln(end.min(window - stop), FAR).max(0.0);
            if is_mrna {
                features[4] = ln(window - stop, CLEAR).min(0.0);
            }
            if site.isoforms.is_none() {
                features[7] = message.signals_before(window - CUT) as f64;
                features[12] = (10.0 * message.signal_strength_before(window - CUT)).ln_1p();
            }
        }
        features[6] = self.pairing[site.kind as usize];
        features[8] = f64::from((upstream.weak() & 3).count_ones());
        features[9] = f64::from(unpaired_8 && message.at(window) == Base::C);
        features[10] = site.ln_unpaired.unwrap_or(0.0);
        features[11] = STEMS.at(message, window);
        features[13] = flanks::pyrimidines(message, window);
        features[14] = self.helix(upstream);
        features[15] = f64::from(site.neighbours.min(NEIGHBOURS));
        features
    }
}

impl GuideFeatures<'_> {
    /// Pairing of the guide's 3' part in the points of context++: the best over all shifts of the
    /// strands, which bits hold at once.
    fn three_prime(&self, upstream: Stretch) -> f64 {
        let target: [u32; 4] = letters(upstream);
        let columns = (128 - upstream.known.leading_zeros()).cast_signed() as isize;
        let rows = self.guide.len().saturating_sub(8).min(32).cast_signed();
        let mut best = 0.0_f64;
        // The least shifted first: others have to make up for what a shift costs.
        for by in 0..rows.max(columns) {
            let penalty = 0.5 * by.unsigned_abs().saturating_sub(2) as f64;
            let least = shortest(best + penalty);
            for shift in [by, -by] {
                if shift <= -rows || shift >= columns {
                    continue;
                }
                let matches = self.matches(&target, shift);
                let mut runs = matches;
                for _ in 1..least {
                    runs &= runs >> 1;
                }
                if runs == 0 {
                    continue;
                }
                let mut left = matches;
                while left != 0 {
                    let first = left.trailing_zeros();
                    let length = (left >> first).trailing_ones();
                    let run = (u32::MAX >> (32 - length)) << first;
                    left &= !run;
                    if length >= least {
                        best = best.max(points(run) - penalty);
                    }
                }
            }
        }
        best
    }

    /// Places of the guide from 9 on that pair with a target shifted by some nucleotides.
    fn matches(&self, target: &[u32; 4], shift: isize) -> u32 {
        (0..4).fold(0, |matches, letter| {
            let moved = if shift < 0 {
                target[letter] << shift.unsigned_abs()
            } else {
                target[letter] >> shift
            };
            matches | moved & self.tail[letter]
        })
    }

    /// Stability of the best helix of guide nucleotides 12 to 17 above that of chance, kcal/mol.
    fn helix(&self, upstream: Stretch) -> f64 {
        let target = letters(upstream);
        let helices = (-SHIFT..=SHIFT).map(|shift| {
            let pairs = self.matches(&target, shift) >> HELIX.start & 0b11_1111;
            self.helices[pairs as usize]
        });
        (helices.fold(0.0, f64::max) - CHANCE).max(0.0)
    }
}

/// The nucleotides before a window of eight, the nearest first, as far as the guide's 3' part may pair.
fn upstream(message: &Message, window: isize) -> Stretch {
    let (others, _) = message.around();
    let reach = REACH.min(others);
    let stretch = message.stretch(window - reach.cast_signed(), reach);
    let turned = |bits: u128| if reach == 0 { 0 } else { bits.reverse_bits() >> (128 - reach) };
    Stretch { high: turned(stretch.high), low: turned(stretch.low), known: turned(stretch.known) }
}

/// For each letter which nucleotides are it.
#[allow(clippy::cast_possible_truncation, reason = "a stretch of at most 32 nucleotides")]
fn letters(stretch: Stretch) -> [u32; 4] {
    [0, 1, 2, 3].map(|code| stretch.letter(code) as u32)
}

/// Stability of the most stable helix for each combination of pairs of nucleotides 12 to 17, kcal/mol.
fn helices(guide: &[Base]) -> [f64; 64] {
    let code = |place: usize| guide.get(place + 8).and_then(|base| base.code()).map(usize::from);
    std::array::from_fn(|pairs| {
        let (mut best, mut helix) = (0.0_f64, 0.0);
        for place in HELIX.skip(1) {
            let both = pairs >> (place - HELIX.start - 1) & 3 == 3;
            match (code(place - 1), code(place)) {
                (Some(before), Some(this)) if both => helix -= STACKS[before][this],
                _ => helix = 0.0,
            }
            best = best.max(helix);
        }
        best
    })
}

/// The fewest pairs in a row, two at least, that may have more than so many points.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
fn shortest(points: f64) -> u32 {
    // One point each for four pairs, half of one for the others.
    let pairs = if points < 4.0 { points } else { 4.0 + 2.0 * (points - 4.0) };
    (pairs as u32 + 1).max(2)
}

/// A point for each pair at guide nucleotides 13 to 16, half of one for each other.
fn points(pairs: u32) -> f64 {
    0.5 * f64::from(pairs.count_ones() + (pairs & 0b1111_0000).count_ones())
}

/// The features of an mRNA, each 0 where it has no such region: ln(3'UTR / 1000 nt), ln(ORF / 1300 nt)
/// where that is above 0, share of A and U in the 3'UTR less 0.55, that of U less 0.28, share of G and C at
/// third places of codons less 0.6. Shares in a 3'UTR of n nt count n/(n + 50): few nucleotides determine little.
#[must_use]
pub(crate) fn susceptibility_features(message: &Message) -> [f64; SUSCEPTIBILITY.len()] {
    let ln = |length: usize, typical: f64| {
        if length > 0 { (length as f64 / typical).ln() } else { 0.0 }
    };
    let known = message.utr3() as f64 / (message.utr3() as f64 + FEW);
    [
        ln(message.utr3(), 1000.0),
        ln(message.orf(), 1300.0).max(0.0),
        known * message.au_utr3().map_or(0.0, |share| share - 0.55),
        known * message.u_utr3().map_or(0.0, |share| share - 0.28),
        message.gc3().map_or(0.0, |share| share - 0.6),
    ]
}

/// Free energy by which the pairs of a site differ from those of guide nucleotides 2–7, kcal/mol.
pub(super) fn pairing(guide: &Mirna, kind: SiteType) -> f64 {
    let bases = guide.sequence().bases();
    let range = match kind {
        SiteType::EightMer | SiteType::SevenMerM8 => 1..8,
        SiteType::SevenMerA1 | SiteType::SixMer => return 0.0,
        SiteType::SixMerA1 => 1..6,
        SiteType::OffsetSixMer => 2..8,
    };
    let stability =
        |range: std::ops::Range<usize>| bases.get(range).and_then(helix_stability).unwrap_or(0.0);
    stability(range) - stability(1..7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input::Transcripts, sites::three_prime};
    use proptest::prelude::*;

    fn message(sequence: &str) -> Message {
        let mut transcripts = Transcripts::default();
        transcripts.push("t", None, b"", sequence.as_bytes()).unwrap();
        Message::new(&transcripts.get(0).unwrap())
    }

    /// Place of a window, `stems`, `pyrimidines`, share of A and U, `helix-12-17`, strength of signals: as a program in
    /// Python has them that follows the formulas line by line.
    const EXPECTED: [(isize, [f64; 5]); 7] = [
        (-2, [2.034_391_198, -0.011_904_762, 0.286_277_385, 0.0, 0.0]),
        (3, [2.035_192_765, -0.018_604_651, 0.553_929_036, 0.0, 0.0]),
        (40, [3.069_160_594, 0.002_049_18, 0.561_267_957, 0.0, 0.0]),
        (100, [9.143_951_85, 0.002_049_18, 0.409_227_782, 0.24, 0.05]),
        (121, [2.990_191_257, 0.002_049_18, 0.420_117_355, 0.35, 0.05]),
        (190, [1.890_811_169, 0.002_049_18, 0.697_572_772, 0.24, 0.233_333_333]),
        (233, [5.617_443_273, -0.014_218_009, 0.247_532_763, 1.28, 0.233_333_333]),
    ];

    #[test]
    fn features_are_those_of_a_plain_program() {
        let message = message(concat!(
            "UUUCCUCAUGCAAUUCAAAACCAUGUCCGUAAUGUAGGCGAAAUAGUAAACCAUUUUACGAAUAAAACCAAAUUCCUCCUUAUUCAGGACCUAACCUGAGGUAAACC",
            "AGGUCUCUCCGCCCCCUUAUAAAAGCUGUUGCACCUAGCCAAGAUUAAAGGCAGCUGCAAUGGAAAUAGGCAAUGACGGAUAUAUAUUAAAAANUGUUUUAAGAUAC",
            "AUUGAGGCCCGUUCGUGCUCCUCGCC"
        ));
        let guide = Mirna::new("hsa-miR-1-3p", "UGGAAUGUAAAGAAGUAUGUAU".parse().unwrap()).unwrap();
        let of_guide = GuideFeatures::new(&guide);
        for (window, expected) in EXPECTED {
            let values = [
                STEMS.at(&message, window),
                flanks::pyrimidines(&message, window),
                flanks::local_au(&message, window),
                of_guide.helix(upstream(&message, window)),
                message.signal_strength_before(window - CUT),
            ];
            for (value, expected) in values.iter().zip(expected) {
                assert!((value - expected).abs() < 1e-8, "{window}: {value} {expected}");
            }
        }
    }

    proptest! {
        #[test]
        fn pairing_of_the_tail_is_that_of_context(
            guide in "[ACGU]{8,30}",
            target in "[ACGUN]{30,60}",
            place in 0_usize..60,
        ) {
            let guide = Mirna::new("m", guide.parse().unwrap()).unwrap();
            let message = message(&target);
            let eight = place.min(target.len());
            let bases = guide.sequence().bases();
            let expected = three_prime(bases, message.bases(), eight, 18.min(eight));
            let pairing = GuideFeatures::new(&guide).three_prime(upstream(&message, eight.cast_signed()));
            prop_assert!((pairing - expected).abs() < 1e-12);
        }
    }
}
