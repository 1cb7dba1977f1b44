//! Probabilities of some places from the windows around them.

use std::ops::Range;

use super::{
    exterior::Exterior, factors::Factors, inside::Inside, lanes::LANES, outside::Outside,
    stretch::Stretch,
};
use crate::structure::energy::Letter;

/// Sizes that the sums run over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) span: usize,
    pub(super) window: usize,
    /// Nucleotides of the stretches that are to be unpaired.
    pub(super) length: usize,
}

/// For each last place of a stretch the probability that it is unpaired, as the mean over the windows that hold it; nothing
/// where the sequence begins behind the first place.
pub(super) fn unpaired(
    whole: &[Letter],
    factors: &Factors,
    sizes: Sizes,
    ends: &Range<usize>,
) -> Vec<Option<f64>> {
    let Sizes { span, window, length } = sizes;
    let n = whole.len();
    let start = (ends.start + 1).saturating_sub(window);
    let end = (ends.end + window - 1).min(n);
    // The last windows begin inside of the sequence.
    let start = start.min(end - window);
    let stretch = Stretch { whole, start, length: end - start };
    let inside = Inside::new(&stretch, factors, span);
    let exterior = Exterior::new(&stretch, factors, &inside, (span, window));
    let outside = Outside::new((&stretch, factors), (&inside, &exterior), (span, length));
    let first = (ends.start + 1).saturating_sub(length) - stretch.start;
    let blocks = (first..ends.end - stretch.start).step_by(LANES);
    let sums: Vec<f64> = blocks.flat_map(|first| outside.unpaired(first)).collect();
    let mean = |end: usize| {
        let start = (end + 1).checked_sub(length)?;
        let windows = start.min(n - window) - (end + 1).saturating_sub(window) + 1;
        let sum = sums.get(start - stretch.start - first)?;
        Some((sum / windows as f64).clamp(0.0, 1.0))
    };
    ends.clone().map(mean).collect()
}
