//! One pair of groups.

use exocast_core::options::Checked;
use exocast_core::{Interval, SeedPlan};

use super::comparison::ComparisonRow;
use super::exchange::{shuffle, subsets};
use super::options::CompareOptions;
use super::replicate::{CELLS, Replicate};
use super::test::TwoSampleTest;
use crate::export::{Finding, FindingKind};
use crate::size::Summary;
use crate::stats::{sample_sd, student_quantile, welch_parts};

pub(crate) struct Pair<'a> {
    pub(crate) names: [&'a str; 2],
    pub(crate) replicates: [&'a [Replicate]; 2],
    pub(crate) edges: &'a [f64],
}

impl Pair<'_> {
    /// The unit of replication in words, and whether there are replicates.
    fn unit(&self) -> (String, bool) {
        let [a, b] = self.replicates.map(<[Replicate]>::len);
        let single: Vec<&str> = self
            .names
            .into_iter()
            .zip([a, b])
            .filter(|(_, n)| *n < 2)
            .map(|(name, _)| name)
            .collect();
        if single.is_empty() {
            return (format!("samples ({a} and {b})"), true);
        }
        let groups = single.join(" and in ");
        (
            format!(
                "none: one sample in {groups}; its videos and tracks are no replicates of the group"
            ),
            false,
        )
    }

    pub(crate) fn rows(
        &self,
        options: &Checked<CompareOptions>,
        seeds: SeedPlan,
        rows: &mut Vec<ComparisonRow>,
        findings: &mut Vec<Finding>,
    ) {
        let (unit, replicated) = self.unit();
        let [name_a, name_b] = self.names;
        let subject = format!("{name_a} and {name_b}");
        if !replicated {
            let kind = FindingKind::NoReplicates;
            let actual = unit.trim_start_matches("none: ");
            let finding =
                Finding::new("comparison", kind, "at least two samples per group", actual);
            findings.push(finding.about(&subject));
        }
        let mut push =
            |statistic: &str, value: f64, interval: Option<(f64, f64)>, p: Option<f64>| {
                rows.push(ComparisonRow {
                    statistic: statistic.to_owned(),
                    group_a: name_a.to_owned(),
                    group_b: name_b.to_owned(),
                    value,
                    interval,
                    p,
                    q: None,
                    unit_of_replication: unit.clone(),
                });
            };
        let [a, b] = self.replicates;
        for (name, statistic) in SIZES {
            let logs = |group: &[Replicate]| -> Vec<f64> {
                group.iter().map(|replicate| statistic(&replicate.summary).ln()).collect()
            };
            let (value, interval, p) = ratio(&logs(a), &logs(b), options.test);
            push(name, value, interval, p);
        }
        let known = |group: &[Replicate]| -> Option<Vec<f64>> {
            group
                .iter()
                .map(|replicate| replicate.per_ml.filter(|&c| c > 0.0).map(f64::ln))
                .collect()
        };
        let same_state = a.iter().chain(b).all(|replicate| replicate.undiluted == a[0].undiluted);
        if let (Some(logs_a), Some(logs_b)) = (known(a), known(b)) {
            if same_state {
                let (value, interval, p) = ratio(&logs_a, &logs_b, options.test);
                push("ratio of concentration", value, interval, p);
            } else {
                let finding = Finding::new(
                    "comparison",
                    FindingKind::DilutionNotRecorded,
                    "all concentrations before dilution, or none",
                    "some of each: not compared",
                );
                findings.push(finding.about(&subject));
            }
        }
        let medians = |group: &[Replicate]| -> Vec<f64> {
            group.iter().map(|replicate| replicate.summary.median.ln()).collect()
        };
        if let Some((value, interval)) = hedges(&medians(a), &medians(b)) {
            push("hedges g of ln(median)", value, Some(interval), None);
        }
        let observed = self.distances(&|k| k < a.len());
        let names = ["kolmogorov-smirnov", "wasserstein-1 nm", "energy"];
        let p = replicated.then(|| self.permute(observed, options, seeds));
        for (k, name) in names.into_iter().enumerate() {
            push(name, observed[k], None, p.map(|p| p[k]));
        }
    }

    /// Distances between the averages of the samples for which `first` says so and of the others.
    fn distances(&self, first: &dyn Fn(usize) -> bool) -> [f64; 3] {
        let all = || self.replicates.iter().flat_map(|group| group.iter());
        let count = all().count();
        let ahead = (0..count).filter(|&k| first(k)).count() as f64;
        let behind = count as f64 - ahead;
        let mut gaps = vec![0.0; CELLS];
        for (k, replicate) in all().enumerate() {
            let factor = if first(k) { 1.0 / ahead } else { -1.0 / behind };
            for (gap, share) in gaps.iter_mut().zip(&replicate.cumulated) {
                *gap += factor * share;
            }
        }
        let step = self.edges[1] - self.edges[0];
        let largest = gaps.iter().fold(0.0, |top: f64, gap| top.max(gap.abs()));
        let moved: f64 = gaps.iter().map(|gap| gap.abs()).sum();
        let squares: f64 = gaps.iter().map(|gap| gap * gap).sum();
        [largest, moved * step, (2.0 * squares * step).sqrt()]
    }

    /// Share of the exchanges of samples between the groups that are as far apart; all of them where
    /// there are no more than asked for.
    fn permute(
        &self,
        observed: [f64; 3],
        options: &Checked<CompareOptions>,
        seeds: SeedPlan,
    ) -> [f64; 3] {
        let [a, b] = self.replicates.map(<[Replicate]>::len);
        let count = a + b;
        let mut reached = [0_u64; 3];
        let mut tried = 0_u64;
        let mut take = |first: &dyn Fn(usize) -> bool| {
            tried += 1;
            let distances = self.distances(first);
            for ((reached, distance), observed) in reached.iter_mut().zip(distances).zip(observed) {
                *reached += u64::from(distance >= observed * (1.0 - 1e-12));
            }
        };
        if let Some(subsets) = subsets(count, a, options.permutations) {
            for subset in subsets {
                take(&|k| subset >> k & 1 == 1);
            }
        } else {
            take(&|k| k < a);
            let name = format!("permutation {} {}", self.names[0], self.names[1]);
            let mut stream = seeds.stream(&name, 0);
            let mut order: Vec<usize> = (0..count).collect();
            for _ in 0..options.permutations {
                shuffle(&mut order, &mut stream);
                let mut first = vec![false; count];
                order[..a].iter().for_each(|&k| first[k] = true);
                take(&|k| first[k]);
            }
        }
        reached.map(|reached| reached as f64 / tried as f64)
    }
}

type Statistic = (&'static str, fn(&Summary) -> f64);

const SIZES: [Statistic; 6] = [
    ("ratio of mean", |s| s.mean),
    ("ratio of median", |s| s.median),
    ("ratio of mode", |s| s.mode),
    ("ratio of d10", |s| s.d10),
    ("ratio of d90", |s| s.d90),
    ("ratio of geometric mean", |s| s.geometric_mean),
];

/// Ratio of geometric means from logarithms, with Welch's interval and the p of the test where both are
/// replicated.
fn ratio(a: &[f64], b: &[f64], test: TwoSampleTest) -> (f64, Option<(f64, f64)>, Option<f64>) {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let difference = mean(a) - mean(b);
    let value = difference.exp();
    let Some((_, error, degrees)) = welch_parts(a, b, 0.0) else { return (value, None, None) };
    let interval = student_quantile(degrees, 0.975).map(|quantile| {
        let half = quantile * error;
        ((difference - half).exp(), (difference + half).exp())
    });
    (value, interval, test.apply(a, b).map(|test| test.p))
}

/// Hedges' g with the small-sample correction and its normal interval (Hedges & Olkin 1985).
fn hedges(a: &[f64], b: &[f64]) -> Option<(f64, (f64, f64))> {
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (u, v) = (sample_sd(a)?, sample_sd(b)?);
    let pooled = (((n - 1.0) * u * u + (m - 1.0) * v * v) / (n + m - 2.0)).sqrt();
    if pooled <= 0.0 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let g = (1.0 - 3.0 / (4.0 * (n + m) - 9.0)) * (mean(a) - mean(b)) / pooled;
    let half = 1.96 * ((n + m) / (n * m) + g * g / (2.0 * (n + m))).sqrt();
    let interval = Interval::new(g, g - half, g + half);
    Some((g, (interval.low, interval.high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_all_of_them_once() {
        let halves = subsets(6, 3, 100).unwrap();
        assert_eq!(halves.len(), 20);
        assert!(halves.iter().all(|subset| subset.count_ones() == 3));
        assert!(halves.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(subsets(6, 3, 10).is_none() && subsets(64, 2, 10_000).is_none());
    }

    #[test]
    fn ratios_have_the_interval_of_welch() {
        // scipy 1.17: ttest_ind([1, 1.2, 0.9], [0.5, 0.4, 0.7, 0.55], equal_var=False).
        let (value, interval, p) =
            ratio(&[1.0, 1.2, 0.9], &[0.5, 0.4, 0.7, 0.55], TwoSampleTest::Welch);
        let (low, high) = interval.unwrap();
        assert!((value.ln() - 0.495_833_333).abs() < 1e-6);
        assert!((p.unwrap() - 0.012_3).abs() < 5e-3, "{p:?}");
        assert!(low > 1.0 && high < 3.0);
        assert!(ratio(&[1.0], &[0.5, 0.4], TwoSampleTest::Welch).2.is_none());
    }
}
