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
        let of = |group: &Group<'_>| -> Vec<&SampleOrigin> {
            let own = |name: &str| origin.samples.iter().find(|sample| sample.sample == name);
            group.samples(study).filter_map(own).collect()
        };
        let (a, b) = (of(pair.of), of(pair.against));
        if a.is_empty() || b.is_empty() {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::NoCargoColumn { contrast });
            continue;
        }
        for share in &first.shares {
            let of = |samples: &[&SampleOrigin]| -> (Vec<f64>, Option<f64>) {
                let own = |sample: &&SampleOrigin| {
                    let same = |other: &&SourceShare| other.source == share.source;
                    let found = sample.shares.iter().find(same)?;
                    Some((found.rna_share?, found.interval))
                };
                let found: Vec<(f64, Option<Interval>)> = samples.iter().filter_map(own).collect();
                let n = found.len() as f64;
                let variance: Option<f64> = found
                    .iter()
                    .map(|(_, range)| range.map(|i| ((i.high - i.low) / (2.0 * Z95)).powi(2)))
                    .sum();
                (found.iter().map(|own| own.0).collect(), variance.map(|sum| sum / (n * n)))
            };
            let ((a, va), (b, vb)) = (of(&a), of(&b));
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
