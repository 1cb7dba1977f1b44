//! The videos of a NanoSight export.

use exocast_core::words::shown;
use exocast_core::{Dilution, Malformed, ReadError};

use super::super::table::edges_between;
use super::super::text::Export;
use super::block::{Block, Marks, is, multiple};
use super::verify;
use crate::error::ComputeError;
use crate::export::{
    Entry, Finding, FindingKind, FurtherBlock, Instrument, Measurement, Quantity, Replicate,
    check_report, stated,
};
use crate::number::{RecordedDilution, diluted};
use crate::size::{SizeDistribution, Weighting};

const DILUTION: &str = "Dilution factor";

const CONCENTRATION: &str = "Concentration (";

pub(crate) fn build(
    export: &Export<'_>,
    version: String,
    metadata: Vec<Entry>,
    mut blocks: Vec<Block>,
    marks: Marks,
) -> Result<Measurement, ReadError> {
    let number =
        |block: &Block| block.quantity == Quantity::Size && block.weighting == Weighting::Number;
    let Some(first) = blocks.iter().position(number) else {
        let missing = "the number-weighted size table (`Bin centre (nm)` under `[Size Data]`)";
        return Err(export.error(export.lines.len().saturating_sub(1), Malformed::Missing(missing)));
    };
    let sizes = blocks.remove(first);
    let (header, videos) = sizes.header.unwrap_or_default();
    let names = names(export, &sizes, &metadata, videos, header)?;
    let edges = edges_between(&sizes.centres);
    let mut findings = verify::names(export, &metadata, &names);
    findings.extend(verify::warnings(export, &metadata, &names));
    let concentrations: Vec<Option<f64>> = metadata
        .iter()
        .filter(|entry| entry.section == "Results" && is(&entry.key, CONCENTRATION))
        .find_map(|entry| Some((entry, multiple(&entry.key)?)))
        .map(|(entry, unit)| {
            entry
                .values
                .iter()
                .map(|value| marks.number(value).map(|number| number * unit))
                .collect()
        })
        .unwrap_or_default();
    let mut replicates = Vec::new();
    for (video, name) in names.iter().enumerate() {
        let tracks = sizes.tracks.get(video).copied().flatten().filter(|&tracks| tracks > 0.0);
        let dilution = dilution(export, &metadata, video, marks)?;
        let weights = sizes.weights[video].clone();
        let total: f64 = weights.iter().sum();
        let distribution =
            SizeDistribution::bins_at(sizes.centres.clone(), edges.clone(), weights, tracks);
        let distribution = match distribution {
            Err(ComputeError::NoParticle) => {
                let kind = FindingKind::EmptyVideo;
                findings.push(Finding::new(export.source, kind, "particles", "none").about(name));
                continue;
            }
            binned => binned.map_err(|cause| export.error(header, Malformed::other(cause)))?,
        };
        let mut reported = sizes.reported(video);
        reported.concentration = concentrations.get(video).copied().flatten();
        let further = blocks.iter_mut().map(|block| FurtherBlock {
            quantity: block.quantity,
            weighting: block.weighting,
            reported: block.reported(video),
            centres: block.centres.clone(),
            weights: block.weights.get_mut(video).map(std::mem::take).unwrap_or_default(),
        });
        replicates.push(Replicate {
            further: further.collect(),
            reported,
            concentration: stated(total, tracks, dilution),
            dilution,
            ..Replicate::new(name.clone(), distribution)
        });
    }
    if replicates.is_empty() {
        return Err(export.error(header, Malformed::Empty("particle")));
    }
    if replicates.iter().any(|r| r.dilution == RecordedDilution::NotRecorded) {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "Not recorded"));
    }
    let instrument = Instrument::NanoSight(version);
    let mut measurement = Measurement {
        metadata,
        findings,
        ..Measurement::new(export.source, instrument, replicates)
    };
    verify::percentile_rule(&mut measurement);
    check_report(&mut measurement);
    verify::averages(&mut measurement, &sizes, videos);
    verify::percentiles(&mut measurement, &sizes);
    verify::further(&mut measurement);
    Ok(measurement)
}

fn names(
    export: &Export<'_>,
    block: &Block,
    metadata: &[Entry],
    videos: usize,
    header: usize,
) -> Result<Vec<String>, ReadError> {
    let of_file = metadata.iter().find(|entry| is(&entry.key, "filename"));
    let listed = match &block.names {
        Some((_, names)) => names.clone(),
        None => of_file.map(|entry| entry.values.clone()).unwrap_or_default(),
    };
    if listed.is_empty() {
        return Ok((1..=videos).map(|video| format!("video {video}")).collect());
    }
    if listed.len() != videos {
        let line = block.names.as_ref().map_or(header, |(line, _)| *line);
        return Err(export.error(
            line,
            Malformed::Contradiction {
                left: "the number of video names",
                left_value: listed.len().to_string(),
                right: "the number of concentration columns",
                right_value: videos.to_string(),
            },
        ));
    }
    Ok(listed)
}

fn dilution(
    export: &Export<'_>,
    metadata: &[Entry],
    video: usize,
    marks: Marks,
) -> Result<RecordedDilution, ReadError> {
    let entry = metadata.iter().find(|entry| is(&entry.key, DILUTION));
    let text = entry.and_then(|entry| entry.values.get(video)).map_or("", String::as_str);
    if text.is_empty() || text.eq_ignore_ascii_case("not recorded") {
        return Ok(RecordedDilution::NotRecorded);
    }
    Dilution::parse(text, marks.decimal)
        .and_then(|factor| diluted(factor.get()).ok())
        .map(RecordedDilution::Applied)
        .ok_or_else(|| {
            let line = export.lines.iter().position(|line| is(line, DILUTION)).unwrap_or(0);
            let wanted = "a dilution factor of 1 or more, or `Not recorded`";
            export.bad(line, video + 1, &shown(text), wanted)
        })
}
