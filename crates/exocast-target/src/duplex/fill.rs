//! The energy of the best duplex that ends with each pair.

use super::{
    lane::{Costs, Lane, WINDOW, least, relax, relax_rows},
    strands::Strands,
};
use crate::energy::{PairType, Tables};

/// Energies of best duplexes by their last pair, guide × target, and with the part of a loop's energy
/// added that the pair decides as its outer pair. Places before the first are padding.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix<L> {
    width: usize,
    height: usize,
    energy: Vec<L>,
    interior: Vec<L>,
    one: Vec<L>,
    bulge: Vec<L>,
    /// `one` and `bulge` with target places first.
    one_across: Vec<L>,
    bulge_across: Vec<L>,
}

impl<L: Lane> Matrix<L> {
    pub(super) fn energy(&self, a: usize, b: usize) -> L {
        self.energy[self.row(a) + WINDOW + b]
    }

    fn row(&self, a: usize) -> usize {
        a * self.width
    }

    fn reset(&mut self, guide: usize, target: usize) {
        (self.height, self.width) = (guide + WINDOW, target + WINDOW);
        let along = guide * self.width;
        for part in [&mut self.energy, &mut self.interior, &mut self.one, &mut self.bulge] {
            part.clear();
            part.resize(along, L::FORBIDDEN);
        }
        for part in [&mut self.one_across, &mut self.bulge_across] {
            part.clear();
            part.resize(target * self.height, L::FORBIDDEN);
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
            for b in 0..strands.target.len() {
                let Some(pair) = strands.pair(a, b) else { continue };
                let begun = if strands.may_begin(a) {
                    L::narrow(strands.begin(tables, a, b, pair))
                } else {
                    L::FORBIDDEN
                };
                let energy = begun.min(self.small(strands, tables, (a, b, pair)));
                let energy = if strands.only_stacks(a) {
                    energy
                } else {
                    energy.min(self.large(strands, tables, costs, (a, b, pair)))
                };
                if energy > L::LIMIT {
                    continue;
                }
                self.store(strands, tables, (a, b, pair), energy);
                if strands.may_end(a) {
                    visit(a, b, energy.wide() + strands.end(tables, a, b, pair));
                }
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
        let at = self.row(a) + WINDOW + b;
        let one = energy.plus(L::narrow(edge.of(&tables.mismatch_interior_1n)));
        let bulge = energy.plus(L::narrow(tables.terminal(pair)));
        self.energy[at] = energy;
        self.interior[at] = energy.plus(L::narrow(edge.of(&tables.mismatch_interior)));
        self.one[at] = one;
        self.bulge[at] = bulge;
        let across = b * self.height + WINDOW + a;
        self.one_across[across] = one;
        self.bulge_across[across] = bulge;
    }

    /// Over loops that have tables of their own: stacks, bulges of one, up to 2 × 3.
    fn small(
        &self,
        strands: &Strands,
        tables: &Tables<i32>,
        (a, b, pair): (usize, usize, PairType),
    ) -> L {
        const SIDES: [(usize, usize); 9] =
            [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2)];
        let nearest = strands.before(a);
        let sides = if strands.only_stacks(a) { &SIDES[..1] } else { &SIDES[..] };
        let mut best = L::FORBIDDEN;
        for &(m, n) in sides {
            if a < m + 1 || b < n + 1 || a - m - 1 < nearest.start {
                continue;
            }
            let (k, l) = (a - m - 1, b - n - 1);
            let before = self.energy(k, l);
            if before > L::LIMIT {
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
        let rows = strands.before(a);
        let mut bulge = [L::FORBIDDEN; WINDOW];
        let mut one = [L::FORBIDDEN; WINDOW];
        let mut interior = [L::FORBIDDEN; WINDOW];
        let window = |row: usize| self.row(row) + b..self.row(row) + b + WINDOW;
        if rows.contains(&a.wrapping_sub(1)) {
            relax(&mut bulge, &self.bulge[window(a - 1)], &costs.bulge, 0);
        }
        if rows.contains(&a.wrapping_sub(2)) {
            relax(&mut one, &self.one[window(a - 2)], &costs.one, 0);
        }
        let part = |m: usize| &self.interior[window(a - m - 1)];
        relax_rows(&mut interior, 2..a - rows.start, &costs.interior, part);
        // The other way round: no nucleotide of the target between the pairs, and one. Guide
        // nucleotides that may not come before are left out.
        let skipped = (rows.start + WINDOW).saturating_sub(a);
        let across = |part: &[L], gap: usize, best: &mut [L; WINDOW], cost: &[L; WINDOW]| {
            if let Some(row) = b.checked_sub(gap + 1) {
                let from = row * self.height + a;
                let part = &part[from..from + WINDOW];
                if skipped > 1 && strands.seed.is_some() {
                    let lanes = part.iter().zip(cost).skip(skipped);
                    let least = lanes.map(|(&from, &cost)| from.plus(cost)).min();
                    best[0] = best[0].min(least.unwrap_or(L::FORBIDDEN));
                } else {
                    relax(best, part, cost, 0);
                }
            }
        };
        across(&self.bulge_across, 0, &mut bulge, &costs.bulge);
        across(&self.one_across, 1, &mut one, &costs.one);
        let edge = strands.inner(a, b, pair);
        least(&[
            (bulge, L::narrow(tables.terminal(pair))),
            (one, L::narrow(edge.of(&tables.mismatch_interior_1n))),
            (interior, L::narrow(edge.of(&tables.mismatch_interior))),
        ])
    }
}
