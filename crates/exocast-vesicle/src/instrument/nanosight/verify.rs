//! An NTA summary checked against itself: names, averages, percentiles, and its further blocks.

use exocast_core::{Malformed, ReadError};
use std::f64::consts::PI;

use super::super::table::edges_between;
use super::super::text::Export;
use super::block::{Block, STATISTICS, is};
use crate::export::{
    Entry, Finding, FindingKind, FurtherBlock, Measurement, Quantity, Replicate, Reported,
    check_averages,
};
use crate::size::{
    PercentileRule, SizeDistribution, Summary, Weighting, binned_percentiles, percentile,
};

/// Values are printed to one decimal.
const TENTH: f64 = 0.0501;

pub(crate) fn complete(
    export: &Export<'_>,
    blocks: &[Block],
    promised: &[String],
) -> Result<(), ReadError> {
    for block in blocks {
        let (header, _) = block.header.unwrap_or_default();
        if block.centres.len() < 2 {
            return Err(export.error(header, Malformed::Empty("size bin")));
        }
    }
    let with_percentiles =
        promised.iter().filter(|line| line.to_lowercase().contains("with percentiles")).count();
    let complete = blocks.iter().filter(|block| block.percentiles.is_some()).count();
    if with_percentiles > complete || (!promised.is_empty() && blocks.len() < promised.len()) {
        let last = blocks.iter().map(|block| block.last_line).max().unwrap_or_default();
        let missing = if blocks.is_empty() {
            "the number-weighted size table (`Bin centre (nm)` under `[Size Data]`)"
        } else {
            "a table that `[Data Included]` announces, or its percentiles (the file ends too early: export it again),"
        };
        return Err(export.error(last, Malformed::Missing(missing)));
    }
    Ok(())
}

/// Videos that the head of the file calls otherwise than its table.
pub(crate) fn names(export: &Export<'_>, metadata: &[Entry], names: &[String]) -> Vec<Finding> {
    let listed = metadata.iter().find(|entry| is(&entry.key, "filename"));
    let pairs = listed.into_iter().flat_map(|entry| entry.values.iter().zip(names));
    pairs
        .filter(|(above, name)| above != name)
        .map(|(above, name)| Finding::new(export.source, FindingKind::VideoName, above, name))
        .collect()
}

/// Videos whose concentration the instrument itself does not trust.
pub(crate) fn warnings(export: &Export<'_>, metadata: &[Entry], names: &[String]) -> Vec<Finding> {
    metadata
        .iter()
        .filter(|entry| is(&entry.key, "validity of concentration"))
        .flat_map(|entry| entry.values.iter().zip(names))
        .filter(|(verdict, _)| !verdict.is_empty() && !verdict.eq_ignore_ascii_case("ok"))
        .map(|(verdict, name)| {
            Finding::new(export.source, FindingKind::Warning, "OK", verdict.as_str()).about(name)
        })
        .collect()
}

/// The edge at which this software reads percentiles: that which gives the file's own D50 for most
/// videos, where it has one and they are distinguished.
pub(crate) fn percentile_rule(measurement: &mut Measurement) {
    let near = |rule: PercentileRule| {
        let off = |replicate: &Replicate| {
            let pairs = [(0.1, replicate.reported.d10), (0.5, replicate.reported.d50)];
            pairs.iter().all(|&(p, reported)| {
                reported.is_none_or(|reported| {
                    (percentile(&replicate.sizes, p, rule) - reported).abs() <= TENTH
                })
            })
        };
        measurement.replicates.iter().filter(|replicate| off(replicate)).count()
    };
    let rule = measurement.percentiles;
    let other = match rule {
        PercentileRule::LowerEdge => PercentileRule::UpperEdge,
        _ => PercentileRule::LowerEdge,
    };
    if near(other) > near(rule) {
        measurement.percentiles = other;
    }
    if measurement.percentiles == PercentileRule::LowerEdge {
        let finding = Finding::new(
            &measurement.source,
            FindingKind::PercentileEdge,
            "the upper edge of its bin",
            "the lower edge, one bin low",
        );
        measurement.findings.push(finding);
    }
}

/// The `Average` and `Standard Error` columns against the videos; the error is s/√n.
pub(crate) fn averages(measurement: &mut Measurement, block: &Block, videos: usize) {
    let columns: Vec<_> = STATISTICS
        .iter()
        .zip(&block.statistics)
        .map(|(&name, cells)| {
            let cell = |i: usize| cells.get(i).copied().flatten();
            (name, cell(videos), cell(videos + 1))
        })
        .collect();
    check_averages(measurement, &columns);
}

/// The percentile table against the bins.
pub(crate) fn percentiles(measurement: &mut Measurement, block: &Block) {
    let Some(rows) = &block.percentiles else { return };
    let rule = measurement.percentiles;
    // A video without particles is no replicate any more; its column would shift the others.
    if measurement.replicates.len() != block.weights.len() {
        return;
    }
    let inner = || rows.iter().filter(|(percent, _)| *percent > 0.0 && *percent < 100.0);
    if !rows.windows(2).all(|pair| pair[0].0 < pair[1].0) {
        return;
    }
    let mut findings = Vec::new();
    for (video, replicate) in measurement.replicates.iter().enumerate() {
        let computed = binned_percentiles(&replicate.sizes, inner().map(|(p, _)| p / 100.0), rule);
        let worst = inner()
            .zip(computed.unwrap_or_default())
            .filter_map(|((percent, values), computed)| {
                let reported = values.get(video).copied().flatten()?;
                Some((*percent, computed, reported))
            })
            .max_by(|a, b| (a.1 - a.2).abs().total_cmp(&(b.1 - b.2).abs()));
        if let Some((percent, computed, reported)) =
            worst.filter(|(_, computed, reported)| !close(*computed, *reported))
        {
            let kind = FindingKind::Statistic("percentile table");
            let (computed, actual) =
                (format!("{percent} %: {computed:.1} nm"), format!("{reported} nm"));
            findings.push(
                Finding::new(&measurement.source, kind, computed, actual).about(&replicate.name),
            );
        }
    }
    measurement.findings.extend(findings);
}

fn close(computed: f64, reported: f64) -> bool {
    (computed - reported).abs() <= TENTH.max(1e-9 * computed.abs())
}

/// The blocks of other weightings and of diffusion coefficients: their totals against the particles,
/// their weights against geometry, and their statistics against their own bins.
pub(crate) fn further(measurement: &mut Measurement) {
    let mut findings = Vec::new();
    let rule = measurement.percentiles;
    for replicate in &measurement.replicates {
        for block in &replicate.further {
            let mut note = |kind, expected: String, actual: String| {
                let finding = Finding::new(&measurement.source, kind, expected, actual);
                findings.push(finding.about(&format!("{}, {}", replicate.name, block.name())));
            };
            if let Some((kind, expected, actual)) = weights(replicate, block) {
                note(kind, expected, actual);
            }
            let edges = edges_between(&block.centres);
            let bins = SizeDistribution::bins_at(
                block.centres.clone(),
                edges,
                block.weights.clone(),
                replicate.sizes.tracks(),
            );
            let Ok(bins) = bins else { continue };
            for (name, computed, reported) in
                statistics(&Summary::new(&bins, rule), &block.reported)
            {
                if !close(computed, reported) {
                    note(
                        FindingKind::Statistic(name),
                        format!("{computed:.1}"),
                        format!("{reported}"),
                    );
                }
            }
        }
    }
    // One finding for the whole file says what its software always does.
    for (kind, expected, actual) in [
        (
            FindingKind::LowerEdgeWeighting,
            "area and volume at the centre of each bin",
            "at its lower edge (π d², π/6 d³ of the whole sphere)",
        ),
        (
            FindingKind::DiffusionWeighting,
            "area and volume of the particles behind each coefficient",
            "the coefficient taken for a diameter: use the size blocks",
        ),
    ] {
        if findings.iter().any(|finding| finding.kind == kind) {
            findings.retain(|finding| finding.kind != kind);
            findings.push(Finding::new(&measurement.source, kind, expected, actual));
        }
    }
    measurement.findings.extend(findings);
}

fn statistics(computed: &Summary, reported: &Reported) -> Vec<(&'static str, f64, f64)> {
    [
        ("mean", Some(computed.mean), reported.mean),
        ("mode", Some(computed.mode), reported.mode),
        ("SD", computed.sd, reported.sd),
        ("D10", Some(computed.d10), reported.d10),
        ("D50", Some(computed.d50), reported.d50),
        ("D90", Some(computed.d90), reported.d90),
    ]
    .into_iter()
    .filter_map(|(name, computed, reported)| Some((name, computed?, reported?)))
    .collect()
}

/// How the weights of a block come from particles: nothing where as geometry has it.
fn weights(replicate: &Replicate, block: &FurtherBlock) -> Option<(FindingKind, String, String)> {
    let numbers: Vec<f64> = match block.quantity {
        Quantity::Size => replicate.sizes.iter().map(|(_, weight)| weight).collect(),
        Quantity::Diffusion => {
            let is_number = |other: &&FurtherBlock| {
                other.quantity == Quantity::Diffusion && other.weighting == Weighting::Number
            };
            let numbers = replicate.further.iter().find(is_number);
            numbers.map_or(Vec::new(), |numbers| numbers.weights.clone())
        }
    };
    if block.weighting == Weighting::Number {
        // Each of some thousand bins is rounded to one particle.
        let (computed, reported): (f64, f64) =
            (replicate.sizes.total(), block.weights.iter().sum());
        let rounding = 0.5 * block.weights.len() as f64;
        let off = (computed - reported).abs() > rounding.max(1e-6 * computed);
        return off.then(|| {
            (FindingKind::BlockTotal, format!("{computed:.4e} /mL"), format!("{reported:.4e} /mL"))
        });
    }
    if numbers.len() != block.weights.len() {
        let (computed, actual) = (numbers.len().to_string(), block.weights.len().to_string());
        return Some((
            FindingKind::BlockTotal,
            format!("{computed} bins"),
            format!("{actual} bins"),
        ));
    }
    let half = 0.5 * (block.centres[1] - block.centres[0]);
    let at = |place: f64| match block.weighting {
        Weighting::Volume => PI / 6.0 * place.powi(3),
        _ => PI * place * place,
    };
    let factor = |shift: f64| {
        let expected = |(centre, number): (&f64, &f64)| number * at(centre + shift);
        let pairs = || block.centres.iter().zip(&numbers);
        // A count is rounded: its relative error is half of its inverse.
        let slack: f64 = pairs().map(|(centre, _)| 0.5 * at(centre + shift) + 0.5).sum();
        let off: f64 = pairs()
            .zip(&block.weights)
            .map(|(pair, reported)| (expected(pair) - reported).abs())
            .sum();
        off <= slack
    };
    if block.quantity == Quantity::Diffusion {
        return (factor(-half) || factor(0.0))
            .then(|| (FindingKind::DiffusionWeighting, String::new(), String::new()));
    }
    if factor(0.0) {
        None
    } else if factor(-half) {
        Some((FindingKind::LowerEdgeWeighting, String::new(), String::new()))
    } else {
        let computed: f64 = block.centres.iter().zip(&numbers).map(|(&d, n)| n * at(d)).sum();
        let reported: f64 = block.weights.iter().sum();
        Some((FindingKind::BlockTotal, format!("{computed:.4e}"), format!("{reported:.4e}")))
    }
}
