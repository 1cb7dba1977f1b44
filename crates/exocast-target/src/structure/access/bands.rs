//! Numbers of all intervals of a sequence up to a length.

use std::ops::Range;

/// One number per interval; those of one start (or one end) are stored together.
#[derive(Clone, Debug)]
pub(super) struct Band {
    width: usize,
    before: usize,
    cells: Vec<f64>,
}

impl Band {
    /// Rows for `count` places; in each row distances from −`before` to `after`.
    pub(super) fn new(count: usize, before: usize, after: usize) -> Self {
        let width = before + after + 1;
        Self { width, before, cells: vec![0.0; count * width] }
    }

    fn place(&self, row: usize, other: usize) -> usize {
        row * self.width + self.before + other - row
    }

    pub(super) fn at(&self, row: usize, other: usize) -> f64 {
        self.cells[self.place(row, other)]
    }

    pub(super) fn set(&mut self, row: usize, other: usize, value: f64) {
        let place = self.place(row, other);
        self.cells[place] = value;
    }

    pub(super) fn add(&mut self, row: usize, other: usize, value: f64) {
        let place = self.place(row, other);
        self.cells[place] += value;
    }

    /// The numbers of one row from one place to before another.
    pub(super) fn run(&self, row: usize, others: Range<usize>) -> &[f64] {
        let start = self.place(row, others.start);
        &self.cells[start..start + others.len()]
    }

    pub(super) fn run_mut(&mut self, row: usize, others: Range<usize>) -> &mut [f64] {
        let start = self.place(row, others.start);
        &mut self.cells[start..start + others.len()]
    }

    /// Row `to` plus `factor` times row `from`, at the same places.
    pub(super) fn add_scaled(&mut self, to: usize, from: usize, others: Range<usize>, factor: f64) {
        let (source, target) = (self.place(from, others.start), self.place(to, others.start));
        // Rows come in order, and `from` is before `to`.
        let (before, after) = self.cells.split_at_mut(target);
        let source = &before[source..source + others.len()];
        for (x, y) in after[..others.len()].iter_mut().zip(source) {
            *x += factor * y;
        }
    }
}
