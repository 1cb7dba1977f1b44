//! Tables with a diameter column, matrices of size by sample, and lists of diameters.

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::{
    columns::{Columns, Places},
    text::{Export, fields, number, separator, shown_header},
    tracks::truth,
};
use crate::{
    Finding, FindingKind, Instrument, Measurement, RecordedDilution, Replicate, SizeDistribution,
    StatedConcentration,
    measurement::{Entry, stated},
};

/// Columns that add up to no more than this hold shares or percentages, not concentrations.
const PERCENT: f64 = 100.01;
/// Lines above the header of a table, at most.
const PREAMBLE: usize = 200;

/// Lines that hold something, with their index.
type Rows<'a> = Vec<(usize, Vec<Cow<'a, str>>)>;

/// A table found in an export: its header, its rows, and what stands above it.
struct Found<'a> {
    header: Vec<Cow<'a, str>>,
    header_line: usize,
    rows: Rows<'a>,
    metadata: Vec<Entry>,
    places: Places,
}

pub(super) fn read(export: &Export<'_>, columns: &Columns) -> Result<Measurement, ReadError> {
    let held = || {
        export.lines.iter().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    };
    let Some((_, first)) = held().next() else {
        return Err(export.error(0, Malformed::Empty("particle")));
    };
    if number(first).is_some() {
        return list(export, held().map(|(index, line)| (index, *line)));
    }
    let found = find(export, columns)?;
    if found.rows.is_empty() {
        return Err(export.error(found.header_line, Malformed::Empty("particle")));
    }
    let mut measurement =
        if found.places.matrix { matrix(export, &found)? } else { table(export, &found)? };
    measurement.metadata = found.metadata;
    Ok(measurement)
}

/// The header is the first line with a column of diameters that is followed by a line with a number
/// in that column; what stands above it is kept as keys and values.
fn find<'a>(export: &Export<'a>, columns: &Columns) -> Result<Found<'a>, ReadError> {
    let held = || export.lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut nearest: Option<(usize, &str, Vec<Cow<'a, str>>)> = None;
    let mut without_number = None;
    for (index, line) in held().take(PREAMBLE) {
        let mark = separator(line).unwrap_or('\t');
        let header = fields(line.trim_start().trim_start_matches('#'), mark);
        let found = Places::find(&header, columns);
        let missing = found.as_ref().err().copied().unwrap_or_default();
        let Some((places, diameter)) = found
            .ok()
            .and_then(|places| Some((places.diameter?, places)))
            .map(|(diameter, places)| (places, diameter))
        else {
            if nearest.as_ref().is_none_or(|(_, _, before)| before.len() < header.len()) {
                nearest = Some((index, missing, header));
            }
            continue;
        };
        let rows = rows_after(export, index, mark);
        let cell = rows.first().map(|(_, row)| row.get(diameter).map_or("", |cell| cell));
        if cell.is_some_and(|cell| number(cell).is_none()) {
            // A title or a remark that speaks of sizes; or a table whose first size is none.
            without_number =
                without_number.or_else(|| Some((rows[0].0, diameter, cell?.to_owned())));
            continue;
        }
        let above = held().take_while(|(other, _)| *other < index).map(|(_, line)| above(line));
        let metadata = above.collect();
        return Ok(Found { header, header_line: index, rows, metadata, places });
    }
    if let Some((index, diameter, cell)) = without_number {
        return Err(export.bad(index, diameter, &cell, "a diameter above zero in nm, up to 1e6"));
    }
    let (index, name, header) = nearest.unwrap_or((0, "", Vec::new()));
    let found = shown_header(&header);
    let wanted = "diameter_nm";
    let cause = if name.is_empty() {
        Malformed::NoColumn { wanted, found }
    } else {
        Malformed::other(NoSuchColumn { wanted: name.to_owned(), found })
    };
    Err(export.error(index, cause))
}

fn rows_after<'a>(export: &Export<'a>, header: usize, mark: char) -> Rows<'a> {
    let held = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut rows: Rows<'a> = export
        .lines
        .iter()
        .enumerate()
        .skip(header + 1)
        .filter(|(_, line)| held(line))
        .map(|(index, line)| (index, fields(line, mark)))
        .collect();
    if mark != ',' {
        // Where a tab or a semicolon separates, the comma may stand for the decimal point.
        for cell in rows.iter_mut().flat_map(|(_, row)| row.iter_mut()) {
            if cell.contains(',') {
                *cell = Cow::Owned(cell.replace(',', "."));
            }
        }
    }
    rows
}

/// A column that the user has named is not in the table.
#[derive(Debug, thiserror::Error)]
#[error("no column `{wanted}`, which the options name; the header has {found}")]
struct NoSuchColumn {
    wanted: String,
    found: String,
}

fn above(line: &str) -> Entry {
    let line = line.trim().trim_start_matches('#').trim();
    let mark = if line.contains('\t') {
        '\t'
    } else if line.contains(',') {
        ','
    } else {
        ':'
    };
    let (key, value) = line.split_once(mark).unwrap_or((line, ""));
    let value = value.trim_matches([' ', ',', ';', '\t', '"']).to_owned();
    let key = key.trim_matches([' ', ':', '"']).to_owned();
    let values = if value.is_empty() { Vec::new() } else { vec![value] };
    Entry { section: String::new(), key, values }
}

fn list<'a>(
    export: &Export<'_>,
    lines: impl Iterator<Item = (usize, &'a str)>,
) -> Result<Measurement, ReadError> {
    let mut diameters = Vec::new();
    for (index, line) in lines {
        diameters.push(export.diameter(index, 0, line)?);
    }
    let sizes = SizeDistribution::particles(diameters)
        .map_err(|cause| export.error(0, Malformed::other(cause)))?;
    Ok(single(export, Instrument::ParticleList, sizes, None, Vec::new()))
}

fn table(export: &Export<'_>, found: &Found<'_>) -> Result<Measurement, ReadError> {
    let Found { places, rows, header, .. } = found;
    let Some(diameter) = places.diameter else {
        return Err(export.error(found.header_line, Malformed::Missing("a column of diameters")));
    };
    let last =
        [Some(diameter), places.count, places.concentration.map(|(at, _)| at), places.included];
    let needed = last.into_iter().flatten().max().unwrap_or(0) + 1;
    let (mut diameters, mut counts, mut concentrations) = (Vec::new(), Vec::new(), Vec::new());
    let (mut excluded, mut sizeless) = (0_usize, 0_usize);
    for (index, row) in rows {
        if row.len() < needed {
            let (found, wanted) = (row.len(), header.len());
            return Err(export.error(*index, Malformed::FieldCount { found, wanted }));
        }
        if let Some(at) = places.included
            && !truth(export, *index, at, &row[at])?
        {
            excluded += 1;
            continue;
        }
        if row[diameter].is_empty() || row[diameter].eq_ignore_ascii_case("nan") {
            sizeless += 1;
            continue;
        }
        let size = export.diameter(*index, diameter, &row[diameter])?;
        diameters.push(size * places.unit.nanometres());
        if let Some(at) = places.count {
            counts.push(export.amount(*index, at, &row[at])?);
        }
        if let Some((at, unit)) = places.concentration {
            concentrations.push(export.amount(*index, at, &row[at])? * unit.per_ml);
        }
    }
    let first = rows.first().map_or(0, |(index, _)| *index);
    let wrong = |cause| export.error(first, Malformed::other(cause));
    let ascending = diameters.windows(2).all(|pair| pair[0] < pair[1]);
    let binned = ascending && diameters.len() > 2;
    if let Some((_, unit)) = places.concentration.filter(|(_, unit)| unit.density) {
        let edges = edges_between(&diameters);
        if !(binned && unit.density) {
            let cause =
                Malformed::Missing("ascending sizes, which concentrations for each nm need,");
            return Err(export.error(first, cause));
        }
        for (value, edge) in concentrations.iter_mut().zip(edges.windows(2)) {
            *value *= edge[1] - edge[0];
        }
    }
    let tracks = (!counts.is_empty()).then(|| counts.iter().sum::<f64>());
    let weights = if counts.is_empty() { &concentrations } else { &counts };
    let sizes = if weights.is_empty() {
        SizeDistribution::particles(diameters)
    } else if binned {
        let edges = edges_between(&diameters);
        SizeDistribution::bins_at(diameters, edges, weights.clone(), tracks)
    } else {
        SizeDistribution::weighted_particles(&diameters, weights, tracks)
    };
    let sizes = sizes.map_err(wrong)?;
    let total: f64 = concentrations.iter().sum();
    let concentration = (!concentrations.is_empty())
        .then(|| stated(total, tracks, RecordedDilution::NotRecorded))
        .flatten();
    let mut findings = Vec::new();
    let mut note = |kind, wanted: String, found: String| {
        findings.push(Finding::new(export.source, kind, wanted, found));
    };
    if excluded > 0 {
        let (all, kept) = (rows.len().to_string(), (rows.len() - excluded).to_string());
        note(FindingKind::ExcludedRows, all, kept);
    }
    if sizeless > 0 {
        note(FindingKind::NoSize, "a size on every row".to_owned(), sizeless.to_string());
    }
    if places.concentration.is_some_and(|(_, unit)| !unit.stated) {
        let found = "none; per mL assumed".to_owned();
        note(FindingKind::ConcentrationUnit, "a unit in the header".to_owned(), found);
    }
    if concentration.is_some() {
        note(FindingKind::DilutionNotRecorded, "a dilution factor".to_owned(), "none".to_owned());
    }
    Ok(single(export, Instrument::Table, sizes, concentration, findings))
}

fn single(
    export: &Export<'_>,
    instrument: Instrument,
    sizes: SizeDistribution,
    concentration: Option<StatedConcentration>,
    findings: Vec<Finding>,
) -> Measurement {
    let replicate = Replicate { concentration, ..Replicate::new("1", sizes) };
    Measurement { findings, ..Measurement::new(export.source, instrument, vec![replicate]) }
}

fn matrix(export: &Export<'_>, found: &Found<'_>) -> Result<Measurement, ReadError> {
    let Found { header, rows, places, .. } = found;
    let factor = places.unit.nanometres();
    if let Some((index, row)) = rows.iter().find(|(_, row)| row.len() < header.len()) {
        let (found, wanted) = (row.len(), header.len());
        return Err(export.error(*index, Malformed::FieldCount { found, wanted }));
    }
    let mut centres: Vec<f64> = Vec::new();
    let mut columns = vec![Vec::new(); header.len() - 1];
    for (index, row) in rows {
        let centre = export.diameter(*index, 0, &row[0])? * factor;
        if centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(*index, 0, &row[0], "a size above the one before"));
        }
        centres.push(centre);
        for (column, weights) in columns.iter_mut().enumerate() {
            weights.push(export.amount(*index, column + 1, &row[column + 1])?);
        }
    }
    if centres.len() < 2 {
        return Err(export.error(rows[0].0, Malformed::Empty("second size")));
    }
    let edges = edges_between(&centres);
    let (mut replicates, mut findings) = (Vec::new(), Vec::new());
    let concentrations = columns.iter().any(|column| column.iter().sum::<f64>() > PERCENT);
    for (name, weights) in header[1..].iter().zip(columns) {
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            let kind = FindingKind::EmptyVideo;
            findings.push(Finding::new(export.source, kind, "particles", "none").of(name));
            continue;
        }
        let sizes = SizeDistribution::bins_at(centres.clone(), edges.clone(), weights, None)
            .map_err(|cause| export.error(rows[0].0, Malformed::other(cause)))?;
        let dilution = RecordedDilution::NotRecorded;
        replicates.push(Replicate {
            sample: Some(without_video_number(name).to_owned()),
            concentration: concentrations.then(|| stated(total, None, dilution)).flatten(),
            ..Replicate::new(name.clone().into_owned(), sizes)
        });
    }
    if replicates.is_empty() {
        return Err(export.error(rows[0].0, Malformed::Empty("particle")));
    }
    if concentrations {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "none"));
    }
    Ok(Measurement { findings, ..Measurement::new(export.source, Instrument::Matrix, replicates) })
}

/// NanoSight numbers videos `_00`, `_01`, …: what stands before is the sample.
fn without_video_number(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((stem, number))
            if !stem.is_empty()
                && number.len() == 2
                && number.bytes().all(|digit| digit.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Bin edges between ascending centres: halfway, on a logarithmic scale where the centres stand in a
/// constant ratio; the outer ones as far out as the inner ones are in.
pub(super) fn edges_between(centres: &[f64]) -> Vec<f64> {
    let logarithmic = {
        let ratios = || centres.windows(2).map(|pair| pair[1] / pair[0]);
        let low = ratios().fold(f64::INFINITY, f64::min);
        let high = ratios().fold(0.0, f64::max);
        // Rounded to three or four digits, a ratio may be a little off.
        centres.len() > 2 && (high - low) <= 0.02 * low && high > 1.0 + 1e-9 && {
            let steps = || centres.windows(2).map(|pair| pair[1] - pair[0]);
            let (least, most) =
                (steps().fold(f64::INFINITY, f64::min), steps().fold(0.0, f64::max));
            most > 1.2 * least
        }
    };
    let scale = |value: f64| if logarithmic { value.ln() } else { value };
    let back = |value: f64| if logarithmic { value.exp() } else { value };
    let mut edges: Vec<f64> = centres
        .windows(2)
        .map(|pair| back(f64::midpoint(scale(pair[0]), scale(pair[1]))))
        .collect();
    if let ([first, ..], [.., last]) = (centres, centres)
        && let ([inner_first, ..], [.., inner_last]) = (edges.as_slice(), edges.as_slice())
    {
        let before = back(2.0 * scale(*first) - scale(*inner_first)).max(0.0);
        let after = back(2.0 * scale(*last) - scale(*inner_last));
        edges.insert(0, before);
        edges.push(after);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_follow_the_spacing() {
        let check = |centres: &[f64], wanted: &[f64]| {
            let found = edges_between(centres);
            assert_eq!(found.len(), wanted.len());
            for (a, b) in found.iter().zip(wanted) {
                assert!((a - b).abs() < 1e-9 * b.max(1.0), "{found:?}");
            }
        };
        check(&[0.5, 1.5, 2.5], &[0.0, 1.0, 2.0, 3.0]);
        check(&[10.0, 1000.0, 100_000.0], &[1.0, 100.0, 10_000.0, 1_000_000.0]);
        check(&[10.0, 20.0], &[5.0, 15.0, 25.0]);
    }

    #[test]
    fn video_numbers_are_two_digits() {
        let check = |name, wanted| assert_eq!(without_video_number(name), wanted);
        check("12_500_1_00", "12_500_1");
        check("beads_1", "beads_1");
        check("sample", "sample");
        check("_01", "_01");
    }
}
