//! Groups of samples held against each other, with samples as replicates and never tracks.

use exocast_core::{Cell, Interval, SeedPlan, Stream, Table, adjust::benjamini_hochberg};
use rand::RngExt;
use serde::{Deserialize, Serialize};

use crate::{
    BadDistribution, Finding, FindingKind, Group, PercentileRule, SampleAnalysis, SizeDistribution,
    StatedConcentration, Summary,
    spread::{sample_sd, student_quantile},
    two_sample::{welch, welch_parts},
};

/// Cells of the common axis on which distributions are held against each other.
const CELLS: usize = 4000;

/// What a caller may set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CompareOptions {
    /// Random exchanges of samples between groups where there are too many to try all.
    pub permutations: usize,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { permutations: 9999 }
    }
}

/// Groups that cannot be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// There are fewer than two groups.
    #[error("a comparison needs two groups or more; {0} given")]
    Groups(usize),
    /// A group has no sample.
    #[error("group `{0}` has no sample")]
    Empty(String),
    /// Two groups have one name.
    #[error("group `{0}` is named twice")]
    Twice(String),
    /// A sample stands in two groups.
    #[error(
        "sample `{sample}` stands in group `{first}` and in group `{second}`; a replicate belongs to one"
    )]
    Shared {
        /// The sample.
        sample: String,
        /// One group.
        first: String,
        /// The other.
        second: String,
    },
    /// Nothing is seen by all of them.
    #[error("sample `{sample}` has nothing in the range that all samples see")]
    Window {
        /// The sample.
        sample: String,
        /// What is wrong.
        source: BadDistribution,
    },
}

/// One statistic of one pair of groups.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonRow {
    /// Its name: a ratio of group a over group b, a standardised effect, or a distance.
    pub statistic: String,
    /// First group.
    pub group_a: String,
    /// Second group.
    pub group_b: String,
    /// The estimate.
    pub value: f64,
    /// Ends of its 95 % interval, where there are replicates.
    pub interval: Option<(f64, f64)>,
    /// Two-sided p-value, where there are replicates.
    pub p: Option<f64>,
    /// The p-value adjusted for all rows (Benjamini & Hochberg).
    pub q: Option<f64>,
    /// What was replicated, or why there is no p-value.
    pub unit_of_replication: String,
}

/// All rows, and the range of sizes they hold for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// One row a statistic and pair of groups.
    pub rows: Vec<ComparisonRow>,
    /// Smallest size that all samples see, nm.
    pub from_nm: f64,
    /// What was left out, refused or does not fit.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Comparison {
    /// `comparison.tsv`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "statistic",
            "group_a",
            "group_b",
            "value",
            "low",
            "high",
            "p",
            "q",
            "unit_of_replication",
        ]);
        for row in &self.rows {
            table.push([
                Cell::from(row.statistic.as_str()),
                row.group_a.as_str().into(),
                row.group_b.as_str().into(),
                row.value.into(),
                row.interval.map(|ends| ends.0).into(),
                row.interval.map(|ends| ends.1).into(),
                row.p.into(),
                row.q.into(),
                row.unit_of_replication.as_str().into(),
            ]);
        }
        table
    }
}

/// One sample within the common window.
struct Replicate {
    summary: Summary,
    per_ml: Option<f64>,
    undiluted: bool,
    /// Cumulated shares at the ends of the common cells.
    cumulated: Vec<f64>,
}

/// Compares every pair of groups over the range of sizes that all of them see.
///
/// Ratios of mean, median, mode, D10, D90 and concentration are of geometric means over samples, with
/// Welch's t on the logarithm for interval and p; `hedges g` is the standardised difference of
/// ln(median). Distances are between the averages of the samples, and their p-value is that of
/// exchanging whole samples between the groups. Where a group has one sample there is neither interval
/// nor p: tracks and videos of one sample are no replicates of its group.
///
/// # Errors
/// Where there are fewer than two groups, one is empty, named twice or shares a sample with another,
/// or a sample has nothing in the common range.
///
/// ```
/// use exocast_core::SeedPlan;
/// use exocast_vesicle::{CompareOptions, Group, Options, Sample, compare, instrument};
///
/// let options = Options { components: 1, resamples: 20, ..Options::default() }.check()?;
/// let sample = |name: &str, shift: f64| -> Result<_, Box<dyn std::error::Error>> {
///     let list: String = (0..50).map(|i| format!("{}\n", shift + f64::from(i))).collect();
///     let export = instrument::read(list.as_bytes(), name)?;
///     Ok(Sample::new(name, vec![export], None)?.analyse(&options, SeedPlan::new(1))?)
/// };
/// let (a, b) = ([sample("a1", 80.0)?, sample("a2", 82.0)?], [sample("b1", 120.0)?]);
/// let groups = [Group { name: "a", samples: &a }, Group { name: "b", samples: &b }];
/// let found = compare(&groups, CompareOptions::default(), SeedPlan::new(1))?;
/// let median = found.rows.iter().find(|row| row.statistic == "ratio of median").ok_or("none")?;
/// assert!((median.value - 0.731).abs() < 0.001);
/// assert!(median.p.is_none() && median.unit_of_replication.contains("one sample in b"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(
    groups: &[Group<'_>],
    options: CompareOptions,
    seeds: SeedPlan,
) -> Result<Comparison, CompareError> {
    check(groups)?;
    let all = || groups.iter().flat_map(|group| group.samples);
    let from_nm = all().map(|sample| sample.sizes.window().low).fold(0.0, f64::max);
    let mut findings = Vec::new();
    let mut cut: Vec<Vec<(SizeDistribution, f64)>> = Vec::new();
    for group in groups {
        let mut own = Vec::new();
        for sample in group.samples {
            let failed = |source| CompareError::Window { sample: sample.sample.clone(), source };
            let (sizes, left_out) = if from_nm > sample.sizes.window().low {
                sample.sizes.within(from_nm, f64::INFINITY).map_err(failed)?
            } else {
                (sample.sizes.clone(), 0.0)
            };
            if left_out > 0.0 {
                let found = format!("{:.2} % of the particles", 100.0 * left_out);
                let wanted = format!("none below {from_nm} nm, which not all samples see");
                findings.push(Finding::new(&sample.sample, FindingKind::BelowLimit, wanted, found));
            }
            own.push((sizes, left_out));
        }
        cut.push(own);
    }
    let mut instruments: Vec<&str> =
        all().flat_map(|sample| sample.instruments.iter().map(String::as_str)).collect();
    instruments.sort_unstable();
    instruments.dedup();
    if instruments.len() > 1 {
        let found = instruments.join(", ");
        let kind = FindingKind::InstrumentsDiffer;
        findings.push(Finding::new("comparison", kind, "one instrument", found));
    }
    let edges = common_edges(cut.iter().flatten().map(|(sizes, _)| sizes));
    let replicates: Vec<Vec<Replicate>> = groups
        .iter()
        .zip(&cut)
        .map(|(group, own)| {
            let pairs = group.samples.iter().zip(own);
            pairs.map(|(sample, (sizes, left))| replicate(sample, sizes, *left, &edges)).collect()
        })
        .collect();
    let mut rows = Vec::new();
    for i in 0..groups.len() {
        for j in i + 1..groups.len() {
            let pair = Pair {
                names: [groups[i].name, groups[j].name],
                replicates: [&replicates[i], &replicates[j]],
                edges: &edges,
            };
            pair.rows(options, seeds, &mut rows, &mut findings);
        }
    }
    let with: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].p.is_some()).collect();
    let p: Vec<f64> = with.iter().filter_map(|&i| rows[i].p).collect();
    for (i, q) in with.into_iter().zip(benjamini_hochberg(&p)) {
        rows[i].q = Some(q);
    }
    Ok(Comparison { rows, from_nm, findings })
}

fn check(groups: &[Group<'_>]) -> Result<(), CompareError> {
    if groups.len() < 2 {
        return Err(CompareError::Groups(groups.len()));
    }
    for (i, group) in groups.iter().enumerate() {
        if group.samples.is_empty() {
            return Err(CompareError::Empty(group.name.to_owned()));
        }
        for other in &groups[..i] {
            if other.name == group.name {
                return Err(CompareError::Twice(group.name.to_owned()));
            }
            let shared = group
                .samples
                .iter()
                .find(|sample| other.samples.iter().any(|own| own.sample == sample.sample));
            if let Some(sample) = shared {
                return Err(CompareError::Shared {
                    sample: sample.sample.clone(),
                    first: other.name.to_owned(),
                    second: group.name.to_owned(),
                });
            }
        }
    }
    Ok(())
}

fn common_edges<'a>(sizes: impl Iterator<Item = &'a SizeDistribution>) -> Vec<f64> {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for sizes in sizes {
        let ends = sizes.edges().unwrap_or(sizes.sizes());
        low = low.min(ends[0]);
        high = high.max(ends[ends.len() - 1]);
    }
    let step = (high * (1.0 + 1e-9) - low).max(1e-9 * high) / CELLS as f64;
    (0..=CELLS).map(|i| low + step * i as f64).collect()
}

fn replicate(
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
        summary: Summary::of(sizes, PercentileRule::UpperEdge),
        per_ml: stated.map(|stated| stated.per_ml() * (1.0 - left_out)),
        undiluted: matches!(stated, Some(StatedConcentration::Undiluted(_))),
        cumulated,
    }
}

struct Pair<'a> {
    names: [&'a str; 2],
    replicates: [&'a [Replicate]; 2],
    edges: &'a [f64],
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
        let of = single.join(" and in ");
        (
            format!(
                "none: one sample in {of}; its videos and tracks are no replicates of the group"
            ),
            false,
        )
    }

    fn rows(
        &self,
        options: CompareOptions,
        seeds: SeedPlan,
        rows: &mut Vec<ComparisonRow>,
        findings: &mut Vec<Finding>,
    ) {
        let (unit, replicated) = self.unit();
        let [name_a, name_b] = self.names;
        let subject = format!("{name_a} and {name_b}");
        if !replicated {
            let kind = FindingKind::NoReplicates;
            let finding = Finding::new("comparison", kind, "two samples a group or more", &unit);
            findings.push(finding.of(&subject));
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
        for (name, of) in SIZES {
            let logs = |group: &[Replicate]| -> Vec<f64> {
                group.iter().map(|replicate| of(&replicate.summary).ln()).collect()
            };
            let (value, interval, p) = ratio(&logs(a), &logs(b));
            push(name, value, interval, p);
        }
        let known = |group: &[Replicate]| -> Option<Vec<f64>> {
            group.iter().map(|own| own.per_ml.filter(|&c| c > 0.0).map(f64::ln)).collect()
        };
        let same_state = a.iter().chain(b).all(|own| own.undiluted == a[0].undiluted);
        if let (Some(logs_a), Some(logs_b)) = (known(a), known(b)) {
            if same_state {
                let (value, interval, p) = ratio(&logs_a, &logs_b);
                push("ratio of concentration", value, interval, p);
            } else {
                let finding = Finding::new(
                    "comparison",
                    FindingKind::DilutionNotRecorded,
                    "all concentrations before dilution, or none",
                    "some of each: not compared",
                );
                findings.push(finding.of(&subject));
            }
        }
        let medians = |group: &[Replicate]| -> Vec<f64> {
            group.iter().map(|own| own.summary.median.ln()).collect()
        };
        if let Some((value, interval)) = hedges(&medians(a), &medians(b)) {
            push("hedges g of ln(median)", value, Some(interval), None);
        }
        let own = self.distances(&|k| k < a.len());
        let names = ["kolmogorov-smirnov", "wasserstein-1 nm", "energy"];
        let p = replicated.then(|| self.permute(own, options, seeds));
        for (k, name) in names.into_iter().enumerate() {
            push(name, own[k], None, p.map(|p| p[k]));
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
    fn permute(&self, own: [f64; 3], options: CompareOptions, seeds: SeedPlan) -> [f64; 3] {
        let [a, b] = self.replicates.map(<[Replicate]>::len);
        let count = a + b;
        let mut reached = [0_u64; 3];
        let mut tried = 0_u64;
        let mut take = |first: &dyn Fn(usize) -> bool| {
            tried += 1;
            let found = self.distances(first);
            for ((reached, found), own) in reached.iter_mut().zip(found).zip(own) {
                *reached += u64::from(found >= own * (1.0 - 1e-12));
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

type Of = (&'static str, fn(&Summary) -> f64);

const SIZES: [Of; 6] = [
    ("ratio of mean", |s| s.mean),
    ("ratio of median", |s| s.median),
    ("ratio of mode", |s| s.mode),
    ("ratio of d10", |s| s.d10),
    ("ratio of d90", |s| s.d90),
    ("ratio of geometric mean", |s| s.geometric_mean),
];

/// Ratio of geometric means from logarithms, with Welch's interval and p where both are replicated.
fn ratio(a: &[f64], b: &[f64]) -> (f64, Option<(f64, f64)>, Option<f64>) {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let difference = mean(a) - mean(b);
    let value = difference.exp();
    let Some((_, error, degrees)) = welch_parts(a, b, 0.0) else { return (value, None, None) };
    let interval = student_quantile(degrees, 0.975).map(|quantile| {
        let half = quantile * error;
        ((difference - half).exp(), (difference + half).exp())
    });
    (value, interval, welch(a, b).map(|test| test.p))
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

/// All subsets of `size` of `count` as bits, where there are no more than `most`.
fn subsets(count: usize, size: usize, most: usize) -> Option<Vec<u64>> {
    if count > 40 {
        return None;
    }
    let mut number = 1.0_f64;
    for k in 0..size {
        number *= (count - k) as f64 / (k + 1) as f64;
    }
    if number > most as f64 {
        return None;
    }
    let mut found = Vec::new();
    let mut subset = (1_u64 << size) - 1;
    while subset < 1 << count {
        found.push(subset);
        // The next number with as many bits (Gosper).
        let low = subset & subset.wrapping_neg();
        let next = subset + low;
        subset = (((next ^ subset) >> 2) / low) | next;
    }
    Some(found)
}

fn shuffle(order: &mut [usize], stream: &mut Stream) {
    for i in (1..order.len()).rev() {
        order.swap(i, stream.random_range(0..=i));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_all_of_them_once() {
        let found = subsets(6, 3, 100).unwrap();
        assert_eq!(found.len(), 20);
        assert!(found.iter().all(|subset| subset.count_ones() == 3));
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(subsets(6, 3, 10).is_none() && subsets(64, 2, 10_000).is_none());
    }

    #[test]
    fn ratios_have_the_interval_of_welch() {
        // scipy 1.17: ttest_ind([1, 1.2, 0.9], [0.5, 0.4, 0.7, 0.55], equal_var=False).
        let (value, interval, p) = ratio(&[1.0, 1.2, 0.9], &[0.5, 0.4, 0.7, 0.55]);
        let (low, high) = interval.unwrap();
        assert!((value.ln() - 0.495_833_333).abs() < 1e-6);
        assert!((p.unwrap() - 0.012_3).abs() < 5e-3, "{p:?}");
        assert!(low > 1.0 && high < 3.0);
        assert!(ratio(&[1.0], &[0.5, 0.4]).2.is_none());
    }
}
