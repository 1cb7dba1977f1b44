//! Descriptive statistics of a size distribution, with the arithmetic of the instruments.

use exocast_core::quantile::{QuantileType, quantile as type_quantile};
use serde::{Deserialize, Serialize};

use crate::{SizeDistribution, density};

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

/// Mean, spread, mode and percentiles of one size distribution; all but `n` and `span` in its unit.
///
/// The standard deviations of particles are those of a sample (n − 1), those of histograms are those
/// of the population, as the instruments have it: bin weights are no counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Number of particles behind the distribution, where known.
    pub n: Option<f64>,
    /// Arithmetic mean, `D[1,0]`.
    pub mean: f64,
    /// The 50th percentile.
    pub median: f64,
    /// The most frequent size: vertex of the parabola through the highest bin and its neighbours;
    /// for particles, of a Gaussian kernel density on the linear axis with Silverman's bandwidth.
    pub mode: f64,
    /// The 10th percentile.
    pub d10: f64,
    /// The 50th percentile.
    pub d50: f64,
    /// The 90th percentile.
    pub d90: f64,
    /// Standard deviation; nothing for a single particle.
    pub sd: Option<f64>,
    /// Geometric mean.
    pub geometric_mean: f64,
    /// Geometric standard deviation, 1 or more; nothing for a single particle.
    pub geometric_sd: Option<f64>,
    /// `(D90 − D10)/D50`.
    pub span: f64,
}

impl Summary {
    /// Summarises a distribution; `rule` says how percentiles are read from bins.
    #[must_use]
    pub fn of(sizes: &SizeDistribution, rule: PercentileRule) -> Self {
        let (mean, sd) = mean_and_sd(sizes, |size| size);
        let (log_mean, log_sd) = mean_and_sd(sizes, f64::ln);
        let [d10, d50, d90] = [0.1, 0.5, 0.9].map(|p| percentile(sizes, p, rule));
        Self {
            n: sizes.tracks(),
            mean,
            median: d50,
            mode: mode(sizes),
            d10,
            d50,
            d90,
            sd,
            geometric_mean: log_mean.exp(),
            geometric_sd: log_sd.map(f64::exp),
            span: (d90 - d10) / d50,
        }
    }

    /// The mean of each statistic over replicates, as the `Average` column of the instruments; `n`
    /// is the sum, and `span` that of the averaged percentiles. Nothing where there is none.
    #[must_use]
    pub fn average(parts: &[Self]) -> Option<Self> {
        let n = parts.len() as f64;
        let mean = |value: fn(&Self) -> f64| parts.iter().map(value).sum::<f64>() / n;
        let optional = |value: fn(&Self) -> Option<f64>| {
            parts.iter().map(value).sum::<Option<f64>>().map(|sum| sum / n)
        };
        let (d10, d50, d90) = (mean(|s| s.d10), mean(|s| s.d50), mean(|s| s.d90));
        (!parts.is_empty()).then(|| Self {
            n: parts.iter().map(|part| part.n).sum(),
            mean: mean(|s| s.mean),
            median: mean(|s| s.median),
            mode: mean(|s| s.mode),
            d10,
            d50,
            d90,
            sd: optional(|s| s.sd),
            geometric_mean: mean(|s| s.geometric_mean),
            geometric_sd: optional(|s| s.geometric_sd),
            span: (d90 - d10) / d50,
        })
    }
}

/// The moment mean `D[p,q] = (Σ w dᵖ / Σ w d^q)^(1/(p − q))`, such as the Sauter mean `D[3,2]`;
/// for p = q its limit `exp(Σ w dᵖ ln d / Σ w dᵖ)` (Alderliesten 1990, Part Part Syst Charact 7:233).
///
/// ```
/// use exocast_vesicle::{SizeDistribution, moment_mean};
///
/// let sizes = SizeDistribution::particles(vec![50.0, 100.0])?;
/// assert!((moment_mean(&sizes, 1, 0) - 75.0).abs() < 1e-12);
/// assert!((moment_mean(&sizes, 3, 2) - 90.0).abs() < 1e-12);
/// # Ok::<(), exocast_vesicle::BadDistribution>(())
/// ```
#[must_use]
pub fn moment_mean(sizes: &SizeDistribution, p: i32, q: i32) -> f64 {
    let sum = |power: i32| sizes.iter().map(|(d, w)| w * d.powi(power)).sum::<f64>();
    if p == q {
        let logs: f64 = sizes.iter().map(|(d, w)| w * d.powi(p) * d.ln()).sum();
        return (logs / sum(p)).exp();
    }
    (sum(p) / sum(q)).powf(1.0 / f64::from(p - q))
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
    let found = probabilities.into_iter().map(|p| {
        while bin < last && !(weights[bin] > 0.0 && below + weights[bin] >= p * total) {
            below += weights[bin];
            bin += 1;
        }
        let end = point(bin);
        let start = if bin > 0 { point(bin - 1) } else { end - (edges[1] - edges[0]) };
        start + ((p * total - below) / weights[bin]).min(1.0) * (end - start)
    });
    Some(found.collect())
}

fn mean_and_sd(sizes: &SizeDistribution, scale: fn(f64) -> f64) -> (f64, Option<f64>) {
    let total = sizes.total();
    let mean = sizes.iter().map(|(d, w)| w * scale(d)).sum::<f64>() / total;
    let squares: f64 = sizes.iter().map(|(d, w)| w * (scale(d) - mean).powi(2)).sum();
    let sd = if sizes.weights().is_some() {
        Some((squares / total).sqrt())
    } else {
        (total > 1.0).then(|| (squares / (total - 1.0)).sqrt())
    };
    (mean, sd)
}

fn mode(sizes: &SizeDistribution) -> f64 {
    let (Some(edges), Some(weights)) = (sizes.edges(), sizes.weights()) else {
        return density::linear_mode(sizes);
    };
    // Bins may differ in width: what counts is the weight for each unit of size.
    let heights: Vec<f64> =
        edges.windows(2).zip(weights).map(|(edge, weight)| weight / (edge[1] - edge[0])).collect();
    let mut top = 0;
    for (i, &height) in heights.iter().enumerate() {
        if height > heights[top] {
            top = i;
        }
    }
    let centres = sizes.sizes();
    if heights.len() > 1 && (top == 0 || top + 1 == heights.len()) {
        // Beyond its ends a histogram is empty: the software of NTA takes a bin of nothing there.
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let (beyond, inner) = if top == 0 {
            (2.0 * first - centres[0], 1)
        } else {
            (2.0 * last - centres[top], top - 1)
        };
        let (a, b) = ((beyond, 0.0), (centres[inner], heights[inner]));
        let (before, after) = if top == 0 { (a, b) } else { (b, a) };
        let x = [before.0, centres[top], after.0];
        return vertex(&x, &[before.1, heights[top], after.1], 1);
    }
    vertex(centres, &heights, top)
}

/// The vertex of the parabola through the point `top` and its neighbours; the point itself at an end
/// or on a flat.
pub(crate) fn vertex(x: &[f64], y: &[f64], top: usize) -> f64 {
    if top == 0 || top + 1 >= x.len() {
        return x[top];
    }
    let (before, after) = (x[top - 1] - x[top], x[top + 1] - x[top]);
    let (fall, rise) = (y[top - 1] - y[top], y[top + 1] - y[top]);
    let curvature = before * rise - after * fall;
    let shift = 0.5 * (before * before * rise - after * after * fall) / curvature;
    if shift.is_finite() { x[top] + shift.clamp(before, after) } else { x[top] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(weights: Vec<f64>) -> SizeDistribution {
        let edges = (0..=weights.len()).map(|i| 10.0 * i as f64).collect();
        SizeDistribution::bins(edges, weights, None).unwrap()
    }

    #[test]
    fn the_rules_differ_by_half_a_bin() {
        let sizes = histogram(vec![0.0, 4.0, 4.0, 0.0]);
        let check = |rule, wanted: f64| {
            let found = percentile(&sizes, 0.25, rule);
            assert!((found - wanted).abs() < 1e-12, "{rule:?}: {found}");
        };
        check(PercentileRule::UpperEdge, 15.0);
        check(PercentileRule::Centre, 10.0);
        check(PercentileRule::LowerEdge, 5.0);
    }

    #[test]
    fn percentiles_in_one_pass_are_those_one_by_one() {
        let sizes = histogram(vec![0.0, 4.0, 0.0, 1.0, 7.0, 0.0]);
        let p: Vec<f64> = (1..100).map(|i| f64::from(i) / 100.0).collect();
        for rule in [PercentileRule::UpperEdge, PercentileRule::LowerEdge, PercentileRule::Centre] {
            let found = binned_percentiles(&sizes, p.iter().copied(), rule).unwrap();
            for (p, found) in p.iter().zip(found) {
                assert!((found - percentile(&sizes, *p, rule)).abs() < 1e-9, "{p}");
            }
        }
    }

    #[test]
    fn the_mode_is_the_vertex_of_the_parabola() {
        let check = |weights: Vec<f64>, wanted: f64| {
            let found = Summary::of(&histogram(weights), PercentileRule::default()).mode;
            assert!((found - wanted).abs() < 1e-12, "{found}");
        };
        check(vec![1.0, 3.0, 1.0], 15.0);
        check(vec![1.0, 3.0, 2.0], 15.0 + 10.0 * 0.5 * (1.0 - 2.0) / (1.0 - 6.0 + 2.0));
        // At an end the bin beyond is empty.
        check(vec![3.0, 1.0], 6.0);
        check(vec![1.0, 3.0], 14.0);
        check(vec![1.0, 1.0, 1.0], 10.0);
    }

    #[test]
    fn a_single_particle_has_no_spread() {
        let sizes = SizeDistribution::particles(vec![120.0]).unwrap();
        let summary = Summary::of(&sizes, PercentileRule::default());
        assert_eq!((summary.sd, summary.geometric_sd), (None, None));
        assert!((summary.mode - 120.0).abs() < 1e-9);
        assert!(summary.span.abs() < 1e-12);
    }
}
