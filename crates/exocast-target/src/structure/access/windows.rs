//! Partition functions of the windows around a place.

use std::ops::Range;

use super::{
    factors::Factors,
    inside::{Inside, Stretch},
    outside::{Outside, Sizes},
};
use crate::structure::energy::Letter;

/// Partition functions of all windows that touch some places.
pub(super) struct Part {
    inside: Inside,
    outside: Outside,
    sizes: Sizes,
    start: usize,
    length: usize,
}

impl Part {
    pub(super) fn new(
        whole: &[Letter],
        factors: &Factors,
        sizes: Sizes,
        core: &Range<usize>,
    ) -> Self {
        let start = (core.start + 1).saturating_sub(sizes.window);
        let end = (core.end + sizes.window - 1).min(whole.len());
        // The last windows begin inside of the sequence.
        let start = start.min(end - sizes.window);
        let stretch = Stretch { whole, start, length: end - start };
        let mut inside = Inside::new(&stretch, factors, sizes.span, sizes.window);
        let outside = Outside::new(&stretch, factors, &mut inside, sizes);
        Self { inside, outside, sizes, start, length: stretch.length }
    }

    /// The mean over the windows that hold the nucleotides from `start` to `end`.
    pub(super) fn unpaired(&self, n: usize, start: usize, end: usize) -> f64 {
        let window = self.sizes.window;
        let windows = start.min(n - window) - (end + 1).saturating_sub(window) + 1;
        let (s, e) = (start - self.start, end - self.start);
        let sum = self.outside.unpaired(&self.inside, self.length, self.sizes, s, e);
        (sum / windows as f64).clamp(0.0, 1.0)
    }
}
