//! miRNAs of two groups.

use std::f64::consts::LN_2;

use exocast_core::{
    Z95,
    quantile::{QuantileType, quantile},
};
use exocast_transfer::Guide;

use super::{
    difference::adjust,
    groups::{Group, Pair},
};
use crate::{
    figures::{self, Bar},
    result::{CargoDifference, Difference, Measure},
    steps::{
        chain::Chain,
        notice::StepNotice,
        sampling::{Carried, Logs, Sampling},
    },
    study::Step,
};

/// miRNAs that the picture shows.
const SHOWN: usize = 16;

/// Fewer reads than this in both groups together are not tested: counting alone decides there, as in edgeR's
/// `filterByExpr`. Assumed.
const FEWEST: f64 = 10.0;

/// The log2 ratio of each miRNA between the groups of each pair.
pub(super) fn run(
    chain: &mut Chain<'_>,
    pairs: &[Pair<'_>],
    sampling: &Sampling<'_>,
) -> Vec<CargoDifference> {
    let mut rows: Vec<CargoDifference> = Vec::new();
    for pair in pairs {
        let sequenced = |group: &Group<'_>| {
            group.places.iter().filter(|&&at| sampling.is_sequenced(at)).count()
        };
        let (case, against) = (sequenced(pair.case), sequenced(pair.against));
        if case == 0 || against == 0 {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::NoneSequenced { contrast });
            continue;
        }
        let samples = pair.case.places.len().min(pair.against.places.len());
        if case.min(against) == 1 && samples > 1 {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::OneSequenced { contrast });
        }
        rows.extend(compare(chain, pair, sampling));
    }
    if let Some(first) = pairs.first() {
        let mut bars: Vec<Bar> = rows
            .iter()
            .filter(|row| row.contrast == first.name)
            .filter_map(|row| {
                let label = row.guide.label(&row.mirna);
                Some(Bar { label, value: row.difference.interval()? })
            })
            .collect();
        // What differs most compared with its uncertainty.
        let clear = |bar: &Bar| {
            let half = (bar.value.high - bar.value.low) / 2.0;
            bar.value.value.abs() / half.max(f64::MIN_POSITIVE)
        };
        bars.sort_by(|a, b| clear(b).total_cmp(&clear(a)));
        bars.truncate(SHOWN);
        if !bars.is_empty() {
            chain.figure(figures::contrast_cargo(&first.name, &bars));
        }
    }
    adjust(&mut rows, |a, b| a.contrast == b.contrast, |row| &mut row.difference);
    rows
}

fn compare(
    chain: &mut Chain<'_>,
    pair: &Pair<'_>,
    sampling: &Sampling<'_>,
) -> Vec<CargoDifference> {
    let both: Vec<usize> = pair.case.places.iter().chain(&pair.against.places).copied().collect();
    let (measure, lacking) = sampling.measure(&both);
    if !lacking.is_empty() {
        let (contrast, lacking) = (pair.name.clone(), lacking.join(", "));
        let measure = measure.name();
        chain.note(Step::Contrasts, &StepNotice::CommonMeasure { contrast, measure, lacking });
    }
    // Draws are needed if samples cannot show how far a mean may be off.
    let replicated = pair.case.places.len().min(pair.against.places.len()) > 1;
    let drawn = |places: &[usize]| {
        if replicated || measure != Measure::PerVesicle {
            Vec::new()
        } else {
            sampling.carried(places)
        }
    };
    let (case, against) = (drawn(&pair.case.places), drawn(&pair.against.places));
    let mut rows = Vec::new();
    for Logs { mirna, guide, reads, by_sample } in sampling.logs(&both, measure) {
        let (a, b) = by_sample.split_at(pair.case.places.len());
        let least = counted(a) + counted(b);
        let [a, b] =
            [a, b].map(|group| group.iter().flatten().map(|(log, _)| *log).collect::<Vec<f64>>());
        let (x, y) = reads.split_at(pair.case.places.len());
        let reads = [x, y].map(|reads| reads.iter().sum::<f64>());
        let total: f64 = reads.iter().sum();
        if total <= 0.0 {
            continue;
        }
        // Copies of nothing have no ratio.
        let only = reads
            .iter()
            .position(|reads| *reads > 0.0)
            .filter(|_| measure != Measure::Reads && reads.iter().any(|reads| *reads <= 0.0));
        let measured = || match measure {
            Measure::Reads => Some(counting(reads, mean(&a) - mean(&b))),
            _ => measurement(draws(&case, &mirna, &guide)?, draws(&against, &mirna, &guide)?),
        };
        let difference = match only {
            Some(group) => Difference::only_in([pair.case.name, pair.against.name][group]),
            None => match Difference::of_means(&a, &b, least, measured) {
                Some(tested) if total < FEWEST => tested.untested().scaled(1.0 / LN_2),
                Some(tested) => tested.scaled(1.0 / LN_2),
                None => continue,
            },
        };
        let contrast = pair.name.clone();
        rows.push(CargoDifference { contrast, mirna, guide, measure, difference });
    }
    rows
}

/// Variance of the mean of some samples by counting alone.
fn counted(samples: &[Option<(f64, f64)>]) -> f64 {
    let variances: Vec<f64> = samples.iter().flatten().map(|(_, variance)| *variance).collect();
    let n = variances.len().max(1) as f64;
    variances.iter().sum::<f64>() / (n * n)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn draws<'a>(all: &'a [Carried], mirna: &str, guide: &Guide) -> Option<&'a [f64]> {
    let carried = all.iter().find(|carried| carried.mirna == mirna && carried.guide == *guide)?;
    Some(carried.copies_per_vesicle.as_ref()?.draws.as_slice())
}

/// The interval of a log ratio of counts by counting alone.
fn counting(reads: [f64; 2], value: f64) -> (f64, f64, &'static str) {
    let half = Z95 * reads.map(|n| 1.0 / (n + 0.5)).iter().sum::<f64>().sqrt();
    (value - half, value + half, "counting")
}

/// The interval of a log ratio by draws of both.
fn measurement(case: &[f64], against: &[f64]) -> Option<(f64, f64, &'static str)> {
    let mut ratios: Vec<f64> = case.iter().zip(against).map(|(a, b)| (a / b).ln()).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let end = |p| quantile(&ratios, p, QuantileType::Type7);
    Some((end(0.025)?, end(0.975)?, "measurement"))
}

#[cfg(test)]
mod tests {
    use exocast_core::{SeedPlan, adjust::benjamini_hochberg};
    use rand_distr::{Distribution, LogNormal, Poisson};

    use super::*;
    use crate::steps::sampling::Counting;

    /// Two groups of three samples of the same cargo, read to these depths: p of every miRNA that is tested.
    fn of_the_same(depths: [f64; 2], seed: u64) -> Vec<f64> {
        let mut random = SeedPlan::new(seed).stream("null", 0);
        let abundance = LogNormal::new(0.0, 2.5).expect("a distribution");
        let shares: Vec<f64> = (0..600).map(|_| abundance.sample(&mut random)).collect();
        let all: f64 = shares.iter().sum();
        let mean = f64::midpoint(depths[0], depths[1]);
        let mut tested = Vec::new();
        for share in shares {
            let mut total = 0.0;
            let [a, b] = depths.map(|depth| {
                [0; 3].map(|_| {
                    let expected = Poisson::new(share / all * depth).expect("a mean");
                    let reads: f64 = expected.sample(&mut random);
                    total += reads;
                    let counted = Counting::new(reads, depth, mean);
                    Some((counted.log_per_million(), counted.variance))
                })
            });
            let logs = |group: &[Option<(f64, f64)>]| -> Vec<f64> {
                group.iter().flatten().map(|(log, _)| *log).collect()
            };
            let least = counted(&a) + counted(&b);
            let difference =
                Difference::of_means(&logs(&a), &logs(&b), least, || None).expect("samples");
            tested.extend(difference.p.filter(|_| total >= FEWEST));
        }
        tested
    }

    #[test]
    fn what_is_the_same_is_not_called_different() {
        for depths in [[5e5, 5e5], [3e5, 9e5], [2e5, 2e6], [2e3, 2e3]] {
            let (mut low, mut tested, mut called) = (0, 0, 0);
            for seed in 1..=8 {
                let p = of_the_same(depths, seed);
                tested += p.len();
                low += p.iter().filter(|p| **p < 0.05).count();
                called += benjamini_hochberg(&p).iter().filter(|q| **q < 0.05).count();
            }
            let share = low as f64 / tested as f64;
            assert!(share < 0.05 && called <= 2, "{depths:?}: {share}, {called} of {tested}");
        }
    }
}
