//! NanoSight NTA 3: experiment and single-analysis summaries, number-only or of six blocks.

mod block;
mod verify;

use exocast_core::{Malformed, ReadError};

use self::block::{Block, Marks, is, multiple};
use super::{
    numerals::Decimal,
    text::{Export, factor, fields, separator, shown},
};
use crate::{
    BadDistribution, Dilution, Finding, FindingKind, Instrument, Measurement, RecordedDilution,
    Replicate, SizeDistribution, Weighting, check,
    measurement::{Entry, FurtherBlock, Quantity, stated},
};

const DILUTION: &str = "Dilution factor";
const CONCENTRATION: &str = "Concentration (";

/// By its first lines, or where these were cut off by its sections.
pub(super) fn recognises(export: &Export<'_>) -> bool {
    let title = |line: &&str| {
        let line = line.trim_start_matches(['"', ' ']);
        is(line, "NTA Experiment Summary") || is(line, "NTA Single Analysis Summary")
    };
    export.lines.iter().filter(|line| !line.trim().is_empty()).take(5).any(title)
        || export.lines.iter().any(|line| line.trim_start_matches('"').starts_with("[Size Data]"))
}

pub(super) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let marks = marks(export)?;
    let mut metadata = Vec::new();
    let mut version = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut section = String::new();
    let mut quantity = None;
    let mut promised: Vec<String> = Vec::new();
    for (index, line) in export.lines.iter().enumerate() {
        let first = line.trim_start_matches([' ', '"']).as_bytes().first().copied();
        let Some(first) = first else { continue };
        if let Some(block) = blocks.last_mut().filter(|_| quantity.is_some())
            && (first.is_ascii_digit() || first == b'-' || first == b'+' || first == b'.')
        {
            block.numbers(export, index, line, marks)?;
            continue;
        }
        let row = fields(line, marks.separator);
        let key = row[0].as_ref();
        if key.starts_with('[') {
            key.trim_matches(['[', ']']).clone_into(&mut section);
            quantity = match section.as_str() {
                "Size Data" => Some(Quantity::Size),
                "Diffusion Coefficient Data" => Some(Quantity::Diffusion),
                _ => None,
            };
            if let Some(quantity) = quantity {
                blocks.push(Block::new(quantity, Weighting::Number));
            }
        } else if let Some(rest) = key.strip_prefix("Created with NTA ") {
            rest.split_whitespace().next().unwrap_or_default().clone_into(&mut version);
        } else if let Some(quantity) = quantity {
            if is(key, "weighting") {
                let weighting = weighting(export, index, row.get(1).map_or("", |cell| cell))?;
                match blocks.last_mut() {
                    Some(block) if block.header.is_none() && block.names.is_none() => {
                        block.weighting = weighting;
                    }
                    _ => blocks.push(Block::new(quantity, weighting)),
                }
            } else if is(key, "analysis method") {
                metadata.push(entry(&section, &row));
            } else if let Some(block) = blocks.last_mut() {
                block.named(export, index, &row, marks)?;
            }
        } else if section == "Data Included" {
            promised.extend((!key.is_empty()).then(|| key.to_owned()));
        } else if !key.is_empty() {
            metadata.push(entry(&section, &row));
        }
    }
    blocks.retain(|block| block.header.is_some());
    verify::complete(export, &blocks, &promised)?;
    build(export, version, metadata, blocks, marks)
}

fn entry(section: &str, row: &[std::borrow::Cow<'_, str>]) -> Entry {
    let mut values: Vec<String> = row[1..].iter().map(|value| value.clone().into_owned()).collect();
    while values.last().is_some_and(String::is_empty) {
        values.pop();
    }
    let key = row[0].trim_end_matches(':').to_owned();
    Entry { section: section.to_owned(), key, values }
}

/// The separator stands after the name of the first column, and bin centres (`0.5`, `0,5`) say which
/// mark stands before decimals.
fn marks(export: &Export<'_>) -> Result<Marks, ReadError> {
    let is_header = |line: &str| is(line.trim_start_matches(['"', ' ']), "bin cent");
    let header = export.lines.iter().position(|line| is_header(line));
    let separator = header.and_then(|at| separator(export.lines[at])).unwrap_or(',');
    let Some(header) = header else {
        return Ok(Marks { separator, decimal: Decimal::Point });
    };
    // The first bins decide where they have decimals at all, else all cells.
    let rows = || export.lines[header + 1..].iter().take(2000);
    let first = rows().take(20).map(|line| {
        fields(line, separator).first().map(|cell| cell.clone().into_owned()).unwrap_or_default()
    });
    let centres: Vec<String> = first.filter(|cell| cell.contains(['.', ','])).collect();
    let cells: Vec<String> = if centres.is_empty() {
        let row = |line: &str| -> Vec<String> {
            fields(line, separator).into_iter().map(std::borrow::Cow::into_owned).collect()
        };
        rows().flat_map(|line| row(line)).collect()
    } else {
        centres
    };
    let decimal = Decimal::of(cells.iter().map(String::as_str), Some(separator))
        .map_err(|cause| export.error(header, Malformed::other(cause)))?;
    Ok(Marks { separator, decimal })
}

fn weighting(export: &Export<'_>, index: usize, text: &str) -> Result<Weighting, ReadError> {
    let name = text.to_lowercase();
    if name.starts_with("number") {
        Ok(Weighting::Number)
    } else if name.contains("area") {
        Ok(Weighting::Area)
    } else if name.starts_with("volume") {
        Ok(Weighting::Volume)
    } else {
        let wanted = "a weighting: Number, Surface Area or Volume";
        Err(export.bad(index, 1, text, wanted))
    }
}

fn build(
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
    let edges = super::bins::edges_between(&sizes.centres);
    let mut findings = verify::names(export, &metadata, &names);
    findings.extend(verify::warnings(export, &metadata, &names));
    let concentrations: Vec<Option<f64>> = metadata
        .iter()
        .filter(|entry| entry.section == "Results" && is(&entry.key, CONCENTRATION))
        .find_map(|entry| Some((entry, multiple(&entry.key)?)))
        .map(|(entry, unit)| {
            entry.values.iter().map(|value| marks.number(value).map(|found| found * unit)).collect()
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
            Err(BadDistribution::Empty) => {
                let kind = FindingKind::EmptyVideo;
                findings.push(Finding::new(export.source, kind, "particles", "none").of(name));
                continue;
            }
            found => found.map_err(|cause| export.error(header, Malformed::other(cause)))?,
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
    check::against_report(&mut measurement);
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
    factor(text, marks.decimal)
        .and_then(|factor| Dilution::new(factor).ok())
        .map(RecordedDilution::Applied)
        .ok_or_else(|| {
            let line = export.lines.iter().position(|line| is(line, DILUTION)).unwrap_or(0);
            let wanted = "a dilution factor of 1 or more, or `Not recorded`";
            export.bad(line, video + 1, &shown(text), wanted)
        })
}
