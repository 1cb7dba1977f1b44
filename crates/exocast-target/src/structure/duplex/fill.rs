//! The energy of the best duplex that ends with each pair.

use super::{
    lane::{Costs, Lane, Lanes, SMALL, WINDOW, least, reach, relax},
    strands::Strands,
};
use crate::structure::energy::{PairType, Tables};

/// Lanes of one place of [`Matrix::loops`]: of two more nucleotides than the last there is no loop.
const LOOPS: usize = WINDOW + 2;

/// Rows before the first that small loops may ask for.
const ABOVE: usize = 4;

/// Energies of best duplexes by their last pair, guide × target, and with the part of a loop's energy
/// added that the pair decides as its outer pair. Places before the first are padding.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix<L> {
    width: usize,
    height: usize,
    energy: Vec<L>,
    interior: Vec<L>,
    one_by_n: Vec<L>,
    bulge: Vec<L>,
    /// The same with target places first.
    interior_across: Vec<L>,
    one_by_n_across: Vec<L>,
    bulge_across: Vec<L>,
    /// By target place, of the guide place at hand and of the one before: the best duplex, with
    /// asymmetry, that interior loops of each size lead from to here. A nucleotide more on both sides
    /// makes the size two more and keeps the asymmetry, so only loops with two nucleotides on one side
    /// are new at each place (Lyngsø, Zuker & Pedersen 1999, Bioinformatics 15:440).
    loops: Vec<L>,
    loops_before: Vec<L>,
}

impl<L: Lane> Matrix<L> {
    pub(super) fn energy(&self, a: usize, b: usize) -> L {
        self.energy[self.place(a, b)]
    }

    fn place(&self, a: usize, b: usize) -> usize {
        (a + ABOVE) * self.width + WINDOW + b
    }

    fn row(&self, a: usize) -> usize {
        a * self.width
    }

    fn reset(&mut self, guide: usize, target: usize) {
        (self.height, self.width) = (guide + WINDOW, target + WINDOW);
        let (along, across) = (guide * self.width, target * self.height);
        for (part, length) in [
            (&mut self.energy, along + ABOVE * self.width),
            (&mut self.interior, along),
            (&mut self.one_by_n, along),
            (&mut self.bulge, along),
            (&mut self.interior_across, across),
            (&mut self.one_by_n_across, across),
            (&mut self.bulge_across, across),
            (&mut self.loops, target * LOOPS),
            (&mut self.loops_before, target * LOOPS),
        ] {
            part.clear();
            part.resize(length, L::FORBIDDEN);
        }
    }

    /// Fills the matrix, and gives each pair with which a duplex may end, and its energy, to `visit`.
    pub(super) fn fill(
        &mut self,
        strands: &Strands,
        tables: &Tables<i32>,
        costs: &Costs<L>,
        mut visit: impl FnMut(usize, usize, i32),
    ) {
        self.reset(strands.guide.len(), strands.target.len());
        for a in 0..strands.guide.len() {
            let stacked = strands.only_stacks(a);
            std::mem::swap(&mut self.loops, &mut self.loops_before);
            for b in 0..strands.target.len() {
                if !stacked {
                    self.extend_loops(costs, a, b);
                }
                let Some(pair) = strands.pair(a, b) else { continue };
                let begun = if strands.may_begin(a) {
                    L::narrow(strands.begin(tables, a, b, pair))
                } else {
                    L::FORBIDDEN
                };
                let mut energy = self.small(strands, tables, costs, (a, b, pair), begun);
                if !stacked {
                    energy = energy.min(self.large(strands, tables, costs, (a, b, pair)));
                }
                if energy > L::LIMIT {
                    continue;
                }
                self.store(strands, tables, (a, b, pair), energy);
                if strands.may_end(a) {
                    visit(a, b, energy.wide() + strands.end(tables, a, b, pair));
                }
            }
            if stacked {
                self.forget_loops(a);
            }
        }
    }

    /// Interior loops that end before a place, by size.
    fn extend_loops(&mut self, costs: &Costs<L>, a: usize, b: usize) {
        let longer = b.checked_sub(1).map(|before| before * LOOPS + 2);
        let mut loops = *lanes(&self.loops_before, longer);
        let from = self.behind((&self.interior, &self.interior_across), (a, b), 2);
        relax(&mut loops, from, &costs.edge);
        self.loops[b * LOOPS..b * LOOPS + WINDOW].copy_from_slice(&loops);
    }

    /// Values behind a place at all distances on one strand, with `opposite` unpaired nucleotides on
    /// the other: along the target, then along the guide.
    fn behind<'l>(
        &self,
        (along, across): (&'l [L], &'l [L]),
        (a, b): (usize, usize),
        opposite: usize,
    ) -> [&'l Lanes<L>; 2] {
        let row = a.checked_sub(opposite + 1).map(|row| self.row(row) + b);
        let column = b.checked_sub(opposite + 1).map(|column| column * self.height + a);
        [lanes(along, row), lanes(across, column)]
    }

    /// Leaves no loop that begins before the guide nucleotide `a`, to which only stacks lead.
    fn forget_loops(&mut self, a: usize) {
        self.loops.fill(L::FORBIDDEN);
        self.loops_before.fill(L::FORBIDDEN);
        let end = self.row(a);
        for part in [&mut self.interior, &mut self.one_by_n, &mut self.bulge] {
            part[..end].fill(L::FORBIDDEN);
        }
        for part in [&mut self.interior_across, &mut self.one_by_n_across, &mut self.bulge_across] {
            for row in part.chunks_exact_mut(self.height) {
                row[..WINDOW + a].fill(L::FORBIDDEN);
            }
        }
    }

    fn store(
        &mut self,
        strands: &Strands,
        tables: &Tables<i32>,
        (a, b, pair): (usize, usize, PairType),
        energy: L,
    ) {
        let edge = strands.outer(a, b, pair);
        let (at, place) = (self.row(a) + WINDOW + b, self.place(a, b));
        let interior = energy.plus(L::narrow(edge.entry_in(&tables.mismatch_interior)));
        let one_by_n = energy.plus(L::narrow(edge.entry_in(&tables.mismatch_interior_1n)));
        let bulge = energy.plus(L::narrow(tables.terminal(pair)));
        self.energy[place] = energy;
        self.interior[at] = interior;
        self.one_by_n[at] = one_by_n;
        self.bulge[at] = bulge;
        let across = b * self.height + WINDOW + a;
        self.interior_across[across] = interior;
        self.one_by_n_across[across] = one_by_n;
        self.bulge_across[across] = bulge;
    }

    /// Over loops that have tables of their own, where they are better than `best`.
    fn small(
        &self,
        strands: &Strands,
        tables: &Tables<i32>,
        costs: &Costs<L>,
        (a, b, pair): (usize, usize, PairType),
        mut best: L,
    ) -> L {
        let place = self.place(a, b);
        let count = if strands.only_stacks(a) { 1 } else { SMALL.len() };
        for (&(m, n), &least) in SMALL.iter().zip(&costs.small).take(count) {
            let before = self.energy[place - (m + 1) * self.width - (n + 1)];
            if before.plus(least) >= best {
                continue;
            }
            let (Some(k), Some(l)) = (a.checked_sub(m + 1), b.checked_sub(n + 1)) else { continue };
            if k < strands.before(a).start {
                continue;
            }
            if let Some(outer) = strands.pair(k, l) {
                let step = strands.between(tables, (k, l, outer), (a, b, pair));
                best = best.min(before.plus(L::narrow(step)));
            }
        }
        best
    }

    /// Over all other loops, many at a time.
    fn large(
        &self,
        strands: &Strands,
        tables: &Tables<i32>,
        costs: &Costs<L>,
        (a, b, pair): (usize, usize, PairType),
    ) -> L {
        let bulge = self.behind((&self.bulge, &self.bulge_across), (a, b), 0);
        let one_by_n = self.behind((&self.one_by_n, &self.one_by_n_across), (a, b), 1);
        let interior = lanes(&self.loops, Some(b * LOOPS));
        let edge = strands.inner(a, b, pair);
        let mismatch = |table| L::narrow(edge.entry_in(table));
        least(&[
            (reach(bulge, &costs.bulge), L::narrow(tables.terminal(pair))),
            (reach(one_by_n, &costs.one_by_n), mismatch(&tables.mismatch_interior_1n)),
            (reach([interior, interior], &costs.interior), mismatch(&tables.mismatch_interior)),
        ])
    }
}

/// The lanes that begin there.
#[inline]
fn lanes<L: Lane>(part: &[L], from: Option<usize>) -> &Lanes<L> {
    from.and_then(|from| part.get(from..)?.first_chunk()).unwrap_or(L::NONE)
}
