//! Partition functions of intervals (`McCaskill` 1990, Biopolymers 29:1105), with pairs up to a span.

use super::{
    bands::Band,
    factors::{Factors, LANES, SMALL, dot},
};
use crate::structure::energy::{Edge, Letter, PairType};

/// A stretch of a sequence, with what lies next to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'s> {
    pub(super) whole: &'s [Letter],
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Stretch<'_> {
    pub(super) fn letter(&self, i: usize) -> Letter {
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
}

/// Sums over all structures of intervals. Ends are included; `_by_end` has ends as rows.
#[derive(Debug)]
pub(super) struct Inside {
    /// Structures closed by a pair.
    pub(super) paired: Band,
    /// The same with what the pair decides of an interior loop around it, of a 1 × n loop, of a bulge.
    interior: Band,
    one_by_n: Band,
    bulge: Band,
    /// At least one stem of a multiloop; at least two.
    pub(super) multi: Band,
    pub(super) multi_by_end: Band,
    pub(super) multi2: Band,
    pub(super) multi2_by_end: Band,
    /// Anything in the exterior loop, by start and by end. Rows of the latter are one past the end.
    pub(super) exterior: Band,
    pub(super) exterior_by_end: Band,
}

impl Inside {
    pub(super) fn new(
        stretch: &Stretch<'_>,
        factors: &Factors,
        span: usize,
        window: usize,
    ) -> Self {
        let n = stretch.length;
        let mut all = Self {
            paired: Band::new(n, 0, span),
            interior: Band::new(n, LANES, span),
            one_by_n: Band::new(n, LANES, span),
            bulge: Band::new(n, LANES, span),
            multi: Band::new(n + 1, 1, span),
            multi_by_end: Band::new(n, span, 1),
            multi2: Band::new(n + 1, 1, span),
            multi2_by_end: Band::new(n, span, 1),
            exterior: Band::new(n + 1, 0, window + 1),
            exterior_by_end: Band::new(n + 1, window + 1, 0),
        };
        for i in 0..=n {
            all.exterior.set(i, i, 1.0);
            all.exterior_by_end.set(i, i, 1.0);
        }
        // One stem that begins at each place, and ends at this one or before.
        let mut stems = vec![0.0; n];
        for j in 0..n {
            all.close(stretch, factors, span, j, &mut stems);
            all.exterior(stretch, factors, (span, window), j);
        }
        all
    }

    /// All intervals that end at `j`, shortest first.
    fn close(
        &mut self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        span: usize,
        j: usize,
        stems: &mut [f64],
    ) {
        let mut sum = 0.0;
        for i in ((j + 1).saturating_sub(span)..(j + 1).saturating_sub(4)).rev() {
            if let Some(pair) = stretch.pair(i, j) {
                let inner = stretch.inner(i, j, pair);
                let weight = self.closed(stretch, factors, i, j, pair);
                let tables = &factors.tables;
                self.paired.set(i, j, weight);
                self.interior.set(i, j, weight * inner.entry_in(&tables.mismatch_interior));
                self.one_by_n.set(i, j, weight * inner.entry_in(&tables.mismatch_interior_1n));
                self.bulge.set(i, j, weight * factors.terminal(pair));
                stems[i] += weight * factors.multi(pair, stretch.before(i), stretch.after(j));
            }
            // Two stems and more: the last begins at k.
            let many = dot(self.multi.run(i, i..j), &stems[i + 1..=j]);
            sum += stems[i];
            self.multi2.set(i, j, many);
            self.multi2_by_end.set(j, i, many);
            self.multi.set(i, j, sum + many);
            self.multi_by_end.set(j, i, sum + many);
        }
    }

    fn closed(
        &self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        i: usize,
        j: usize,
        pair: PairType,
    ) -> f64 {
        let outer = stretch.outer(i, j, pair);
        let tables = &factors.tables;
        let mut sum = stretch.hairpin(factors, i, j, pair);
        if j > i + 2 {
            sum += stretch.closing(factors, i, j, pair) * self.multi2.at(i + 1, j - 1);
        }
        for sides in SMALL {
            let (k, l) = (i + sides.0 + 1, j - sides.1 - 1);
            if l < k + 4 {
                continue;
            }
            let weight = self.paired.at(k, l);
            if weight > 0.0
                && let Some(pair) = stretch.pair(k, l)
            {
                sum += weight * factors.small(sides, outer, stretch.inner(k, l, pair));
            }
        }
        let (mut bulge, mut one_by_n, mut interior) = (0.0, 0.0, 0.0);
        for k in i + 1..(i + LANES).min(j.saturating_sub(4)) {
            let m = k - i - 1;
            // 3' sides of at most 30 − m that leave the inner pair a hairpin.
            let most = (LANES - 2 - m).min(j - 5 - k);
            let places = j - 1 - most..j;
            let lanes = LANES - 1 - most..LANES;
            match m {
                0 => bulge += backward(self.bulge.run(k, places), &factors.bulge),
                1 => one_by_n += backward(self.one_by_n.run(k, places), &factors.one_by_n),
                _ => {
                    interior += dot(self.interior.run(k, places), &factors.interior_back[m][lanes]);
                    one_by_n += self.one_by_n.at(k, j - 2) * factors.one_by_n[m];
                }
            }
            bulge += self.bulge.at(k, j - 1) * factors.bulge[m];
        }
        sum + bulge * factors.terminal(pair)
            + one_by_n * outer.entry_in(&tables.mismatch_interior_1n)
            + interior * outer.entry_in(&tables.mismatch_interior)
    }

    /// Exterior loops that end at `j`.
    fn exterior(
        &mut self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        (span, window): (usize, usize),
        j: usize,
    ) {
        let first = (j + 1).saturating_sub(window);
        self.exterior_by_end.add_scaled(j + 1, j, first..j + 1, 1.0);
        for k in (j + 1).saturating_sub(span)..(j + 1).saturating_sub(4) {
            let weight = self.paired.at(k, j);
            if weight > 0.0
                && let Some(pair) = stretch.pair(k, j)
            {
                let stem = factors.exterior(pair, stretch.before(k), stretch.after(j));
                self.exterior_by_end.add_scaled(j + 1, k, first..k + 1, weight * stem);
            }
        }
        for i in first..=j {
            self.exterior.set(i, j + 1, self.exterior_by_end.at(j + 1, i));
        }
    }
}

/// Σ over places from the last, which means no nucleotide, to the first.
fn backward(run: &[f64], costs: &[f64; LANES]) -> f64 {
    run.iter().rev().zip(costs).map(|(weight, cost)| weight * cost).sum()
}
