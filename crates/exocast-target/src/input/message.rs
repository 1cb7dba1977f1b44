//! An mRNA as models of affinity see it.

use exocast_core::Base;

use super::{
    circle::first_rotation,
    planes::{Planes, Stretch},
    rna_kind::RnaKind,
    transcript::Transcript,
};

/// The hexamer at which most mRNAs are cut and polyadenylated, and the second most frequent one (Beaudoing et al. 2000,
/// Genome Res. 10:1001).
const SIGNALS: [[Base; 6]; 2] = {
    use Base::{A, U};
    [[A, A, U, A, A, A], [A, U, U, A, A, A]]
};

/// Nucleotides from the begin of a signal in which the element rich in G and U lies that cleavage needs too.
const DOWNSTREAM: std::ops::Range<usize> = 30..60;

/// Share of G and U there from which on it counts.
const RICH: f64 = 0.35;

/// The open reading frame and the 3'UTR of an mRNA in one piece, with what models ask of it; or the whole of another RNA.
///
/// A circle begins at the rotation that comes first in the order of its letters, so that it does not matter where it was
/// cut open to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    bases: Vec<Base>,
    orf: usize,
    kind: RnaKind,
    /// Place in a circle, as it is written, of its first nucleotide here.
    origin: usize,
    planes: Planes,
    /// Up to each place, the number of C and U, and of known nucleotides.
    pyrimidines: Vec<[u32; 2]>,
    /// Where AAUAAA of the 3'UTR begin.
    signals: Vec<usize>,
    /// Where signals of both kinds begin, and the strength of all up to each.
    strengths: Vec<(usize, f64)>,
    au_utr3: Option<f64>,
    u_utr3: Option<f64>,
    gc3: Option<f64>,
}

impl Message {
    /// Joins a transcript's regions and looks for its polyadenylation signals.
    #[must_use]
    pub fn new(transcript: &Transcript<'_>) -> Self {
        let Transcript { orf, utr3, kind, .. } = *transcript;
        // A circle has no poly(A) tail.
        let with_signals = if kind == RnaKind::Circular { &[] } else { utr3 };
        let hexamers = || with_signals.windows(6).enumerate();
        let signals = hexamers().filter(|(_, window)| *window == SIGNALS[0]);
        let signals = signals.map(|(place, _)| orf.len() + place).collect();
        let both = hexamers().filter(|(_, window)| SIGNALS.iter().any(|signal| signal == window));
        let strengths = both.scan(0.0, |sum, (place, _)| {
            *sum += downstream_element(with_signals, place);
            Some((orf.len() + place, *sum))
        });
        let strengths = strengths.collect();
        let weak = |base: &&Base| matches!(base, Base::A | Base::U);
        let known = |base: &&Base| **base != Base::N;
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        let of_utr3 = utr3.iter().filter(known).count();
        let au_utr3 = share(utr3.iter().filter(weak).count(), of_utr3);
        let u_utr3 = share(utr3.iter().filter(|base| **base == Base::U).count(), of_utr3);
        let third = || orf.iter().skip(2).step_by(3).filter(known);
        let gc3 = share(third().filter(|base| !weak(base)).count(), third().count());
        let origin = if kind == RnaKind::Circular { first_rotation(utr3) } else { 0 };
        let (before, after) = utr3.split_at(origin);
        let bases = [orf, after, before].concat();
        let planes = Planes::new(&bases, kind == RnaKind::Circular);
        let pyrimidines = std::iter::once([0; 2]).chain(bases.iter().scan([0; 2], |sums, base| {
            sums[0] += u32::from(matches!(base, Base::C | Base::U));
            sums[1] += u32::from(*base != Base::N);
            Some(*sums)
        }));
        let pyrimidines = pyrimidines.collect();
        let orf = orf.len();
        Self {
            bases,
            orf,
            kind,
            origin,
            planes,
            pyrimidines,
            signals,
            strengths,
            au_utr3,
            u_utr3,
            gc3,
        }
    }

    /// Its nucleotides, the open reading frame first.
    #[must_use]
    pub fn bases(&self) -> &[Base] {
        &self.bases
    }

    /// Length of the open reading frame in nucleotides.
    #[must_use]
    pub const fn orf(&self) -> usize {
        self.orf
    }

    /// Length of the 3'UTR in nucleotides.
    #[must_use]
    pub(crate) const fn utr3(&self) -> usize {
        self.bases.len() - self.orf
    }

    /// Share of A and U in the 3'UTR.
    #[must_use]
    pub(crate) const fn au_utr3(&self) -> Option<f64> {
        self.au_utr3
    }

    /// Share of U in the 3'UTR.
    #[must_use]
    pub(crate) const fn u_utr3(&self) -> Option<f64> {
        self.u_utr3
    }

    /// Share of G and C at third places of codons.
    #[must_use]
    pub(crate) const fn gc3(&self) -> Option<f64> {
        self.gc3
    }

    /// What kind of RNA it is.
    pub(crate) const fn kind(&self) -> RnaKind {
        self.kind
    }

    /// Whether it is a circle.
    pub(crate) const fn is_circle(&self) -> bool {
        matches!(self.kind, RnaKind::Circular)
    }

    /// The place as the sequence is written, of a place here.
    pub(crate) fn written(&self, place: usize) -> usize {
        if self.is_circle() { (place + self.origin) % self.bases.len() } else { place }
    }

    /// How many nucleotides before or behind a window of eight are none of the window, and, of both sides together, none
    /// twice: those around a circle are limited.
    pub(crate) fn around(&self) -> (usize, usize) {
        if self.is_circle() {
            let others = self.bases.len().saturating_sub(8);
            (others, others / 2)
        } else {
            (usize::MAX, usize::MAX)
        }
    }

    /// The nucleotide at a place; outside `N`, or on a circle the one after as many turns.
    pub(crate) fn at(&self, place: isize) -> Base {
        let place = match self.bases.len().cast_signed() {
            length if self.is_circle() && length > 0 => place.rem_euclid(length),
            _ => place,
        };
        usize::try_from(place).ok().and_then(|i| self.bases.get(i)).copied().unwrap_or(Base::N)
    }

    /// How many AAUAAA of the 3'UTR begin before a place.
    pub(crate) fn signals_before(&self, place: isize) -> usize {
        let place = usize::try_from(place).unwrap_or(0);
        self.signals.partition_point(|&signal| signal < place)
    }

    /// Strength of the polyadenylation signals of the 3'UTR that begin before a place: of each the share of G and U among
    /// nucleotides 30 to 59 from its begin, less 0.35 and at least 0.
    pub(crate) fn signal_strength_before(&self, place: isize) -> f64 {
        let place = usize::try_from(place).unwrap_or(0);
        let before = self.strengths.partition_point(|&(signal, _)| signal < place);
        before.checked_sub(1).map_or(0.0, |last| self.strengths[last].1)
    }

    /// How many nucleotides of a range are C or U, and how many are known; a circle goes on with its other end.
    pub(crate) fn pyrimidines(&self, range: std::ops::Range<isize>) -> (u32, u32) {
        let length = self.bases.len().cast_signed();
        let up_to = |place: isize| -> [u32; 2] {
            let (turns, place) = if self.is_circle() && length > 0 {
                (place.div_euclid(length), place.rem_euclid(length))
            } else {
                (0, place.clamp(0, length))
            };
            let (all, part) = (self.pyrimidines.last(), self.pyrimidines.get(place.unsigned_abs()));
            std::array::from_fn(|i| {
                let turns = u32::try_from(turns + TURNS).unwrap_or(0);
                turns * all.map_or(0, |sums| sums[i]) + part.map_or(0, |sums| sums[i])
            })
        };
        let (first, last) = (up_to(range.start), up_to(range.end));
        (last[0] - first[0], last[1] - first[1])
    }

    /// The first `count` nucleotides from a place on, at most 128, as bits.
    pub(crate) fn stretch(&self, place: isize, count: usize) -> Stretch {
        self.planes.stretch(place, count)
    }
}

/// Turns of a circle that are added so that places before its first are none below zero.
const TURNS: isize = 256;

/// By how much the nucleotides behind a signal are rich in G and U.
fn downstream_element(utr3: &[Base], signal: usize) -> f64 {
    let end = utr3.len().min(signal + DOWNSTREAM.end);
    let behind = utr3.get(signal + DOWNSTREAM.start..end).unwrap_or_default();
    let rich = behind.iter().filter(|base| matches!(base, Base::G | Base::U)).count();
    (rich as f64 / DOWNSTREAM.len() as f64 - RICH).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::transcripts::Transcripts;

    #[test]
    fn a_message_says_what_models_ask() {
        let text = "transcript\tgene\torf\tutr3\nT\tG\tATGGCCTAA\tCAATAAAGGATTAAACC\n";
        let transcripts = Transcripts::read(text.as_bytes(), "t.tsv").unwrap();
        let message = Message::new(&transcripts.get(0).unwrap());
        assert_eq!((message.orf(), message.utr3()), (9, 17));
        assert_eq!(message.signals_before(10), 0);
        assert_eq!(message.signals_before(11), 1);
        assert_eq!(message.signals_before(26), 1);
        assert!((message.u_utr3().unwrap() - 3.0 / 17.0).abs() < 1e-12);
        assert!((message.gc3().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert!((message.au_utr3().unwrap() - 12.0 / 17.0).abs() < 1e-12);
        assert_eq!((message.at(-1), message.at(0), message.at(26)), (Base::N, Base::A, Base::N));
    }
}
