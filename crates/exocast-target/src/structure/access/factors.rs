//! Boltzmann factors of loops, and sums over many of them at a time.

use crate::structure::energy::{Edge, EnergyModel, Letter, MAX_LOOP, PairType, Tables};

/// Places taken together: loops of 0 to 30 nucleotides on one side, and one more.
pub(super) const LANES: usize = 32;

const BLOCK: usize = 8;

/// exp(−E/RT) of every parameter, and of interior loops by their sides.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    pub(super) tables: Tables<f64>,
    exact: Tables<f64>,
    thermal: f64,
    hairpins: Vec<f64>,
    /// By 5' side: lane x is for x nucleotides on the 3' side; loops with tables of their own are 0.
    pub(super) interior: Vec<[f64; LANES]>,
    /// The same with lane x for 31 − x nucleotides.
    pub(super) interior_back: Vec<[f64; LANES]>,
    /// Interior loops of 1 × n, n > 2, by n.
    pub(super) one_by_n: [f64; LANES],
    /// Bulges of two and more.
    pub(super) bulge: [f64; LANES],
}

impl Factors {
    pub(super) fn new(model: &EnergyModel, span: usize) -> Self {
        let exact = model.exact.clone();
        let factor = |energy: f64| model.boltzmann(energy);
        let size =
            |m: usize, n: usize| factor(exact.interior[m + n] + exact.asymmetric(m.abs_diff(n)));
        let lanes = |factor_at: &dyn Fn(usize) -> f64| std::array::from_fn(factor_at);
        let interior = |m: usize| {
            lanes(&|n| {
                let counts = m > 1 && n > 1 && n + m > 5 && n + m <= MAX_LOOP;
                if counts { size(m, n) } else { 0.0 }
            })
        };
        let interior: Vec<[f64; LANES]> = (0..=MAX_LOOP).map(interior).collect();
        let interior_back =
            interior.iter().map(|row| std::array::from_fn(|x| row[LANES - 1 - x])).collect();
        let long = |n: usize| {
            let by_length = exact.hairpin.get(n).copied();
            by_length
                .unwrap_or_else(|| exact.hairpin[30] + exact.long_loop * (n as f64 / 30.0).ln())
        };
        Self {
            tables: exact.map(factor, factor),
            thermal: 100.0 * model.thermal_energy(),
            hairpins: (0..=span).map(|n| factor(long(n))).collect(),
            one_by_n: lanes(&|n| if n > 2 && n < MAX_LOOP { size(1, n) } else { 0.0 }),
            bulge: lanes(&|n| {
                if n > 1 && n <= MAX_LOOP { factor(exact.bulge[n]) } else { 0.0 }
            }),
            interior,
            interior_back,
            exact,
        }
    }

    pub(super) fn terminal(&self, pair: PairType) -> f64 {
        if pair.is_weak() { self.tables.terminal_au } else { 1.0 }
    }

    /// A hairpin; `letters` are its nucleotides with the closing pair.
    pub(super) fn hairpin(&self, edge: Edge, letters: &[Letter]) -> f64 {
        match letters.len().saturating_sub(2) {
            3 | 4 | 6 => (-self.exact.hairpin(edge, letters) / self.thermal).exp(),
            n => {
                self.hairpins.get(n).copied().unwrap_or(0.0)
                    * edge.entry_in(&self.tables.mismatch_hairpin)
            }
        }
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

/// Σ a·b over the shorter of both, in blocks of eight and a fixed order.
#[inline]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let (whole, rest) = a.as_chunks::<BLOCK>();
    let (whole_b, rest_b) = b.as_chunks::<BLOCK>();
    let mut sums = [0.0; BLOCK];
    for (a, b) in whole.iter().zip(whole_b) {
        for x in 0..BLOCK {
            sums[x] += a[x] * b[x];
        }
    }
    let mut sum = 0.0;
    for (a, b) in rest.iter().zip(rest_b) {
        sum += a * b;
    }
    let [a, b, c, d, e, f, g, h] = sums;
    sum + ((a + e) + (b + f)) + ((c + g) + (d + h))
}
