//! Descriptive statistics of a size distribution, with the arithmetic of the instruments.

use serde::Serialize;

use super::distribution::SizeDistribution;
use super::mode::mode;
use super::percentile::{PercentileRule, percentile};

/// Mean, spread, mode and percentiles of one size distribution; all but `n` and `span` in its unit.
///
/// The standard deviations of particles are those of a sample (n − 1), those of histograms are those
/// of the population, as the instruments have it: bin weights are no counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
    pub fn new(sizes: &SizeDistribution, rule: PercentileRule) -> Self {
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
    pub(crate) fn average(parts: &[Self]) -> Option<Self> {
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

#[cfg(test)]
mod tests {
    use super::super::percentile::binned_percentiles;
    use super::*;

    fn histogram(weights: Vec<f64>) -> SizeDistribution {
        let edges = (0..=weights.len()).map(|i| 10.0 * i as f64).collect();
        SizeDistribution::bins(edges, weights, None).unwrap()
    }

    #[test]
    fn the_rules_differ_by_half_a_bin() {
        let sizes = histogram(vec![0.0, 4.0, 4.0, 0.0]);
        let check = |rule, wanted: f64| {
            let percentile = percentile(&sizes, 0.25, rule);
            assert!((percentile - wanted).abs() < 1e-12, "{rule:?}: {percentile}");
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
            let percentiles = binned_percentiles(&sizes, p.iter().copied(), rule).unwrap();
            for (p, value) in p.iter().zip(percentiles) {
                assert!((value - percentile(&sizes, *p, rule)).abs() < 1e-9, "{p}");
            }
        }
    }

    #[test]
    fn the_mode_is_the_vertex_of_the_parabola() {
        let check = |weights: Vec<f64>, wanted: f64| {
            let mode = Summary::new(&histogram(weights), PercentileRule::default()).mode;
            assert!((mode - wanted).abs() < 1e-12, "{mode}");
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
        let summary = Summary::new(&sizes, PercentileRule::default());
        assert_eq!((summary.sd, summary.geometric_sd), (None, None));
        assert!((summary.mode - 120.0).abs() < 1e-9);
        assert!(summary.span.abs() < 1e-12);
    }
}
