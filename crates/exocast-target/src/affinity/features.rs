//! Features of a site from its surroundings.

use exocast_core::Base;

use super::context::SiteContext;
use crate::{
    input::{Message, Mirna, Region},
    sites::{SiteType, helix_stability},
};

/// Nucleotides on each side over which local AU content is taken.
const FLANK: usize = 30;

/// A terminating ribosome covers this many nucleotides behind the stop codon (Grimson et al. 2007).
const SHADOW: isize = 15;

/// Nucleotides before guide nucleotide 8's partner in which the 3' part may pair.
const REACH: isize = 18;

/// An mRNA is cut some 10 to 30 nt behind its polyadenylation signal.
const CUT: isize = 10;

/// Up to here, in nt, the distance to an end of the 3'UTR or to the stop does not matter.
const FAR: f64 = 300.0;

/// The composition of a 3'UTR of this many nt counts half as much as that of a long one.
const FEW: f64 = 50.0;

/// From here on, in nt, the ribosome at the stop codon is out of the way.
const CLEAR: f64 = 40.0;

/// Names of the site features, in the order of `GuideFeatures::site`.
pub const FEATURES: [&str; 11] = [
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
];

/// Names of the features of an mRNA, in the order of `susceptibility_features`.
pub const SUSCEPTIBILITY: [&str; 5] = ["ln-utr3", "ln-long-orf", "au-utr3", "u-utr3", "gc3"];

/// What the features of sites depend on in a guide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GuideFeatures<'a> {
    guide: &'a [Base],
    /// For each code of a target's nucleotide, bits of the places from 9 on that pair with it.
    tail: [u32; 4],
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
    /// * ln P(unpaired) of the eight nucleotides opposite the seed.
    #[must_use]
    pub(crate) fn site(&self, site: &SiteContext<'_>) -> [f64; FEATURES.len()] {
        let SiteContext { message, window, .. } = *site;
        let length = message.bases().len().cast_signed();
        let stop = message.orf().cast_signed();
        let is_mrna = site.region != Region::Rna;
        let in_orf = site.region == Region::Orf || (is_mrna && window + 7 < stop + SHADOW);
        let ln = |nt: isize, typical: f64| (nt.max(1) as f64 / typical).ln();
        let (others, _) = message.around();
        let upstream = [1_isize, 2].map(|place| {
            if place.unsigned_abs() <= others { message.at(window - place) } else { Base::N }
        });
        let unpaired_8 = matches!(site.kind, SiteType::SevenMerA1 | SiteType::SixMer);
        let mut features = [0.0; FEATURES.len()];
        features[0] = f64::from(in_orf);
        features[1] = local_au(message, window) - 0.5;
        features[2] = self.three_prime(message, window);
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
            }
        }
        features[6] = self.pairing[site.kind as usize];
        features[8] = upstream.iter().filter(|base| is_weak(**base)).count() as f64;
        features[9] = f64::from(unpaired_8 && message.at(window) == Base::C);
        features[10] = site.ln_unpaired.unwrap_or(0.0);
        features
    }
}

impl GuideFeatures<'_> {
    /// Pairing of the guide's 3' part in the points of context++: the best over all shifts of the
    /// strands, which bits hold at once.
    fn three_prime(&self, message: &Message, window: isize) -> f64 {
        let mut target = [0_u32; 4];
        let mut columns = 0;
        let (others, _) = message.around();
        for place in 0..REACH.min(others.try_into().unwrap_or(REACH)) {
            let Some(code) = message.at(window - 1 - place).code() else { continue };
            target[usize::from(code)] |= 1 << place;
            columns = place + 1;
        }
        let rows = self.guide.len().saturating_sub(8).min(32).cast_signed();
        let mut best = 0.0_f64;
        for shift in 1 - rows..columns {
            let matches = (0..4).fold(0, |matches, letter| {
                let moved = if shift < 0 {
                    target[letter] << shift.unsigned_abs()
                } else {
                    target[letter] >> shift
                };
                matches | moved & self.tail[letter]
            });
            let penalty = 0.5 * shift.unsigned_abs().saturating_sub(2) as f64;
            if points(matches) - penalty <= best {
                continue;
            }
            let mut left = matches;
            while left != 0 {
                let first = left.trailing_zeros();
                let length = (left >> first).trailing_ones();
                let run = (u32::MAX >> (32 - length)) << first;
                left &= !run;
                if length > 1 {
                    best = best.max(points(run) - penalty);
                }
            }
        }
        best
    }
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

fn is_weak(base: Base) -> bool {
    matches!(base, Base::A | Base::U)
}

/// Share of A and U around a window of eight, nearer nucleotides weighing more.
fn local_au(message: &Message, window: isize) -> f64 {
    let (weights, most) = const { au_weights() };
    let sum = |bases: &mut dyn Iterator<Item = Base>| -> f64 {
        bases.zip(&weights).map(|(base, weight)| if is_weak(base) { *weight } else { 0.0 }).sum()
    };
    if message.is_circle() {
        let (_, side) = message.around();
        let side = side.min(FLANK).cast_signed();
        let mut upstream = (1..=side).map(|place| message.at(window - place));
        let mut downstream = (0..side).map(|place| message.at(window + 8 + place));
        return (sum(&mut upstream) + sum(&mut downstream)) / most;
    }
    let start = usize::try_from(window).unwrap_or(0);
    let end = usize::try_from(window + 8).unwrap_or(0);
    let bases = message.bases();
    let upstream = bases.get(..start).unwrap_or_default().iter().rev();
    let downstream = bases.get(end..).unwrap_or_default().iter();
    (sum(&mut upstream.copied()) + sum(&mut downstream.copied())) / most
}

/// 1/(distance + 1) over the flank, and its sum over both sides.
const fn au_weights() -> ([f64; FLANK], f64) {
    let (mut weights, mut most, mut k) = ([0.0; FLANK], 0.0, 0);
    while k < FLANK {
        weights[k] = 1.0 / (k + 2) as f64;
        most += 2.0 * weights[k];
        k += 1;
    }
    (weights, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input::Transcripts, sites::three_prime};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairing_of_the_tail_is_that_of_context(
            guide in "[ACGU]{8,30}",
            target in "[ACGUN]{30,60}",
            place in 0_usize..60,
        ) {
            let guide = Mirna::new("m", guide.parse().unwrap()).unwrap();
            let mut transcripts = Transcripts::default();
            transcripts.push("t", None, b"", target.as_bytes()).unwrap();
            let message = Message::new(&transcripts.get(0).unwrap());
            let eight = place.min(target.len());
            let bases = guide.sequence().bases();
            let expected = three_prime(bases, message.bases(), eight, 18.min(eight));
            let pairing = GuideFeatures::new(&guide).three_prime(&message, eight.cast_signed());
            prop_assert!((pairing - expected).abs() < 1e-12);
        }
    }
}
