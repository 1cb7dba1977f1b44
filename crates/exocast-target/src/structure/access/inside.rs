//! Partition functions of intervals (`McCaskill` 1990, Biopolymers 29:1105), with pairs up to a span.

use super::{
    factors::{Factors, KINDS, SMALL},
    lanes::{Grid, LANES, Lanes, Rows, Step, convolve, plus},
    stretch::{Pairs, SHORTEST, Stretch},
};
use crate::structure::energy::MAX_LOOP;

/// Sums over all structures of intervals, by the distance from the first place to the last.
#[derive(Debug)]
pub(super) struct Inside {
    pub(super) grid: Grid,
    /// Structures closed by a pair.
    pub(super) paired: Rows,
    /// The same with what the pair is for loops around it, by kind.
    pub(super) ends: [Rows; KINDS],
    /// Hairpins closed by a pair.
    pub(super) hairpin: Rows,
    /// At least one stem of a multiloop; at least two.
    pub(super) multi: Rows,
    pub(super) multi2: Rows,
    /// One stem of a multiloop that begins at the first place; one that ends at the last.
    begun: Rows,
    ended: Rows,
}

impl Inside {
    #[inline]
    pub(super) fn new(stretch: &Stretch<'_>, factors: &Factors, span: usize) -> Self {
        let grid = Grid::new(stretch.length, span.max(MAX_LOOP + 1));
        let rows = || Rows::new(grid, span);
        let mut all = Self {
            grid,
            paired: rows(),
            ends: [rows(), rows(), rows()],
            hairpin: rows(),
            multi: rows(),
            multi2: rows(),
            begun: rows(),
            ended: rows(),
        };
        // An interval needs all those within it: from the last places on, and from short to long.
        for first in (0..stretch.length).step_by(LANES).rev() {
            for distance in SHORTEST..span {
                let stems = match stretch.pairs(distance, first) {
                    Some(pairs) => all.close(stretch, factors, distance, first, &pairs),
                    None => [0.0; LANES],
                };
                all.multiloops(distance, first, &stems);
            }
        }
        all
    }

    /// Intervals that a pair closes; returns them as stems of a multiloop.
    #[inline]
    fn close(
        &mut self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        distance: usize,
        first: usize,
        pairs: &Pairs,
    ) -> Lanes {
        let loops = self.loops(factors, distance, first);
        let in_multi = *self.multi2.get(self.grid.behind(distance - 2, first, 1, Step::EndLater));
        let (mut paired, mut hairpins, mut stems) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        let mut ends = [[0.0; LANES]; KINDS];
        for (x, pair) in pairs.iter().enumerate() {
            let Some(pair) = *pair else { continue };
            let (i, j) = (first + x, first + x + distance);
            let outer = stretch.outer(i, j, pair);
            hairpins[x] = stretch.hairpin(factors, i, j, pair);
            let mut weight = hairpins[x] + stretch.closing(factors, i, j, pair) * in_multi[x];
            for sides in SMALL {
                if sides.0 + sides.1 + 2 + SHORTEST > distance {
                    continue;
                }
                let (k, l) = (i + sides.0 + 1, j - sides.1 - 1);
                if let Some(pair) = stretch.pair(k, l) {
                    let factor = factors.small(sides, outer, stretch.inner(k, l, pair));
                    weight += self.paired.at(l - k, k) * factor;
                }
            }
            let by_kind = factors.ends(outer);
            for (sums, end) in loops.iter().zip(by_kind) {
                weight += sums[x] * end;
            }
            paired[x] = weight;
            for (out, end) in ends.iter_mut().zip(factors.ends(stretch.inner(i, j, pair))) {
                out[x] = weight * end;
            }
            stems[x] = weight * stretch.multi(factors, i, j, pair);
        }
        self.paired.set(distance, first, &paired);
        self.hairpin.set(distance, first, &hairpins);
        for (rows, values) in self.ends.iter_mut().zip(&ends) {
            rows.set(distance, first, values);
        }
        stems
    }

    /// Interior loops without a table, by kind and without what the outer pair is for them.
    #[inline]
    fn loops(&self, factors: &Factors, distance: usize, first: usize) -> [Lanes; KINDS] {
        let mut sums = [[0.0; LANES]; KINDS];
        let Some(most) = distance.checked_sub(2 + SHORTEST).map(|most| most.min(MAX_LOOP)) else {
            return sums;
        };
        for (five, side) in factors.sides[..=most].iter().enumerate() {
            let line = self.grid.behind(distance - 2 - five, first, five + 1, Step::EndSooner);
            side.add(&mut sums, &self.ends, line, most - five);
        }
        sums
    }

    /// Intervals with stems of a multiloop in them; `stems` are those from end to end.
    #[inline]
    fn multiloops(&mut self, distance: usize, first: usize, stems: &Lanes) {
        let grid = self.grid;
        let begun = plus(self.begun.from(distance - 1, first), stems);
        self.begun.set(distance, first, &begun);
        let inner = grid.behind(distance - 1, first, 1, Step::EndLater);
        let ended = plus(self.ended.get(inner), &begun);
        self.ended.set(distance, first, &ended);
        let mut many = [0.0; LANES];
        // The last stem begins behind the others.
        let count = distance.saturating_sub(2 * SHORTEST);
        if count > 0 {
            let others = grid.behind(SHORTEST, first, 0, Step::EndLater);
            let next = SHORTEST + 1;
            let last = grid.behind(distance - next, first, next, Step::StartLater);
            convolve(&mut many, count, (&self.multi, others), (&self.begun, last));
        }
        self.multi2.set(distance, first, &many);
        self.multi.set(distance, first, &plus(&ended, &many));
    }
}
