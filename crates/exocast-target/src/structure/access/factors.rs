//! Boltzmann factors of loops, and sums over many of them at a time.

use super::lanes::{Lanes, Line, Rows, weigh};
use crate::structure::energy::{Edge, EnergyModel, Letter, MAX_LOOP, PairType, Tables};

/// Ways in which a pair counts for the loops on one side of it that have no table: interior loops, those of 1 × n
/// nucleotides, bulges. Such a loop is a factor of each pair times one of the two sides.
pub(super) const KINDS: usize = 3;

const INTERIOR: usize = 0;
const ONE_BY_N: usize = 1;
const BULGE: usize = 2;

/// Loops without a table that have one number of nucleotides on one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// What they are where the other side has `first` nucleotides and more.
    kind: usize,
    first: usize,
    costs: Vec<f64>,
    /// Nothing on the other side, and one nucleotide.
    bulge: f64,
    single: f64,
}

/// exp(−E/RT) of every parameter, and of loops by their sides.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    pub(super) tables: Tables<f64>,
    /// By packed letters.
    special_hairpins: Vec<(u32, f64)>,
    hairpins: Vec<f64>,
    /// By nucleotides on one side.
    pub(super) sides: Vec<Side>,
}

impl Side {
    fn new(side: usize, factor: &dyn Fn(f64) -> f64, exact: &Tables<f64>) -> Self {
        let size = |n: usize| factor(exact.interior[side + n] + exact.asymmetric(side.abs_diff(n)));
        // Shorter ones have tables.
        let (kind, first) = match side {
            0 => (BULGE, 2),
            1 => (ONE_BY_N, 3),
            2 => (INTERIOR, 4),
            3 => (INTERIOR, 3),
            _ => (INTERIOR, 2),
        };
        let cost = |n: usize| if side == 0 { factor(exact.bulge[n]) } else { size(n) };
        let has_one = side > 2 && side < MAX_LOOP;
        Self {
            kind,
            first,
            costs: (first..=MAX_LOOP - side).map(cost).collect(),
            bulge: if side > 1 { factor(exact.bulge[side]) } else { 0.0 },
            single: if has_one { size(1) } else { 0.0 },
        }
    }

    /// Adds up, by kind, what lies on a line, which begins with nothing on the other side and has at most `most`
    /// nucleotides there.
    #[inline]
    pub(super) fn add(
        &self,
        sums: &mut [Lanes; KINDS],
        bands: &[Rows; KINDS],
        line: Line,
        most: usize,
    ) {
        let count = (most + 1).saturating_sub(self.first).min(self.costs.len());
        let costs = &self.costs[..count];
        weigh(&mut sums[self.kind], costs, &bands[self.kind], line.skip(self.first));
        if self.bulge > 0.0 {
            weigh(&mut sums[BULGE], &[self.bulge], &bands[BULGE], line);
        }
        if self.single > 0.0 && most > 0 {
            weigh(&mut sums[ONE_BY_N], &[self.single], &bands[ONE_BY_N], line.skip(1));
        }
    }
}

impl Factors {
    pub(super) fn new(model: &EnergyModel, span: usize) -> Self {
        let exact = &model.exact;
        let factor = |energy: f64| model.boltzmann(energy);
        let long = |n: usize| {
            let by_length = exact.hairpin.get(n).copied();
            by_length
                .unwrap_or_else(|| exact.hairpin[30] + exact.long_loop * (n as f64 / 30.0).ln())
        };
        let special = exact.special_hairpins.iter().map(|&(letters, energy)| {
            let code = |letter: &u8| b"NACGU".iter().zip(0..).find(|x| x.0 == letter);
            (packed(letters.iter().filter_map(code).map(|x| x.1)), factor(energy))
        });
        let mut special_hairpins: Vec<_> = special.collect();
        special_hairpins.sort_by_key(|hairpin| hairpin.0);
        Self {
            special_hairpins,
            hairpins: (0..=span).map(|n| factor(long(n))).collect(),
            sides: (0..=MAX_LOOP).map(|side| Side::new(side, &factor, exact)).collect(),
            tables: exact.map(factor, factor),
        }
    }

    /// What a pair is for a loop without a table next to it, by its kind.
    pub(super) fn ends(&self, edge: Edge) -> [f64; KINDS] {
        [
            edge.entry_in(&self.tables.mismatch_interior),
            edge.entry_in(&self.tables.mismatch_interior_1n),
            self.terminal(edge.pair),
        ]
    }

    fn terminal(&self, pair: PairType) -> f64 {
        if pair.is_weak() { self.tables.terminal_au } else { 1.0 }
    }

    /// A hairpin; `letters` are its nucleotides with the closing pair.
    pub(super) fn hairpin(&self, edge: Edge, letters: &[Letter]) -> f64 {
        let unpaired = letters.len().saturating_sub(2);
        if matches!(unpaired, 3 | 4 | 6) {
            let code = packed(letters.iter().copied());
            let place = self.special_hairpins.binary_search_by_key(&code, |hairpin| hairpin.0);
            if let Some(special) = place.ok().and_then(|place| self.special_hairpins.get(place)) {
                return special.1;
            }
        }
        let end = if unpaired == 3 {
            self.terminal(edge.pair)
        } else {
            edge.entry_in(&self.tables.mismatch_hairpin)
        };
        self.hairpins.get(unpaired).copied().unwrap_or(0.0) * end
    }

    /// A loop with a table of its own.
    pub(super) fn small(&self, sides: (usize, usize), outer: Edge, inner: Edge) -> f64 {
        let tables = &self.tables;
        match sides {
            (0, 0) => tables.stack[outer.pair.index()][inner.pair.index()],
            (0, 1) | (1, 0) => {
                tables.bulge[1] * tables.stack[outer.pair.index()][inner.pair.index()]
            }
            (2, 3) | (3, 2) => {
                tables.interior[5]
                    * tables.asymmetry
                    * outer.entry_in(&tables.mismatch_interior_23)
                    * inner.entry_in(&tables.mismatch_interior_23)
            }
            // One entry of a table.
            _ => tables.interior(sides, outer, inner),
        }
    }

    /// A stem of a multiloop.
    pub(super) fn multi(
        &self,
        pair: PairType,
        before: Option<Letter>,
        after: Option<Letter>,
    ) -> f64 {
        self.tables.multi_stem
            * self.terminal(pair)
            * dangles(&self.tables.mismatch_multi, &self.tables, pair, (before, after))
    }

    /// A stem of the exterior loop.
    pub(super) fn exterior(
        &self,
        pair: PairType,
        before: Option<Letter>,
        after: Option<Letter>,
    ) -> f64 {
        self.terminal(pair)
            * dangles(&self.tables.mismatch_exterior, &self.tables, pair, (before, after))
    }
}

fn dangles(
    both: &[[[f64; 5]; 5]; 6],
    tables: &Tables<f64>,
    pair: PairType,
    sides: (Option<Letter>, Option<Letter>),
) -> f64 {
    let p = pair.index();
    match sides {
        (Some(five), Some(three)) => both[p][usize::from(five)][usize::from(three)],
        (Some(five), None) => tables.dangle5[p][usize::from(five)],
        (None, Some(three)) => tables.dangle3[p][usize::from(three)],
        (None, None) => 1.0,
    }
}

/// Sides of the loops that have tables of their own.
pub(super) const SMALL: [(usize, usize); 9] =
    [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2)];

/// Up to ten letters as one number, which differs for other letters and other counts of them.
fn packed(letters: impl Iterator<Item = Letter>) -> u32 {
    letters.fold(1, |code, letter| (code << 3) | u32::from(letter))
}
