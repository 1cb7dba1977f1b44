//! Samples within the window that all of them share.

use crate::number::StatedConcentration;
use crate::sample::SampleAnalysis;
use crate::size::{PercentileRule, SizeDistribution, Summary};

/// Cells of the common axis on which distributions are compared.
pub(crate) const CELLS: usize = 4000;

/// One sample within the common window.
pub(crate) struct Replicate {
    pub(crate) summary: Summary,
    pub(crate) per_ml: Option<f64>,
    pub(crate) undiluted: bool,
    /// Cumulated shares at the ends of the common cells.
    pub(crate) cumulated: Vec<f64>,
}

pub(crate) fn common_edges<'a>(sizes: impl Iterator<Item = &'a SizeDistribution>) -> Vec<f64> {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for sizes in sizes {
        let ends = sizes.edges().unwrap_or(sizes.sizes());
        low = low.min(ends[0]);
        high = high.max(ends[ends.len() - 1]);
    }
    let step = (high * (1.0 + 1e-9) - low).max(1e-9 * high) / CELLS as f64;
    (0..=CELLS).map(|i| low + step * i as f64).collect()
}

pub(crate) fn replicate(
    sample: &SampleAnalysis,
    sizes: &SizeDistribution,
    left_out: f64,
    edges: &[f64],
) -> Replicate {
    let mut sum = 0.0;
    let shares = sizes.weights_in(edges);
    let total: f64 = shares.iter().sum();
    let cumulated = shares
        .iter()
        .map(|share| {
            sum += share / total;
            sum
        })
        .collect();
    let stated = sample.all().concentration;
    Replicate {
        // One rule for all, whatever the software of each.
        summary: Summary::new(sizes, PercentileRule::UpperEdge),
        per_ml: stated.map(|stated| stated.per_ml() * (1.0 - left_out)),
        undiluted: matches!(stated, Some(StatedConcentration::Undiluted(_))),
        cumulated,
    }
}
