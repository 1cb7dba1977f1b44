//! Weights around pairs and unpaired stretches, summed over all windows.

use super::{
    exterior::Exterior,
    factors::{Factors, KINDS, SMALL},
    inside::Inside,
    lanes::{LANES, Lanes, Rows, Step, convolve, plus, times, total},
    stretch::{Pairs, SHORTEST, Stretch},
};
use crate::structure::energy::MAX_LOOP;

/// The weight of all that is outside of pairs, over the partition function of each window, by the distance
/// from the first nucleotide to the last.
#[derive(Debug)]
pub(super) struct Outside<'a> {
    stretch: &'a Stretch<'a>,
    factors: &'a Factors,
    inside: &'a Inside,
    exterior: &'a Exterior,
    span: usize,
    /// Nucleotides of the stretches that are to be unpaired.
    length: usize,
    /// Around a pair.
    around: Rows,
    /// The same with what the pair is for loops in it, by kind.
    ends: [Rows; KINDS],
    /// Weight of all loops that have just the nucleotides between two paired ones unpaired.
    gaps: Rows,
    /// Multiloops closed by a pair.
    closing: Rows,
    /// Multiloops that are closed by the first place and a pair behind the last: with nothing between both, one stem and
    /// more, two stems and more.
    open: Rows,
    open_stem: Rows,
    open_two: Rows,
    /// Nothing or stems.
    open_any: Rows,
    /// `open_stem` of all first places before this one.
    open_before: Rows,
}

impl<'a> Outside<'a> {
    #[inline]
    pub(super) fn new(
        (stretch, factors): (&'a Stretch<'a>, &'a Factors),
        (inside, exterior): (&'a Inside, &'a Exterior),
        (span, length): (usize, usize),
    ) -> Self {
        let rows = || Rows::new(inside.grid, span + 1);
        let mut all = Self {
            stretch,
            factors,
            inside,
            exterior,
            span,
            length,
            around: rows(),
            ends: [rows(), rows(), rows()],
            gaps: rows(),
            closing: rows(),
            open: rows(),
            open_stem: rows(),
            open_two: rows(),
            open_any: rows(),
            open_before: rows(),
        };
        // A pair needs all those around it: from the first places on, and from long to short.
        for first in (0..stretch.length).step_by(LANES) {
            for distance in (0..span).rev() {
                all.multiloops(distance, first);
                if let Some(pairs) = stretch.pairs(distance, first) {
                    all.pairs(distance, first, &pairs);
                }
            }
        }
        // From here on the weight of the loops that have these nucleotides unpaired, and more behind them.
        all.gaps.accumulate(length + 1);
        all
    }

    /// Multiloops that are closed before and behind.
    #[inline]
    fn multiloops(&mut self, distance: usize, first: usize) {
        let grid = self.inside.grid;
        let closed = self.closing.from(distance + 1, first);
        let open = plus(self.open.from(distance + 1, first), closed);
        self.open.set(distance, first, &open);
        let open_stem = self.stems(distance, first, (SHORTEST, &self.inside.multi));
        if distance >= self.length {
            let open_two = self.stems(distance, first, (TWO, &self.inside.multi2));
            self.open_two.set(distance, first, &open_two);
        }
        self.open_stem.set(distance, first, &open_stem);
        self.open_any.set(distance, first, &plus(&open, &open_stem));
        let outer = grid.before(distance + 1, first, 1, Step::StartSooner);
        let before = plus(self.open_stem.get(outer), self.open_before.get(outer));
        self.open_before.set(distance, first, &before);
    }

    /// Multiloops that are closed before and behind, with some stems from the next place on, `shortest` at least from first
    /// to last.
    #[inline]
    fn stems(&self, distance: usize, first: usize, (shortest, rows): (usize, &Rows)) -> Lanes {
        let grid = self.inside.grid;
        let mut sum = [0.0; LANES];
        let next = distance + 2 + shortest;
        let count = self.span.saturating_sub(next);
        let closing = grid.behind(next, first, 0, Step::EndLater);
        let line = grid.behind(shortest, first, distance + 1, Step::EndLater);
        convolve(&mut sum, count, (&self.closing, closing), (rows, line));
        sum
    }

    /// What is around pairs, and unpaired in the loops around them.
    #[inline]
    fn pairs(&mut self, distance: usize, first: usize, pairs: &Pairs) {
        let (stretch, factors, inside) = (self.stretch, self.factors, self.inside);
        let in_multi = self.in_multiloops(distance, first);
        let loops = self.loops(distance, first);
        let (mut all, mut closing, mut hairpins) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        let mut ends = [[0.0; LANES]; KINDS];
        for (x, pair) in pairs.iter().enumerate() {
            let Some(pair) = *pair else { continue };
            let (k, l) = (first + x, first + x + distance);
            let inner = stretch.inner(k, l, pair);
            let mut around = stretch.exterior(factors, k, l, pair) * self.exterior.around(k, l)
                + stretch.multi(factors, k, l, pair) * in_multi[x];
            for (sums, end) in loops.iter().zip(factors.ends(inner)) {
                around += sums[x] * end;
            }
            for sides in SMALL {
                let (Some(i), j) = (k.checked_sub(sides.0 + 1), l + sides.1 + 1) else { continue };
                if j >= stretch.length || j - i >= self.span {
                    continue;
                }
                let Some(outer) = stretch.pair(i, j) else { continue };
                let factor = factors.small(sides, stretch.outer(i, j, outer), inner);
                let step = self.around.at(j - i, i) * factor;
                around += step;
                let weight = step * inside.paired.at(distance, k);
                for (side, start) in [(sides.0, i), (sides.1, l)] {
                    if side >= self.length {
                        self.gaps.add_to(side + 1, start, weight);
                    }
                }
            }
            let outer = stretch.outer(k, l, pair);
            all[x] = around;
            for (out, end) in ends.iter_mut().zip(factors.ends(outer)) {
                out[x] = around * end;
            }
            closing[x] = around * stretch.closing(factors, k, l, pair);
            hairpins[x] = around * inside.hairpin.at(distance, k);
        }
        self.around.set(distance, first, &all);
        for (rows, values) in self.ends.iter_mut().zip(&ends) {
            rows.set(distance, first, values);
        }
        self.closing.set(distance, first, &closing);
        self.gaps.add(inside.grid.behind(distance, first, 0, Step::EndLater), &hairpins);
    }

    /// Multiloops around intervals, without what these are in them.
    #[inline]
    fn in_multiloops(&self, distance: usize, first: usize) -> Lanes {
        let grid = self.inside.grid;
        let mut sum = *self.open_before.from(distance, first);
        // Stems before it, and any or none behind it.
        let start = SHORTEST + 1;
        let count = self.span.saturating_sub(distance + start + 1);
        let stems = grid.before(SHORTEST, first, start, Step::StartSooner);
        let open = grid.before(distance + start + 1, first, start + 1, Step::StartSooner);
        convolve(&mut sum, count, (&self.inside.multi, stems), (&self.open_any, open));
        sum
    }

    /// Interior loops without a table around intervals, by kind and without what these are for them; adds up
    /// their unpaired sides.
    #[inline]
    fn loops(&mut self, distance: usize, first: usize) -> [Lanes; KINDS] {
        let grid = self.inside.grid;
        let mut sums = [[0.0; LANES]; KINDS];
        let Some(most) = self.span.checked_sub(distance + 3).map(|most| most.min(MAX_LOOP)) else {
            return sums;
        };
        let inner = self.inside.ends.each_ref().map(|rows| *rows.from(distance, first));
        for (side, unpaired) in self.factors.sides[..=most].iter().zip(0..) {
            // This many on the 5' side.
            let line = grid.before(distance + 2 + unpaired, first, unpaired + 1, Step::EndLater);
            if unpaired < self.length {
                side.add(&mut sums, &self.ends, line, most - unpaired);
                continue;
            }
            let mut five = [[0.0; LANES]; KINDS];
            side.add(&mut five, &self.ends, line, most - unpaired);
            for (sum, five) in sums.iter_mut().zip(&five) {
                *sum = plus(sum, five);
            }
            let gap = grid.before(unpaired + 1, first, unpaired + 1, Step::EndLater);
            self.gaps.add(gap, &weighted(&five, &inner));
            // This many on the 3' side.
            let mut three = [[0.0; LANES]; KINDS];
            let line = grid.before(distance + 2 + unpaired, first, 1, Step::StartSooner);
            side.add(&mut three, &self.ends, line, most - unpaired);
            let gap = grid.behind(unpaired + 1, first, distance, Step::EndLater);
            self.gaps.add(gap, &weighted(&three, &inner));
        }
        sums
    }

    /// Σ over windows of the probability that the nucleotides from each of some places on are unpaired.
    #[inline]
    pub(super) fn unpaired(&self, first: usize) -> Lanes {
        let grid = self.inside.grid;
        let (length, span) = (self.length, self.span);
        let last = length - 1;
        let mut sum: Lanes = std::array::from_fn(|x| {
            let end = first + x + length;
            if end <= self.stretch.length { self.exterior.around(first + x, end - 1) } else { 0.0 }
        });
        // Loops and multiloops that begin before the stretch; in the latter two stems and more behind it, stems
        // on both sides, two stems and more before it.
        let line = grid.before(length + 1, first, 1, Step::StartSooner);
        let gaps = total(span.saturating_sub(length + 1), &self.gaps, line);
        let line = grid.before(length, first, 1, Step::StartSooner);
        let behind = total(span.saturating_sub(length), &self.open_two, line);
        sum = plus(&plus(&sum, &gaps), &behind);
        let inside = self.inside;
        for (shortest, stems, open) in
            [(SHORTEST, &inside.multi, &self.open_stem), (TWO, &inside.multi2, &self.open)]
        {
            let start = shortest + 1;
            let count = span.saturating_sub(last + start + 1);
            let before = grid.before(shortest, first, start, Step::StartSooner);
            let line = grid.before(last + start + 1, first, start + 1, Step::StartSooner);
            convolve(&mut sum, count, (stems, before), (open, line));
        }
        sum
    }
}

/// From the first place of two stems to their last.
const TWO: usize = 2 * SHORTEST + 1;

/// Σ of loops over their kinds, with what the inner pairs are for them.
#[inline]
fn weighted(loops: &[Lanes; KINDS], inner: &[Lanes; KINDS]) -> Lanes {
    let [a, b, c] = loops;
    let [x, y, z] = inner;
    plus(&plus(&times(a, x), &times(b, y)), &times(c, z))
}
