//! A stretch of a sequence, and the pairs in it.

use super::{factors::Factors, lanes::LANES};
use crate::structure::energy::{Edge, Letter, PairType};

/// A stretch of a sequence, with what lies next to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'s> {
    pub(super) whole: &'s [Letter],
    pub(super) start: usize,
    pub(super) length: usize,
}

/// Pairs of neighbouring first nucleotides at one distance, where they can form.
pub(super) type Pairs = [Option<PairType>; LANES];

impl Stretch<'_> {
    fn letter(&self, i: usize) -> Letter {
        self.whole[self.start + i]
    }

    pub(super) fn before(&self, i: usize) -> Option<Letter> {
        (self.start + i).checked_sub(1).map(|i| self.whole[i])
    }

    pub(super) fn after(&self, i: usize) -> Option<Letter> {
        self.whole.get(self.start + i + 1).copied()
    }

    pub(super) fn pair(&self, i: usize, j: usize) -> Option<PairType> {
        PairType::new(self.letter(i), self.letter(j))
    }

    /// Pairs of the places from `first` on with those at a distance; nothing where none can form.
    #[inline]
    pub(super) fn pairs(&self, distance: usize, first: usize) -> Option<Pairs> {
        let count = self.length.saturating_sub(distance + first).min(LANES);
        if distance < SHORTEST || count == 0 {
            return None;
        }
        let five = self.start + first;
        let (five, three) = (five..five + count, five + distance..five + distance + count);
        let (mut pairs, mut any) = ([None; LANES], false);
        let letters = self.whole[five].iter().zip(&self.whole[three]);
        for (pair, (&five, &three)) in pairs.iter_mut().zip(letters) {
            *pair = PairType::new(five, three);
            any |= pair.is_some();
        }
        any.then_some(pairs)
    }

    /// A pair seen from the loop it closes.
    pub(super) fn outer(&self, i: usize, j: usize, pair: PairType) -> Edge {
        let after = self.after(i).unwrap_or_default();
        Edge { pair, after, before: self.before(j).unwrap_or_default() }
    }

    /// A pair seen from the loop around it.
    pub(super) fn inner(&self, i: usize, j: usize, pair: PairType) -> Edge {
        let after = self.after(j).unwrap_or_default();
        Edge { pair: pair.reversed(), after, before: self.before(i).unwrap_or_default() }
    }

    pub(super) fn hairpin(&self, factors: &Factors, i: usize, j: usize, pair: PairType) -> f64 {
        let letters = &self.whole[self.start + i..=self.start + j];
        factors.hairpin(self.outer(i, j, pair), letters)
    }

    /// A multiloop closed by a pair, without what is in it.
    pub(super) fn closing(&self, factors: &Factors, i: usize, j: usize, pair: PairType) -> f64 {
        factors.tables.multi_closing * factors.multi(pair.reversed(), self.before(j), self.after(i))
    }

    /// A pair as a stem of the exterior loop.
    pub(super) fn exterior(&self, factors: &Factors, i: usize, j: usize, pair: PairType) -> f64 {
        factors.exterior(pair, self.before(i), self.after(j))
    }

    /// A pair as a stem of a multiloop.
    pub(super) fn multi(&self, factors: &Factors, i: usize, j: usize, pair: PairType) -> f64 {
        factors.multi(pair, self.before(i), self.after(j))
    }
}

/// From one nucleotide of a pair to the other: three lie between them.
pub(super) const SHORTEST: usize = 4;
