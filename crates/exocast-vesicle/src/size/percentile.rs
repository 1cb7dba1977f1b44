//! Percentiles of a size distribution, by the rules of the instruments.

use exocast_core::quantile::QuantileType;
use exocast_core::quantile::quantile as type_quantile;
use serde::{Deserialize, Serialize};

use super::distribution::SizeDistribution;

/// Where within its bin the cumulated weight of a histogram is reached.
///
/// Between these points the cumulative distribution is linear. For particles it does not matter:
/// their percentiles are of type 7 (unweighted), or the inverted cumulative distribution (weighted).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PercentileRule {
    /// At its upper edge: the percentile of the histogram itself, and `NanoSight` 3.4.
    #[default]
    UpperEdge,
    /// At its lower edge: `NanoSight` 3.2, which thereby reads one bin (1 nm) low.
    LowerEdge,
    /// At its centre: `ZetaView`, half a bin (2.5 nm) low.
    Centre,
}

/// The size below which the share `p` of the weight lies.
#[must_use]
pub fn percentile(sizes: &SizeDistribution, p: f64, rule: PercentileRule) -> f64 {
    match (sizes.edges(), sizes.weights()) {
        (Some(edges), Some(weights)) => binned_percentile(edges, sizes.sizes(), weights, p, rule),
        (_, Some(weights)) => {
            let target = p * sizes.total();
            let mut sum = 0.0;
            let reached = weights.iter().position(|weight| {
                sum += weight;
                sum >= target
            });
            sizes.sizes()[reached.unwrap_or(sizes.sizes().len() - 1)]
        }
        // A distribution has at least one particle, and p is a constant of this crate or checked.
        (_, None) => type_quantile(sizes.sizes(), p, QuantileType::Type7).unwrap_or(f64::NAN),
    }
}

fn binned_percentile(
    edges: &[f64],
    centres: &[f64],
    weights: &[f64],
    p: f64,
    rule: PercentileRule,
) -> f64 {
    let point = |i: usize| match rule {
        PercentileRule::UpperEdge => edges[i + 1],
        PercentileRule::LowerEdge => edges[i],
        PercentileRule::Centre => centres[i],
    };
    let target = p * weights.iter().sum::<f64>();
    let mut below = 0.0;
    for (i, &weight) in weights.iter().enumerate() {
        if weight > 0.0 && below + weight >= target {
            let end = point(i);
            let start = if i > 0 { point(i - 1) } else { end - (edges[1] - edges[0]) };
            return start + (target - below) / weight * (end - start);
        }
        below += weight;
    }
    // Only where rounding leaves the sum a little short of the target.
    weights.iter().rposition(|&weight| weight > 0.0).map_or(f64::NAN, point)
}

/// Several percentiles of bins in one pass; `probabilities` ascend. Nothing for particles.
pub(crate) fn binned_percentiles(
    sizes: &SizeDistribution,
    probabilities: impl IntoIterator<Item = f64>,
    rule: PercentileRule,
) -> Option<Vec<f64>> {
    let (edges, weights) = (sizes.edges()?, sizes.weights()?);
    let total = weights.iter().sum::<f64>();
    let point = |i: usize| match rule {
        PercentileRule::UpperEdge => edges[i + 1],
        PercentileRule::LowerEdge => edges[i],
        PercentileRule::Centre => sizes.sizes()[i],
    };
    let last = weights.iter().rposition(|&weight| weight > 0.0)?;
    let (mut bin, mut below) = (0, 0.0);
    let percentiles = probabilities.into_iter().map(|p| {
        while bin < last && !(weights[bin] > 0.0 && below + weights[bin] >= p * total) {
            below += weights[bin];
            bin += 1;
        }
        let end = point(bin);
        let start = if bin > 0 { point(bin - 1) } else { end - (edges[1] - edges[0]) };
        start + ((p * total - below) / weights[bin]).min(1.0) * (end - start)
    });
    Some(percentiles.collect())
}
