//! Intervals of the statistics of a sample, each from the right unit of replication.

use exocast_core::{Interval, Z95, order};
use serde::Serialize;

use crate::number::ReplicationUnit;
use crate::size::{PercentileRule, SizeDistribution, Summary, percentile};
use crate::stats::{between_geometric, sample_sd, student_975};

/// One statistic of a sample with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StatisticInterval {
    /// Its name, as in the tables.
    pub statistic: &'static str,
    /// Estimate and interval, nm.
    pub interval: Interval,
    /// What the interval rests on.
    pub from: ReplicationUnit,
}

/// What is read from a summary.
type Statistic = (&'static str, fn(&Summary) -> f64);

const STATISTICS: [Statistic; 6] = [
    ("mean", |s| s.mean),
    ("median", |s| s.median),
    ("mode", |s| s.mode),
    ("d10", |s| s.d10),
    ("d90", |s| s.d90),
    ("geometric_mean", |s| s.geometric_mean),
];

/// Of two or more exports by the spread between them; else of two or more videos by theirs; else of
/// one video by its tracks, which say how well that drop was measured and not how well the sample is
/// known.
pub(crate) fn statistic_intervals(
    by_export: &[Vec<Summary>],
    sizes: &SizeDistribution,
    rule: PercentileRule,
) -> Vec<StatisticInterval> {
    let means: Vec<Summary> =
        by_export.iter().filter_map(|videos| Summary::average(videos)).collect();
    let (values, from) = match by_export {
        [videos] if videos.len() > 1 => (videos.clone(), ReplicationUnit::Videos(videos.len())),
        [_] => return intervals_of_tracks(sizes, rule),
        _ => (means.clone(), ReplicationUnit::Exports(means.len())),
    };
    STATISTICS
        .iter()
        .filter_map(|&(statistic, value)| {
            let values: Vec<f64> = values.iter().map(value).collect();
            let spread = between_geometric(&values)?;
            // The estimate is the mean that the row `all` has; the interval is that of t on ln.
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let interval = spread.scale(mean / spread.value);
            Some(StatisticInterval { statistic, interval, from })
        })
        .collect()
}

/// Mean by Student's t, quantiles between order statistics or, of bins, by the binomial interval of
/// the share below (Woodruff 1952, J Am Stat Assoc 47:635).
pub(crate) fn intervals_of_tracks(
    sizes: &SizeDistribution,
    rule: PercentileRule,
) -> Vec<StatisticInterval> {
    let Some(n) = sizes.tracks().filter(|&n| n >= 3.0) else { return Vec::new() };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let count = n.round() as usize;
    let from = ReplicationUnit::Tracks(count as u64);
    let summary = Summary::new(sizes, rule);
    let sd = match sizes.weights() {
        None => sample_sd(sizes.sizes()),
        Some(_) => summary.sd.map(|sd| sd * (n / (n - 1.0)).sqrt()),
    };
    let mut intervals = Vec::new();
    if let (Some(sd), Some(t)) = (sd, student_975(count - 1)) {
        let half = t * sd / n.sqrt();
        let interval = Interval::new(summary.mean, summary.mean - half, summary.mean + half);
        intervals.push(StatisticInterval { statistic: "mean", interval, from });
    }
    for (statistic, p, value) in
        [("median", 0.5, summary.median), ("d10", 0.1, summary.d10), ("d90", 0.9, summary.d90)]
    {
        let interval = if sizes.weights().is_none() {
            order::quantile_interval(sizes.sizes(), p, 0.95)
        } else {
            let half = Z95 * (p * (1.0 - p) / n).sqrt();
            let at = |p: f64| percentile(sizes, p.clamp(0.0, 1.0), rule);
            Some(Interval::new(value, at(p - half), at(p + half)))
        };
        intervals.extend(interval.map(|interval| StatisticInterval { statistic, interval, from }));
    }
    intervals
}
