//! Exterior loops of all windows of a stretch.

use std::ops::Range;

use super::{
    factors::Factors,
    inside::Inside,
    stretch::{SHORTEST, Stretch},
    zeros::Zeros,
};

const BLOCK: usize = 8;

/// Partition functions of intervals up to a window.
#[derive(Debug)]
pub(super) struct Exterior {
    length: usize,
    window: usize,
    /// By start: of the places from it to before another.
    after: Band,
    /// By end, of the places from another to before it, over that of the window that begins at the other.
    before: Band,
}

impl Exterior {
    #[inline]
    pub(super) fn new(
        stretch: &Stretch<'_>,
        factors: &Factors,
        inside: &Inside,
        (span, window): (usize, usize),
    ) -> Self {
        let n = stretch.length;
        let mut before = Band::new(n + 1, window + 1, 0);
        let mut after = Band::new(n + 1, 0, window + 1);
        for i in 0..=n {
            before.set(i, i, 1.0);
            after.set(i, i, 1.0);
        }
        for j in 0..n {
            let first = (j + 1).saturating_sub(window);
            before.add_scaled(j + 1, j, first..j + 1, 1.0);
            for k in (j + 1).saturating_sub(span)..(j + 1).saturating_sub(SHORTEST) {
                if let Some(pair) = stretch.pair(k, j) {
                    let stem = stretch.exterior(factors, k, j, pair);
                    let weight = inside.paired.at(j - k, k) * stem;
                    before.add_scaled(j + 1, k, first..k + 1, weight);
                }
            }
            for i in first..=j {
                after.set(i, j + 1, before.at(j + 1, i));
            }
        }
        let mut all = Self { length: n, window, after, before };
        all.normalize();
        all
    }

    /// Divides what lies before a place by the partition function of the window it begins.
    #[inline]
    fn normalize(&mut self) {
        let (n, window) = (self.length, self.window);
        let whole = |a: usize| {
            if a + window <= n { self.after.at(a, a + window).recip() } else { 0.0 }
        };
        let wholes: Vec<f64> = (0..n).map(whole).collect();
        for r in 0..=n {
            let (first, last) = (r.saturating_sub(window), r.min(n - 1));
            let run = self.before.run_mut(r, first..last + 1);
            for (x, whole) in run.iter_mut().zip(&wholes[first..=last]) {
                *x *= whole;
            }
        }
    }

    /// Σ over windows of the exterior loops on both sides of an interval over that of the window.
    #[inline]
    pub(super) fn around(&self, k: usize, l: usize) -> f64 {
        let window = self.window;
        let first = (l + 1).saturating_sub(window);
        let last = k.min(self.length - window);
        if first > last {
            return 0.0;
        }
        let left = self.before.run(k, first..last + 1);
        let right = self.after.run(l + 1, first + window..last + window + 1);
        dot(left, right)
    }
}

/// One number per interval; those of one start (or one end) are stored together.
#[derive(Debug)]
struct Band {
    width: usize,
    before: usize,
    cells: Zeros,
}

impl Band {
    /// Rows for `count` places; in each row distances from −`before` to `after`.
    fn new(count: usize, before: usize, after: usize) -> Self {
        let width = before + after + 1;
        Self { width, before, cells: Zeros::new(count * width) }
    }

    #[inline]
    fn place(&self, row: usize, other: usize) -> usize {
        row * self.width + self.before + other - row
    }

    fn at(&self, row: usize, other: usize) -> f64 {
        self.cells[self.place(row, other)]
    }

    fn set(&mut self, row: usize, other: usize, value: f64) {
        let place = self.place(row, other);
        self.cells[place] = value;
    }

    /// The numbers of one row from one place to before another.
    #[inline]
    fn run(&self, row: usize, others: Range<usize>) -> &[f64] {
        let start = self.place(row, others.start);
        &self.cells[start..start + others.len()]
    }

    #[inline]
    fn run_mut(&mut self, row: usize, others: Range<usize>) -> &mut [f64] {
        let start = self.place(row, others.start);
        &mut self.cells[start..start + others.len()]
    }

    /// Row `to` plus `factor` times row `from`, at the same places.
    #[inline]
    fn add_scaled(&mut self, to: usize, from: usize, others: Range<usize>, factor: f64) {
        let (source, target) = (self.place(from, others.start), self.place(to, others.start));
        // Rows come in order, and `from` is before `to`.
        let (before, after) = self.cells.split_at_mut(target);
        let source = &before[source..source + others.len()];
        for (x, y) in after[..others.len()].iter_mut().zip(source) {
            *x += factor * y;
        }
    }
}

/// Σ a·b over the shorter of both, in blocks of eight and a fixed order.
#[inline]
fn dot(a: &[f64], b: &[f64]) -> f64 {
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
