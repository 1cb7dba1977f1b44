//! Parent cells of two groups.

use exocast_core::{Interval, Z95};
use exocast_origin::{Deconvolution, SampleOrigin, SourceShare};

use super::{
    difference::adjust,
    groups::{Group, Pair},
};
use crate::{
    result::{Difference, OriginDifference},
    steps::{chain::Chain, notice::StepNotice},
    study::Step,
};

/// The difference of the mean shares of each source.
pub(super) fn run(
    chain: &mut Chain<'_>,
    pairs: &[Pair<'_>],
    origin: &Deconvolution,
) -> Vec<OriginDifference> {
    let study = chain.study;
    let mut rows: Vec<OriginDifference> = Vec::new();
    let Some(first) = origin.samples.first() else { return rows };
    for pair in pairs {
        let origins_of = |group: &Group<'_>| -> Vec<&SampleOrigin> {
            let estimated = |name: &str| origin.samples.iter().find(|sample| sample.sample == name);
            group.samples(study).filter_map(estimated).collect()
        };
        let (a, b) = (origins_of(pair.case), origins_of(pair.against));
        if a.is_empty() || b.is_empty() {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::NoCargoColumn { contrast });
            continue;
        }
        for share in &first.shares {
            let shares_of = |samples: &[&SampleOrigin]| -> (Vec<f64>, Option<f64>) {
                let known = |sample: &&SampleOrigin| {
                    let same = |other: &&SourceShare| other.source == share.source;
                    let share = sample.shares.iter().find(same)?;
                    Some((share.rna_share?, share.interval))
                };
                let shares: Vec<(f64, Option<Interval>)> =
                    samples.iter().filter_map(known).collect();
                let n = shares.len() as f64;
                let variance: Option<f64> = shares
                    .iter()
                    .map(|(_, range)| range.map(|i| ((i.high - i.low) / (2.0 * Z95)).powi(2)))
                    .sum();
                (
                    shares.iter().map(|(share, _)| *share).collect(),
                    variance.map(|sum| sum / (n * n)),
                )
            };
            let ((a, va), (b, vb)) = (shares_of(&a), shares_of(&b));
            let measured = || {
                let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
                let half = Z95 * (va? + vb?).sqrt();
                let value = mean(&a) - mean(&b);
                Some(((value - half).max(-1.0), (value + half).min(1.0), "measurement"))
            };
            if let Some(difference) = Difference::of_means(&a, &b, 0.0, measured) {
                let (contrast, source) = (pair.name.clone(), share.source.clone());
                rows.push(OriginDifference { contrast, source, difference });
            }
        }
    }
    adjust(&mut rows, |a, b| a.contrast == b.contrast, |row| &mut row.difference);
    rows
}
