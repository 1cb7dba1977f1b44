//! Comparison of groups of samples: samples are the replicates, never tracks.

use exocast_core::SeedPlan;
use exocast_core::adjust::benjamini_hochberg;
use exocast_core::options::Checked;

use super::comparison::Comparison;
use super::group::Group;
use super::options::CompareOptions;
use super::pair::Pair;
use super::replicate::{Replicate, common_edges, replicate};
use crate::error::ComputeError;
use crate::export::{Finding, FindingKind};
use crate::size::SizeDistribution;

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
/// use exocast_core::{SeedPlan, options::Options as _};
/// use exocast_vesicle::{CompareOptions, Group, Options, Sample, compare, instrument};
///
/// let mut options = Options::default();
/// (options.components, options.resamples) = (1, 20);
/// let options = options.check()?;
/// let sample = |name: &str, shift: f64| -> Result<_, Box<dyn std::error::Error>> {
///     let list: String = (0..50).map(|i| format!("{}\n", shift + f64::from(i))).collect();
///     let export = instrument::read(list.as_bytes(), name)?;
///     Ok(Sample::new(name, vec![export], None)?.analyse(&options, SeedPlan::new(1))?)
/// };
/// let (a, b) = ([sample("a1", 80.0)?, sample("a2", 82.0)?], [sample("b1", 120.0)?]);
/// let groups = [Group { name: "a", samples: &a }, Group { name: "b", samples: &b }];
/// let comparison = compare(&groups, &CompareOptions::default().check()?, SeedPlan::new(1))?;
/// let median = comparison.rows.iter().find(|row| row.statistic == "ratio of median").ok_or("none")?;
/// assert!((median.value - 0.731).abs() < 0.001);
/// assert!(median.p.is_none() && median.unit_of_replication.contains("one sample in b"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(
    groups: &[Group<'_>],
    options: &Checked<CompareOptions>,
    seeds: SeedPlan,
) -> Result<Comparison, ComputeError> {
    check(groups)?;
    let all = || groups.iter().flat_map(|group| group.samples);
    let from_nm = all().map(|sample| sample.sizes.window().low).fold(0.0, f64::max);
    let mut findings = Vec::new();
    let mut cut: Vec<Vec<(SizeDistribution, f64)>> = Vec::new();
    for group in groups {
        let mut parts = Vec::new();
        for sample in group.samples {
            let failed = |cause| ComputeError::Window {
                sample: sample.sample.clone(),
                source: Box::new(cause),
            };
            let (sizes, left_out) = if from_nm > sample.sizes.window().low {
                sample.sizes.within(from_nm, f64::INFINITY).map_err(failed)?
            } else {
                (sample.sizes.clone(), 0.0)
            };
            if left_out > 0.0 {
                let actual = format!("{:.2} % of the particles", 100.0 * left_out);
                let wanted = format!("none below {from_nm} nm, which not all samples see");
                findings.push(Finding::new(
                    &sample.sample,
                    FindingKind::BelowLimit,
                    wanted,
                    actual,
                ));
            }
            parts.push((sizes, left_out));
        }
        cut.push(parts);
    }
    let mut instruments: Vec<&str> =
        all().flat_map(|sample| sample.instruments.iter().map(String::as_str)).collect();
    instruments.sort_unstable();
    instruments.dedup();
    if instruments.len() > 1 {
        let actual = instruments.join(", ");
        let kind = FindingKind::InstrumentsDiffer;
        findings.push(Finding::new("comparison", kind, "one instrument", actual));
    }
    let edges = common_edges(cut.iter().flatten().map(|(sizes, _)| sizes));
    let replicates: Vec<Vec<Replicate>> = groups
        .iter()
        .zip(&cut)
        .map(|(group, parts)| {
            let pairs = group.samples.iter().zip(parts);
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

fn check(groups: &[Group<'_>]) -> Result<(), ComputeError> {
    if groups.len() < 2 {
        return Err(ComputeError::Groups(groups.len()));
    }
    for (i, group) in groups.iter().enumerate() {
        if group.samples.is_empty() {
            return Err(ComputeError::EmptyGroup(group.name.to_owned()));
        }
        for other in &groups[..i] {
            if other.name == group.name {
                return Err(ComputeError::DuplicateGroup(group.name.to_owned()));
            }
            let shared = group.samples.iter().find(|sample| {
                other.samples.iter().any(|candidate| candidate.sample == sample.sample)
            });
            if let Some(sample) = shared {
                return Err(ComputeError::SharedSample {
                    sample: sample.sample.clone(),
                    first: other.name.to_owned(),
                    second: group.name.to_owned(),
                });
            }
        }
    }
    Ok(())
}
