//! `ZetaView` 8 size exports (tab-separated `.txt`).

use exocast_core::{Malformed, ReadError};

use super::{
    text::{Export, number},
    unsupported::Unsupported,
};
use crate::{
    Dilution, Finding, FindingKind, Instrument, Measurement, PercentileRule, RecordedDilution,
    Replicate, Reported, SizeDistribution,
    measurement::{Entry, stated},
    percentile,
};

pub(super) fn recognises(export: &Export<'_>) -> bool {
    export.first().is_some_and(|line| line.starts_with("Original File:"))
        || export.lines.iter().take(12).any(|line| line.starts_with("ZetaView S/N:"))
}

/// The size table, up to its separator row.
#[derive(Default)]
struct Sizes {
    centres: Vec<f64>,
    numbers: Vec<f64>,
    concentrations: Vec<f64>,
    volumes: Vec<f64>,
    /// Particles in the second, logarithmic table: the same ones again.
    second: f64,
    second_rows: usize,
    separator: bool,
}

pub(super) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let header = export.lines.iter().position(|line| line.starts_with("Size / nm"));
    let metadata = entries(&export.lines[..header.unwrap_or(export.lines.len())]);
    let value = |key: &str| {
        let entry = metadata.iter().find(|entry| entry.key == key)?;
        entry.values.first().map(String::as_str)
    };
    let kind = value("Type of Measurement").unwrap_or("Size Distribution");
    if kind != "Size Distribution" {
        return Err(export.error(line_of(export, "Type of Measurement"), not_size()));
    }
    let end = export.lines.len().saturating_sub(1);
    let Some(header) = header else {
        let missing = "the size table (`Size / nm  Number  Concentration / cm-3 …`)";
        return Err(export.error(end, Malformed::Missing(missing)));
    };
    let sizes = table(export, header)?;
    let traces = value("Number of Traces").and_then(number);
    let counted: f64 = sizes.numbers.iter().sum();
    if counted <= 0.0 {
        let cause = Malformed::other(Unsupported::NoTraces);
        return Err(export.error(line_of(export, "Number of Traces"), cause));
    }
    if !sizes.separator {
        let missing =
            "the row of -1 after the size table: the file ends too early, export it again and it";
        return Err(export.error(end, Malformed::Missing(missing)));
    }
    let dilution = dilution(export, value("Dilution"))?;
    let edges = super::table::edges_between(&sizes.centres);
    let bins = |weights: &[f64]| {
        SizeDistribution::bins_at(
            sizes.centres.clone(),
            edges.clone(),
            weights.to_vec(),
            Some(counted),
        )
        .map_err(|cause| export.error(header, Malformed::other(cause)))
    };
    let numbers = bins(&sizes.numbers)?;
    // cm³ and mL are the same volume.
    let per_ml: f64 = sizes.concentrations.iter().sum();
    let reported_d50 = value("Median Number (D50)").and_then(number);
    let mut findings = Vec::new();
    let mut note = |kind, expected: String, found: String| {
        findings.push(Finding::new(export.source, kind, expected, found));
    };
    if let Some(traces) = traces.filter(|traces| (traces - counted).abs() > 0.5) {
        note(FindingKind::Tracks, counted.to_string(), traces.to_string());
    }
    if sizes.second_rows > 0 {
        let found = format!("{} particles again on {} rows", sizes.second, sizes.second_rows);
        note(FindingKind::SecondTable, format!("{counted} particles"), found);
    }
    let own = percentile(&numbers, 0.5, PercentileRule::Centre);
    if let Some(d50) = reported_d50.filter(|d50| (d50 - own).abs() > 1e-3 * own) {
        note(FindingKind::Statistic("D50"), format!("{own:.3} nm"), format!("{d50} nm"));
    }
    if let (Some(d50), Ok(volumes)) =
        (value("Median Volume (D50)").and_then(number), bins(&sizes.volumes))
    {
        // The volume column has four digits.
        let own = percentile(&volumes, 0.5, PercentileRule::Centre);
        if (d50 - own).abs() > 5e-3 * own {
            note(FindingKind::Statistic("volume D50"), format!("{own:.1} nm"), format!("{d50} nm"));
        }
    }
    if dilution == RecordedDilution::NotRecorded {
        note(FindingKind::DilutionNotRecorded, "a dilution factor".to_owned(), "none".to_owned());
    }
    let replicate = Replicate {
        name: value("Experiment").or(value("Sample")).unwrap_or("measurement").to_owned(),
        sample: None,
        sizes: numbers,
        reported: Reported { d50: reported_d50, ..Reported::default() },
        concentration: stated(per_ml, Some(counted), dilution),
        dilution,
    };
    Ok(Measurement {
        source: export.source.to_owned(),
        instrument: Instrument::ZetaView(version(value("Software").unwrap_or_default())),
        replicates: vec![replicate],
        metadata,
        findings,
    })
}

fn not_size() -> Malformed {
    Malformed::other(Unsupported::ZetaViewNotSize)
}

fn line_of(export: &Export<'_>, key: &str) -> usize {
    export.lines.iter().position(|line| line.starts_with(key)).unwrap_or(0)
}

fn table(export: &Export<'_>, header: usize) -> Result<Sizes, ReadError> {
    let columns: Vec<&str> = export.lines[header].split('\t').map(str::trim).collect();
    let column = |wanted: &'static str| {
        columns.iter().position(|name| name.starts_with(wanted)).ok_or_else(|| {
            export.error(header, Malformed::NoColumn { wanted, found: columns.join(", ") })
        })
    };
    let (number_at, concentration_at) = (column("Number")?, column("Concentration / cm-3")?);
    let volume_at = column("Volume")?;
    let mut sizes = Sizes::default();
    for (index, line) in export.lines.iter().enumerate().skip(header + 1) {
        if line.trim().is_empty() {
            continue;
        }
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() < columns.len() {
            let (found, wanted) = (row.len(), columns.len());
            return Err(export.error(index, Malformed::FieldCount { found, wanted }));
        }
        if number(row[0]) == Some(-1.0) && number(row[number_at]) == Some(-1.0) {
            sizes.separator = true;
            continue;
        }
        let centre = export.diameter(index, 0, row[0])?;
        let count = export.amount(index, number_at, row[number_at])?;
        if sizes.separator {
            sizes.second += count;
            sizes.second_rows += 1;
            continue;
        }
        if sizes.centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(index, 0, row[0], "a size above the one before"));
        }
        sizes.centres.push(centre);
        sizes.numbers.push(count);
        sizes.concentrations.push(export.amount(index, concentration_at, row[concentration_at])?);
        sizes.volumes.push(export.amount(index, volume_at, row[volume_at])?);
    }
    unround(&mut sizes.centres);
    Ok(sizes)
}

/// Sizes have four digits, but stand at even steps: puts back what rounding took.
fn unround(centres: &mut [f64]) {
    let [first, second, ..] = *centres else { return };
    let step = second - first;
    let exact = |i: usize| first + step * i as f64;
    if centres.iter().enumerate().all(|(i, &centre)| (centre - exact(i)).abs() <= 1e-3 * centre) {
        centres.iter_mut().enumerate().for_each(|(i, centre)| *centre = exact(i));
    }
}

fn dilution(export: &Export<'_>, text: Option<&str>) -> Result<RecordedDilution, ReadError> {
    let Some(text) = text.filter(|text| !text.is_empty() && *text != "NaN") else {
        return Ok(RecordedDilution::NotRecorded);
    };
    let factor = number(text).and_then(|factor| Dilution::new(factor).ok());
    factor.map(RecordedDilution::NotApplied).ok_or_else(|| {
        let line = line_of(export, "Number of Traces");
        export.bad(line, 0, text, "a dilution factor of 1 or more")
    })
}

/// `ZetaView (version 8.06.01 SP1)` ► `8.06.01 SP1`.
fn version(software: &str) -> String {
    let inner = software.split_once("(version ").map_or(software, |(_, rest)| rest);
    inner.trim_end_matches(')').to_owned()
}

/// Lines of `Key:⇥value⇥…`, several keys on some; `Key: value` as well.
fn entries(lines: &[&str]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines {
        let mut open = false;
        for cell in line.split('\t').map(str::trim) {
            let (key, value) = match cell.split_once(": ") {
                _ if cell.ends_with(':') => (cell.trim_end_matches(':'), None),
                Some((key, value)) if !open => (key, Some(value)),
                _ => {
                    if let Some(entry) = entries.last_mut().filter(|_| open && !cell.is_empty()) {
                        entry.values.push(cell.to_owned());
                    }
                    continue;
                }
            };
            let values = value.into_iter().map(str::to_owned).collect();
            entries.push(Entry { section: String::new(), key: key.to_owned(), values });
            open = true;
        }
    }
    entries
}
