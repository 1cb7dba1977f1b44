//! Numbers of all intervals of a sequence up to a length, of several neighbouring places at a time.

use super::zeros::Zeros;

/// Neighbouring places that are computed together.
pub(super) const LANES: usize = 16;

/// One number for each of them.
pub(super) type Lanes = [f64; LANES];

/// Where the number of an interval lies: intervals from one place to the other at one distance are a row, in the
/// order of their first places. Rows have zeros before the first place and behind the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    margin: usize,
    stride: usize,
}

/// From one interval to the next along a sum.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// One nucleotide more at the end.
    EndLater,
    /// One nucleotide fewer at the end.
    EndSooner,
    /// One nucleotide more at the start.
    StartSooner,
    /// One nucleotide fewer at the start.
    StartLater,
}

/// Some neighbouring intervals of one distance, and those after them along a sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    cell: usize,
    step: usize,
}

impl Grid {
    /// Rows for `count` places, read up to `reach` places before and behind.
    pub(super) fn new(count: usize, reach: usize) -> Self {
        let margin = (reach + LANES).next_multiple_of(LANES);
        let blocks = (count.next_multiple_of(LANES) + 2 * margin) / LANES;
        // An odd number of blocks: rows below each other do not fall on the same lines of the processor's cache.
        Self { margin, stride: LANES * (blocks | 1) }
    }

    /// Intervals that begin `by` places behind `place`.
    #[inline]
    pub(super) const fn behind(self, distance: usize, place: usize, by: usize, step: Step) -> Line {
        let cell = distance * self.stride + self.margin + place + by;
        Line { cell, step: self.step(step) }
    }

    /// Intervals that begin `by` places before `place`.
    #[inline]
    pub(super) const fn before(self, distance: usize, place: usize, by: usize, step: Step) -> Line {
        let cell = distance * self.stride + self.margin + place - by;
        Line { cell, step: self.step(step) }
    }

    #[inline]
    const fn step(self, step: Step) -> usize {
        match step {
            Step::EndLater => self.stride,
            Step::EndSooner => self.stride.wrapping_neg(),
            Step::StartSooner => self.stride - 1,
            Step::StartLater => (self.stride - 1).wrapping_neg(),
        }
    }
}

impl Line {
    #[inline]
    const fn next(self) -> Self {
        Self { cell: self.cell.wrapping_add(self.step), step: self.step }
    }

    /// The line from its `count`-th interval on.
    #[inline]
    pub(super) const fn skip(self, count: usize) -> Self {
        Self { cell: self.cell.wrapping_add(self.step.wrapping_mul(count)), step: self.step }
    }
}

/// One number per interval.
#[derive(Debug)]
pub(super) struct Rows {
    grid: Grid,
    cells: Zeros,
}

impl Rows {
    /// Zeros for distances below `distances`.
    pub(super) fn new(grid: Grid, distances: usize) -> Self {
        Self { grid, cells: Zeros::new(distances * grid.stride) }
    }

    #[inline]
    fn cell(&self, distance: usize, place: usize) -> usize {
        distance * self.grid.stride + self.grid.margin + place
    }

    /// The number of one interval.
    #[inline]
    pub(super) fn at(&self, distance: usize, place: usize) -> f64 {
        self.cells[self.cell(distance, place)]
    }

    /// The numbers of the intervals at the beginning of a line; zeros where there are no such rows.
    #[inline]
    pub(super) fn get(&self, line: Line) -> &Lanes {
        const NONE: &Lanes = &[0.0; LANES];
        self.cells.get(line.cell..).and_then(<[f64]>::first_chunk).unwrap_or(NONE)
    }

    /// The numbers of the intervals from a place on.
    #[inline]
    pub(super) fn from(&self, distance: usize, place: usize) -> &Lanes {
        self.get(self.grid.behind(distance, place, 0, Step::EndLater))
    }

    #[inline]
    pub(super) fn set(&mut self, distance: usize, place: usize, values: &Lanes) {
        let cell = self.cell(distance, place);
        self.cells[cell..cell + LANES].copy_from_slice(values);
    }

    /// Adds to the number of one interval.
    #[inline]
    pub(super) fn add_to(&mut self, distance: usize, place: usize, value: f64) {
        let cell = self.cell(distance, place);
        self.cells[cell] += value;
    }

    /// Adds to the numbers of the intervals at the beginning of a line.
    #[inline]
    pub(super) fn add(&mut self, line: Line, values: &Lanes) {
        for (cell, value) in self.cells[line.cell..line.cell + LANES].iter_mut().zip(values) {
            *cell += value;
        }
    }

    /// Adds to each row all rows of longer distances, from a distance on.
    #[inline]
    pub(super) fn accumulate(&mut self, first: usize) {
        let stride = self.grid.stride;
        let rows = self.cells.len() / stride;
        for row in (first..rows.saturating_sub(1)).rev() {
            let (before, after) = self.cells.split_at_mut((row + 1) * stride);
            for (cell, longer) in before[row * stride..].iter_mut().zip(after) {
                *cell += *longer;
            }
        }
    }
}

/// Adds Σ costs × numbers along a line.
#[inline]
pub(super) fn weigh(sum: &mut Lanes, costs: &[f64], rows: &Rows, mut line: Line) {
    let mut lanes = *sum;
    for &cost in costs {
        for (lane, value) in lanes.iter_mut().zip(rows.get(line)) {
            *lane += cost * value;
        }
        line = line.next();
    }
    *sum = lanes;
}

/// Adds Σ of products along two lines of `count` intervals.
#[inline]
pub(super) fn convolve(
    sum: &mut Lanes,
    count: usize,
    (left, mut at_left): (&Rows, Line),
    (right, mut at_right): (&Rows, Line),
) {
    let mut lanes = *sum;
    for _ in 0..count {
        let (left, right) = (left.get(at_left), right.get(at_right));
        for x in 0..LANES {
            lanes[x] += left[x] * right[x];
        }
        (at_left, at_right) = (at_left.next(), at_right.next());
    }
    *sum = lanes;
}

/// The sum along a line of `count` intervals.
#[inline]
pub(super) fn total(count: usize, rows: &Rows, mut line: Line) -> Lanes {
    let mut lanes = [0.0; LANES];
    for _ in 0..count {
        for (lane, value) in lanes.iter_mut().zip(rows.get(line)) {
            *lane += value;
        }
        line = line.next();
    }
    lanes
}

/// a + b, place by place.
#[inline]
pub(super) fn plus(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|x| a[x] + b[x])
}

/// a × b, place by place.
#[inline]
pub(super) fn times(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|x| a[x] * b[x])
}
