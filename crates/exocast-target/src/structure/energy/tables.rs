//! Parameters at one temperature, in 0.01 kcal/mol, and the energies of loops made of them.

use std::ops::Add;

use super::letters::{Letter, PairType};

/// A number that energies are added up in: whole units of 0.01 kcal/mol where minima are looked for,
/// floating point where Boltzmann factors are made of it.
pub(crate) trait Cost: Copy + Add<Output = Self> + PartialOrd {
    /// The cost of what cannot be.
    const FORBIDDEN: Self;
    /// Nothing.
    const ZERO: Self;
    /// From an exact value; whole units drop what is behind the point, as ViennaRNA does.
    fn from_exact(value: f64) -> Self;
}

impl Cost for f64 {
    const FORBIDDEN: Self = 1e7;
    const ZERO: Self = 0.0;

    fn from_exact(value: f64) -> Self {
        value
    }
}

impl Cost for i32 {
    const FORBIDDEN: Self = 10_000_000;
    const ZERO: Self = 0;

    #[allow(clippy::cast_possible_truncation, reason = "at most 1e7")]
    fn from_exact(value: f64) -> Self {
        value as Self
    }
}

pub(crate) type Mismatch<T> = [[[T; 5]; 5]; 6];

/// Pairs are indexed by [`PairType`], nucleotides as [`Letter`].
#[derive(Clone, Debug)]
pub(crate) struct Tables<T> {
    pub(crate) stack: [[T; 6]; 6],
    pub(crate) mismatch_hairpin: Mismatch<T>,
    pub(crate) mismatch_interior: Mismatch<T>,
    pub(crate) mismatch_interior_1n: Mismatch<T>,
    pub(crate) mismatch_interior_23: Mismatch<T>,
    pub(crate) mismatch_multi: Mismatch<T>,
    pub(crate) mismatch_exterior: Mismatch<T>,
    pub(crate) dangle5: [[T; 5]; 6],
    pub(crate) dangle3: [[T; 5]; 6],
    pub(crate) int11: Vec<T>,
    pub(crate) int21: Vec<T>,
    pub(crate) int22: Vec<T>,
    pub(crate) hairpin: [T; 31],
    pub(crate) bulge: [T; 31],
    pub(crate) interior: [T; 31],
    /// Factor of ln(n/30) of loops above 30.
    pub(crate) long_loop: f64,
    pub(crate) special_hairpins: Vec<(&'static [u8], T)>,
    pub(crate) multi_closing: T,
    pub(crate) multi_stem: T,
    pub(crate) asymmetry: T,
    pub(crate) asymmetry_max: T,
    pub(crate) duplex_initiation: T,
    pub(crate) terminal_au: T,
}

/// The two sides of an interior loop: unpaired nucleotides 3' of the outer pair's first nucleotide,
/// and 5' of its second.
pub(crate) type Sides = (usize, usize);

/// A pair seen from the loop, with the nucleotides next to it there: 3' of its first and 5' of its
/// second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) pair: PairType,
    pub(crate) after: Letter,
    pub(crate) before: Letter,
}

impl Edge {
    pub(crate) fn entry_in<T: Copy>(self, table: &Mismatch<T>) -> T {
        table[self.pair.index()][usize::from(self.after)][usize::from(self.before)]
    }
}

impl<T: Cost> Tables<T> {
    pub(crate) fn map<U: Cost>(
        &self,
        loops: impl Fn(T) -> U,
        outside: impl Fn(T) -> U,
    ) -> Tables<U> {
        let mismatch = |table: &Mismatch<T>| table.map(|p| p.map(|x| x.map(&loops)));
        let out = |table: &Mismatch<T>| table.map(|p| p.map(|x| x.map(&outside)));
        let all = |table: &[T]| table.iter().map(|&x| loops(x)).collect();
        Tables {
            stack: self.stack.map(|row| row.map(&loops)),
            mismatch_hairpin: mismatch(&self.mismatch_hairpin),
            mismatch_interior: mismatch(&self.mismatch_interior),
            mismatch_interior_1n: mismatch(&self.mismatch_interior_1n),
            mismatch_interior_23: mismatch(&self.mismatch_interior_23),
            mismatch_multi: out(&self.mismatch_multi),
            mismatch_exterior: out(&self.mismatch_exterior),
            dangle5: self.dangle5.map(|row| row.map(&outside)),
            dangle3: self.dangle3.map(|row| row.map(&outside)),
            int11: all(&self.int11),
            int21: all(&self.int21),
            int22: all(&self.int22),
            hairpin: self.hairpin.map(&loops),
            bulge: self.bulge.map(&loops),
            interior: self.interior.map(&loops),
            long_loop: self.long_loop,
            special_hairpins: self
                .special_hairpins
                .iter()
                .map(|&(letters, value)| (letters, loops(value)))
                .collect(),
            multi_closing: loops(self.multi_closing),
            multi_stem: loops(self.multi_stem),
            asymmetry: loops(self.asymmetry),
            asymmetry_max: loops(self.asymmetry_max),
            duplex_initiation: loops(self.duplex_initiation),
            terminal_au: loops(self.terminal_au),
        }
    }

    fn by_length(&self, table: &[T; 31], n: usize) -> T {
        match table.get(n) {
            Some(&value) => value,
            None => table[30] + T::from_exact(self.long_loop * (n as f64 / 30.0).ln()),
        }
    }

    pub(crate) fn terminal(&self, pair: PairType) -> T {
        if pair.is_weak() { self.terminal_au } else { T::ZERO }
    }

    /// What the asymmetry of an interior loop costs.
    pub(crate) fn asymmetric(&self, difference: usize) -> T {
        let mut sum = T::ZERO;
        for _ in 0..difference {
            sum = sum + self.asymmetry;
            if sum > self.asymmetry_max {
                return self.asymmetry_max;
            }
        }
        sum
    }

    /// A hairpin; `letters` are its nucleotides with the closing pair.
    pub(crate) fn hairpin(&self, edge: Edge, letters: &[Letter]) -> T {
        let unpaired = letters.len().saturating_sub(2);
        if unpaired < 3 {
            return T::FORBIDDEN;
        }
        if matches!(unpaired, 3 | 4 | 6) {
            let same = |name: &[u8]| {
                name.len() == letters.len()
                    && name.iter().zip(letters).all(|(&a, &b)| a == b"NACGU"[usize::from(b)])
            };
            if let Some(special) = self.special_hairpins.iter().find(|(name, _)| same(name)) {
                return special.1;
            }
        }
        let by_length = self.by_length(&self.hairpin, unpaired);
        if unpaired == 3 {
            by_length + self.terminal(edge.pair)
        } else {
            by_length + edge.entry_in(&self.mismatch_hairpin)
        }
    }

    /// A stack, bulge or interior loop between two pairs, each seen from the loop.
    pub(crate) fn interior(&self, sides: Sides, outer: Edge, inner: Edge) -> T {
        let (long, short) = (sides.0.max(sides.1), sides.0.min(sides.1));
        let (p, q) = (outer.pair.index(), inner.pair.index());
        let ends = |table: &Mismatch<T>| outer.entry_in(table) + inner.entry_in(table);
        match (short, long) {
            (0, 0) => self.stack[p][q],
            (0, 1) => self.bulge[1] + self.stack[p][q],
            (0, _) => {
                self.by_length(&self.bulge, long)
                    + self.terminal(outer.pair)
                    + self.terminal(inner.pair)
            }
            (1, 1) => self.int11[small(p, q, [outer.after, outer.before])],
            (1, 2) if sides.0 == 1 => {
                self.int21[small(p, q, [outer.after, inner.after, outer.before])]
            }
            (1, 2) => self.int21[small(q, p, [inner.after, outer.after, inner.before])],
            (1, _) => {
                self.by_length(&self.interior, long + 1)
                    + self.asymmetric(long - 1)
                    + ends(&self.mismatch_interior_1n)
            }
            (2, 2) => {
                let around = [outer.after, inner.before, inner.after, outer.before];
                self.int22[small(p, q, around)]
            }
            (2, 3) => self.interior[5] + self.asymmetry + ends(&self.mismatch_interior_23),
            _ => {
                self.by_length(&self.interior, long + short)
                    + self.asymmetric(long - short)
                    + ends(&self.mismatch_interior)
            }
        }
    }

    /// No more than any loop with these few unpaired nucleotides costs.
    pub(crate) fn least_small(&self, sides: Sides) -> T {
        let least = |all: &mut dyn Iterator<Item = T>| {
            all.fold(T::FORBIDDEN, |least, cost| if cost < least { cost } else { least })
        };
        let stack = || least(&mut self.stack.iter().flatten().copied());
        match (sides.0.min(sides.1), sides.0.max(sides.1)) {
            (0, 0) => stack(),
            (0, _) => self.bulge[1] + stack(),
            (1, 1) => least(&mut self.int11.iter().copied()),
            (1, _) => least(&mut self.int21.iter().copied()),
            (2, 2) => least(&mut self.int22.iter().copied()),
            _ => {
                let all = self.mismatch_interior_23.iter().flatten().flatten();
                let end = least(&mut all.copied());
                self.interior[5] + self.asymmetry + end + end
            }
        }
    }

    /// No more than any loop with these unpaired nucleotides costs.
    pub(crate) fn least(&self, sides: Sides) -> T {
        let (long, short) = (sides.0.max(sides.1), sides.0.min(sides.1));
        if matches!((short, long), (0, 0 | 1) | (1, 1 | 2) | (2, 2 | 3)) {
            return self.least_small(sides);
        }
        let ends = |table: &Mismatch<T>| {
            let all = table.iter().flatten().flatten().copied();
            let end = all.fold(T::FORBIDDEN, |least, cost| if cost < least { cost } else { least });
            end + end
        };
        let total = long + short;
        match short {
            0 => {
                let both = self.terminal_au + self.terminal_au;
                self.by_length(&self.bulge, long) + if both < T::ZERO { both } else { T::ZERO }
            }
            1 => {
                let by_length = self.by_length(&self.interior, total);
                by_length + self.asymmetric(long - 1) + ends(&self.mismatch_interior_1n)
            }
            _ => {
                let by_length = self.by_length(&self.interior, total);
                by_length + self.asymmetric(long - short) + ends(&self.mismatch_interior)
            }
        }
    }

    /// A stem that ends in the exterior loop; the nucleotides before and after it, where there are any.
    pub(crate) fn exterior(
        &self,
        pair: PairType,
        before: Option<Letter>,
        after: Option<Letter>,
    ) -> T {
        self.terminal(pair) + self.dangles(&self.mismatch_exterior, pair, before, after)
    }

    /// A stem that ends in a multiloop.
    pub(crate) fn multi(&self, pair: PairType, before: Option<Letter>, after: Option<Letter>) -> T {
        self.multi_stem
            + self.terminal(pair)
            + self.dangles(&self.mismatch_multi, pair, before, after)
    }

    fn dangles(
        &self,
        both: &Mismatch<T>,
        pair: PairType,
        before: Option<Letter>,
        after: Option<Letter>,
    ) -> T {
        let p = pair.index();
        match (before, after) {
            (Some(five), Some(three)) => both[p][usize::from(five)][usize::from(three)],
            (Some(five), None) => self.dangle5[p][usize::from(five)],
            (None, Some(three)) => self.dangle3[p][usize::from(three)],
            (None, None) => T::ZERO,
        }
    }
}

/// Place of a small interior loop in its list.
fn small<const N: usize>(p: usize, q: usize, letters: [Letter; N]) -> usize {
    letters.iter().fold(6 * p + q, |place, &letter| 5 * place + usize::from(letter))
}
