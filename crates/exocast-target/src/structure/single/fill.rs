//! Least free energies of all parts of a strand.

use super::bounds::Bounds;
use crate::structure::energy::{Cost as _, Edge, Letter, MAX_LOOP, PairType, Tables};

const NONE: i32 = i32::FORBIDDEN;

/// Fewest nucleotides of a hairpin with its closing pair.
pub(super) const SHORTEST: usize = 5;

/// The energies of parts `i..=j`, in 0.01 kcal/mol.
pub(super) struct Filled<'a> {
    pub(super) text: Vec<Letter>,
    tables: &'a Tables<i32>,
    /// Closed by the pair of `i` and `j`; at `i * n + j`.
    paired: Vec<i32>,
    /// The least of those closed by pairs of `i` and a nucleotide up to `j`; at `i * n + j`.
    lowest: Vec<i32>,
    /// In a multiloop: one stem that begins at `i`, and unpaired nucleotides behind it; at `j * n + i`, so that the stems
    /// of one end are together.
    first: Vec<i32>,
    /// In a multiloop: at least one stem; at `i * n + j`.
    some: Vec<i32>,
    /// The first `j` nucleotides, by `j`.
    pub(super) exterior: Vec<i32>,
}

impl<'a> Filled<'a> {
    pub(super) fn new(tables: &'a Tables<i32>, bounds: &Bounds, text: Vec<Letter>) -> Self {
        let n = text.len();
        let square = vec![NONE; n * n];
        let mut filled = Self {
            text,
            tables,
            paired: square.clone(),
            lowest: square.clone(),
            first: square.clone(),
            some: square,
            exterior: vec![0; n + 1],
        };
        for i in (0..n.saturating_sub(SHORTEST - 1)).rev() {
            for j in i + SHORTEST - 1..n {
                filled.part(bounds, i, j);
            }
        }
        for j in 0..n {
            let stems = (0..j).map(|k| filled.exterior[k] + filled.exterior_stem(k, j));
            let least = stems.fold(filled.exterior[j], i32::min);
            filled.exterior[j + 1] = least;
        }
        filled
    }

    /// The least energy of the whole.
    pub(super) fn least(&self) -> i32 {
        self.exterior.last().copied().unwrap_or(0)
    }

    pub(super) fn paired(&self, i: usize, j: usize) -> i32 {
        self.paired[i * self.text.len() + j]
    }

    pub(super) fn first(&self, i: usize, j: usize) -> i32 {
        self.first[j * self.text.len() + i]
    }

    pub(super) fn some(&self, i: usize, j: usize) -> i32 {
        self.some[i * self.text.len() + j]
    }

    fn before(&self, i: usize) -> Option<Letter> {
        i.checked_sub(1).map(|i| self.text[i])
    }

    fn after(&self, j: usize) -> Option<Letter> {
        self.text.get(j + 1).copied()
    }

    /// A stem of the exterior loop.
    pub(super) fn exterior_stem(&self, i: usize, j: usize) -> i32 {
        let Some(pair) = PairType::new(self.text[i], self.text[j]) else { return NONE };
        self.paired(i, j) + self.tables.exterior(pair, self.before(i), self.after(j))
    }

    /// A hairpin closed by a pair.
    pub(super) fn hairpin(&self, i: usize, j: usize, pair: PairType) -> i32 {
        let edge = Edge { pair, after: self.text[i + 1], before: self.text[j - 1] };
        self.tables.hairpin(edge, &self.text[i..=j])
    }

    /// What a multiloop closed by a pair costs without its stems.
    pub(super) fn closing(&self, i: usize, j: usize, pair: PairType) -> i32 {
        let tables = self.tables;
        tables.multi_closing + tables.multi(pair.reversed(), self.before(j), self.after(i))
    }

    /// A stack, bulge or interior loop between two pairs, with what is within the inner one.
    pub(super) fn loop_of(&self, (i, j): (usize, usize), (k, l): (usize, usize)) -> i32 {
        let text = &self.text;
        let pairs = PairType::new(text[i], text[j]).zip(PairType::new(text[k], text[l]));
        let Some((pair, inner)) = pairs else { return NONE };
        let outer = Edge { pair, after: text[i + 1], before: text[j - 1] };
        let inner = Edge { pair: inner.reversed(), after: text[l + 1], before: text[k - 1] };
        self.tables.interior((k - i - 1, j - l - 1), outer, inner) + self.paired(k, l)
    }

    /// The inner pairs of loops that a pair may close.
    pub(super) fn inner(i: usize, j: usize) -> impl Iterator<Item = (usize, usize)> {
        (i + 1..(i + MAX_LOOP + 2).min(j)).flat_map(move |k| {
            let room = MAX_LOOP - (k - i - 1);
            let least = (k + SHORTEST - 1).max((j - 1).saturating_sub(room));
            (least..j).rev().map(move |l| (k, l))
        })
    }

    fn part(&mut self, bounds: &Bounds, i: usize, j: usize) {
        let n = self.text.len();
        let mut stem = NONE;
        if let Some(pair) = PairType::new(self.text[i], self.text[j]) {
            let closed = self.closed(bounds, (i, j), pair);
            self.paired[i * n + j] = closed;
            self.lowest[i * n + j] = closed;
            stem = closed + self.tables.multi(pair, self.before(i), self.after(j));
        }
        self.lowest[i * n + j] = self.lowest[i * n + j].min(self.lowest[i * n + j - 1]);
        let first = stem.min(self.first(i, j - 1)).min(NONE);
        self.first[j * n + i] = first;
        let some = first.min(self.some(i + 1, j)).min(self.several(i, j));
        self.some[i * n + j] = some;
    }

    /// At least two stems, the first of which begins at `i` or behind it.
    fn several(&self, i: usize, j: usize) -> i32 {
        let n = self.text.len();
        // The last stem begins at k; those before it end at k − 1.
        let before = &self.some[i * n + i..i * n + j];
        let last = &self.first[j * n + i + 1..=j * n + j];
        before.iter().zip(last).map(|(before, last)| before + last).fold(NONE, i32::min)
    }

    fn closed(&self, bounds: &Bounds, (i, j): (usize, usize), pair: PairType) -> i32 {
        let n = self.text.len();
        let mut best = self.hairpin(i, j, pair);
        for k in i + 1..(i + MAX_LOOP + 2).min(j) {
            let before = k - i - 1;
            // No pair of k is stable enough, whatever the loop.
            if self.lowest[k * n + j - 1] + bounds.side[before] >= best {
                continue;
            }
            let room = MAX_LOOP - before;
            let least = (k + SHORTEST - 1).max((j - 1).saturating_sub(room));
            for l in (least..j).rev() {
                let inner = self.paired[k * n + l];
                // Most inner pairs do not exist, or cannot be better whatever their loop is.
                if inner < NONE && inner + bounds.sides[before][j - l - 1] < best {
                    best = best.min(self.loop_of((i, j), (k, l)));
                }
            }
        }
        let several = self.several(i + 1, j - 1);
        best.min(several + self.closing(i, j, pair)).min(NONE)
    }
}
