//! NanoSight NTA 3.2 and 3.4: experiment and single-analysis summaries (CSV).

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::text::{Export, fields, number};
use crate::{
    Dilution, Finding, FindingKind, Instrument, Measurement, RecordedDilution, Replicate, Reported,
    SizeDistribution, check,
    measurement::{Entry, stated},
};

const DILUTION: &str = "Dilution factor (concentrations adjusted for this factor)";
const CONCENTRATION: &str = "Concentration (Particles / ml)";
const DIFFUSION: &str = "Diffusion Coefficient Data";
const BINS: &str = "Bin centre (nm)";

pub(super) fn recognises(first: &str) -> bool {
    let line = first.trim_start();
    line.starts_with("NTA Experiment Summary File")
        || line.starts_with("NTA Single Analysis Summary File")
}

/// One row of values, one a video.
type Row<'a> = (usize, Vec<Cow<'a, str>>);

/// The number-weighted size block.
#[derive(Default)]
struct Block<'a> {
    names: Option<Row<'a>>,
    statistics: Vec<(&'static str, Row<'a>)>,
    tracks: Option<Row<'a>>,
    /// Line of the bin header and number of videos in it.
    header: Option<(usize, usize)>,
    centres: Vec<f64>,
    /// One list a video.
    weights: Vec<Vec<f64>>,
    last_line: usize,
    percentiles: bool,
}

pub(super) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let mut metadata = Vec::new();
    let mut version = String::new();
    let mut block = Block::default();
    let (mut section, mut in_sizes, mut weighting) = (String::new(), false, Weighting::Number);
    let mut promised = false;
    for (index, line) in export.lines.iter().enumerate() {
        // Two thirds of a six-block export are other weightings and diffusion coefficients.
        let elsewhere = section == DIFFUSION || (in_sizes && weighting == Weighting::Other);
        if elsewhere && !line.starts_with('[') && !line.starts_with("Weighting") {
            continue;
        }
        let row = fields(line, ',');
        let key = row[0].as_ref();
        if key.starts_with('[') {
            key.trim_matches(['[', ']']).clone_into(&mut section);
            in_sizes = section == "Size Data";
        } else if let Some(rest) = key.strip_prefix("Created with NTA ") {
            rest.split_whitespace().next().unwrap_or_default().clone_into(&mut version);
        } else if in_sizes {
            if key == "Weighting" {
                let number = row.get(1).is_some_and(|value| value == "Number");
                weighting = if number { Weighting::Number } else { Weighting::Other };
            } else if weighting == Weighting::Number {
                block.line(export, index, row)?;
            }
        } else if section == "Data Included" {
            promised |= key.contains("Number weighting") && key.contains("With Percentiles");
        } else if !key.is_empty() && section != DIFFUSION {
            let mut values: Vec<String> = row[1..].iter().map(|v| v.clone().into_owned()).collect();
            while values.last().is_some_and(String::is_empty) {
                values.pop();
            }
            let key = key.trim_end_matches(':').to_owned();
            metadata.push(Entry { section: section.clone(), key, values });
        }
    }
    block.check_complete(export, promised)?;
    let instrument = Instrument::NanoSight(version);
    build(export, instrument, metadata, &block)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weighting {
    Number,
    Other,
}

impl<'a> Block<'a> {
    fn line(
        &mut self,
        export: &Export<'_>,
        index: usize,
        row: Vec<Cow<'a, str>>,
    ) -> Result<(), ReadError> {
        let known = ["Mean", "Mode", "SD", "D10", "D50", "D90"];
        let key = row[0].clone();
        if let Some((_, videos)) = self.header {
            if key.starts_with("Percentile") {
                self.percentiles = true;
            } else if !self.percentiles && !key.is_empty() {
                self.bin(export, index, &row, videos)?;
            }
        } else if let Some(name) = known.iter().find(|name| **name == key) {
            self.statistics.push((name, (index, row)));
        } else if key == "Filename" {
            self.names = Some((index, row));
        } else if key == "Valid Tracks" {
            self.tracks = Some((index, row));
        } else if key.starts_with(BINS) {
            let videos = row[1..]
                .iter()
                .take_while(|cell| {
                    cell.to_ascii_lowercase().starts_with("concentration (particles")
                })
                .count();
            if videos == 0 {
                return Err(export.error(
                    index,
                    Malformed::NoColumn {
                        wanted: "Concentration (particles / ml)",
                        found: row.join(","),
                    },
                ));
            }
            self.header = Some((index, videos));
            self.weights = vec![Vec::new(); videos];
        }
        Ok(())
    }

    fn bin(
        &mut self,
        export: &Export<'_>,
        index: usize,
        row: &[Cow<'_, str>],
        videos: usize,
    ) -> Result<(), ReadError> {
        let centre = export.diameter(index, 0, &row[0])?;
        if self.centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(index, 0, &row[0], "a bin centre above the one before"));
        }
        self.centres.push(centre);
        for (video, weights) in self.weights.iter_mut().enumerate() {
            let Some(cell) = row.get(video + 1) else {
                let (found, wanted) = (row.len(), videos + 1);
                return Err(export.error(index, Malformed::FieldCount { found, wanted }));
            };
            weights.push(export.amount(index, video + 1, cell)?);
        }
        self.last_line = index;
        Ok(())
    }

    fn check_complete(&self, export: &Export<'_>, promised: bool) -> Result<(), ReadError> {
        let end = export.lines.len().saturating_sub(1);
        if self.header.is_none() {
            let missing = "the number-weighted size table (`Bin centre (nm)` under `[Size Data]`)";
            return Err(export.error(end, Malformed::Missing(missing)));
        }
        if self.centres.len() < 2 {
            return Err(export.error(end, Malformed::Empty("size bin")));
        }
        if promised && !self.percentiles {
            let missing = "the percentile table after the size bins: the file ends too early, export it again and it";
            return Err(export.error(self.last_line, Malformed::Missing(missing)));
        }
        Ok(())
    }
}

fn build(
    export: &Export<'_>,
    instrument: Instrument,
    metadata: Vec<Entry>,
    block: &Block<'_>,
) -> Result<Measurement, ReadError> {
    let (header, videos) = block.header.unwrap_or_default();
    let names = names(export, block, &metadata, videos, header)?;
    let edges = edges(&block.centres);
    let mut findings = name_findings(export, &metadata, &names);
    let mut replicates = Vec::new();
    for (video, name) in names.iter().enumerate() {
        let cell = |row: &Option<Row<'_>>| {
            row.as_ref().and_then(|(_, row)| row.get(video + 1)).and_then(|cell| number(cell))
        };
        let tracks = cell(&block.tracks).filter(|&tracks| tracks > 0.0);
        let weights = block.weights[video].clone();
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            let kind = FindingKind::EmptyVideo;
            findings.push(Finding::new(export.source, kind, "particles", "none").of(name));
            continue;
        }
        let dilution = dilution(export, &metadata, video)?;
        let sizes =
            SizeDistribution::bins_at(block.centres.clone(), edges.clone(), weights, tracks)
                .map_err(|cause| export.error(header, Malformed::other(cause)))?;
        let mut reported = Reported {
            concentration: result(&metadata, CONCENTRATION, video),
            ..Reported::default()
        };
        for (name, row) in &block.statistics {
            let value = row.1.get(video + 1).and_then(|cell| number(cell));
            match *name {
                "Mean" => reported.mean = value,
                "Mode" => reported.mode = value,
                "SD" => reported.sd = value,
                "D10" => reported.d10 = value,
                "D50" => reported.d50 = value,
                _ => reported.d90 = value,
            }
        }
        let concentration = stated(total, tracks, dilution);
        replicates.push(Replicate {
            name: name.clone(),
            sample: None,
            sizes,
            reported,
            concentration,
            dilution,
        });
    }
    if replicates.is_empty() {
        return Err(export.error(header, Malformed::Empty("particle")));
    }
    if replicates.iter().any(|r| r.dilution == RecordedDilution::NotRecorded) {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "Not recorded"));
    }
    let source = export.source.to_owned();
    let mut measurement = Measurement { source, instrument, replicates, metadata, findings };
    check::against_report(&mut measurement);
    check::averages(&mut measurement, &averages(block, videos));
    Ok(measurement)
}

/// `Average` and `Standard Error` of each statistic, as they stand in the two columns after the videos.
fn averages(block: &Block<'_>, videos: usize) -> Vec<(&'static str, Option<f64>, Option<f64>)> {
    block
        .statistics
        .iter()
        .map(|(name, (_, row))| {
            let cell = |i: usize| row.get(i).and_then(|cell| number(cell));
            (*name, cell(videos + 1), cell(videos + 2))
        })
        .collect()
}

fn names(
    export: &Export<'_>,
    block: &Block<'_>,
    metadata: &[Entry],
    videos: usize,
    header: usize,
) -> Result<Vec<String>, ReadError> {
    let listed: Vec<String> = match &block.names {
        Some((_, row)) => row[1..].iter().map(|cell| cell.clone().into_owned()).collect(),
        None => metadata
            .iter()
            .find(|entry| entry.key == "Filename")
            .map(|entry| entry.values.clone())
            .unwrap_or_default(),
    };
    let listed: Vec<String> = listed
        .into_iter()
        .take_while(|name| !name.is_empty() && name != "Average" && name != "Standard Error")
        .collect();
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

fn name_findings(export: &Export<'_>, metadata: &[Entry], names: &[String]) -> Vec<Finding> {
    let listed = metadata.iter().find(|entry| entry.key == "Filename");
    let pairs = listed.into_iter().flat_map(|entry| entry.values.iter().zip(names));
    pairs
        .filter(|(above, name)| above != name)
        .map(|(above, name)| Finding::new(export.source, FindingKind::VideoName, above, name))
        .collect()
}

/// The value of a row of `[Results]` for one video.
fn result(metadata: &[Entry], key: &str, video: usize) -> Option<f64> {
    let entry = metadata.iter().find(|entry| entry.section == "Results" && entry.key == key)?;
    entry.values.get(video).and_then(|value| number(value))
}

fn dilution(
    export: &Export<'_>,
    metadata: &[Entry],
    video: usize,
) -> Result<RecordedDilution, ReadError> {
    let entry = metadata.iter().find(|entry| entry.key == DILUTION);
    let text = entry.and_then(|entry| entry.values.get(video)).map_or("", String::as_str);
    if text.is_empty() || text.eq_ignore_ascii_case("not recorded") {
        return Ok(RecordedDilution::NotRecorded);
    }
    number(text)
        .and_then(|factor| Dilution::new(factor).ok())
        .map(RecordedDilution::Applied)
        .ok_or_else(|| {
            let line = export.lines.iter().position(|line| line.starts_with(DILUTION));
            export.bad(
                line.unwrap_or(0),
                video + 1,
                text,
                "a dilution factor of 1 or more, or `Not recorded`",
            )
        })
}

/// Edges halfway between centres; the outer ones as far out as the inner ones are in.
fn edges(centres: &[f64]) -> Vec<f64> {
    super::table::edges_between(centres)
}
