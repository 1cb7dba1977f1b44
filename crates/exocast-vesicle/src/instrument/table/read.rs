//! Tables with a diameter column, matrices of size by sample, and lists of diameters.

use exocast_core::text::DecimalMark;
use exocast_core::words::shown;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;
use std::rc::Rc;

use super::super::text::{Export, number};
use super::super::unreadable::Unreadable;
use super::header::{SizeTable, find_table};
use super::matrix::read_matrix;
use super::named::{Columns, LengthUnit};
use super::rows::{read_rows, single_replicate};
use crate::export::{Instrument, Measurement};
use crate::size::SizeDistribution;

pub(crate) fn read(export: &Export<'_>, columns: &Columns) -> Result<Measurement, ReadError> {
    let held = || {
        export.lines.iter().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    };
    let Some((at, first)) = held().next() else {
        return Err(export.error(0, Malformed::Empty("particle")));
    };
    if number(first).is_some() {
        let unit = columns.unit.unwrap_or_default();
        let measurement = read_list(export, held().map(|(index, line)| (index, *line)), unit)?;
        return in_nanometres(export, at, measurement);
    }
    let table = match find_table(export, columns) {
        Ok(table) => table,
        Err(_) if is_numbers(first) => {
            return Err(export.error(at, Malformed::other(Unreadable::Nameless(shown(first)))));
        }
        Err(cause) => return Err(cause),
    };
    if table.rows.is_empty() {
        return Err(export.error(table.header_line, Malformed::Empty("particle")));
    }
    let mut measurement = if table.places.matrix {
        read_matrix(export, &table)?
    } else if let Some(at) = table.places.sample {
        read_by_sample(export, &table, at)?
    } else {
        read_rows(export, &table)?
    };
    measurement.metadata = table.metadata;
    in_nanometres(export, table.header_line, measurement)
}

/// The measurement, where its sizes can be those of vesicles in nm.
fn in_nanometres(
    export: &Export<'_>,
    index: usize,
    measurement: Measurement,
) -> Result<Measurement, ReadError> {
    let sizes = || measurement.replicates.iter().flat_map(|replicate| replicate.sizes.iter());
    let all: f64 = sizes().map(|(_, weight)| weight).sum();
    let small: f64 = sizes().filter(|(size, _)| *size < 1.0).map(|(_, weight)| weight).sum();
    if 2.0 * small <= all {
        return Ok(measurement);
    }
    let held = sizes().find(|(size, weight)| *size < 1.0 && *weight > 0.0);
    let example = held.map_or(0.0, |(size, _)| size);
    Err(export.error(index, Malformed::other(Unreadable::TooSmall(example))))
}

/// Nothing but numbers and what is between them.
fn is_numbers(line: &str) -> bool {
    let of_numbers = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | '-' | '+' | 'e' | 'E')
    };
    line.chars().all(of_numbers)
}

fn read_list<'a>(
    export: &Export<'_>,
    lines: impl Iterator<Item = (usize, &'a str)>,
    unit: LengthUnit,
) -> Result<Measurement, ReadError> {
    let mut diameters = Vec::new();
    for (index, line) in lines {
        diameters.push(export.diameter(index, 0, line, DecimalMark::Point)? * unit.nanometres());
    }
    let sizes = SizeDistribution::particles(diameters)
        .map_err(|cause| export.error(0, Malformed::other(cause)))?;
    Ok(single_replicate(export, Instrument::ParticleList, sizes, None, Vec::new()))
}

/// Rows of several samples, one after the other: a table each, as a replicate of its own sample.
fn read_by_sample(
    export: &Export<'_>,
    table: &SizeTable<'_>,
    at: usize,
) -> Result<Measurement, ReadError> {
    let name = |row: &[Cow<'_, str>]| row.get(at).map_or("", |cell| cell).to_owned();
    let mut names: Vec<String> = Vec::new();
    for (index, row) in &table.rows {
        let sample = name(row);
        if sample.is_empty() {
            return Err(export.bad(*index, at, "", "the name of a sample"));
        }
        if names.last() != Some(&sample) && !names.contains(&sample) {
            names.push(sample);
        }
    }
    let mut whole: Option<Measurement> = None;
    for sample in names {
        let rows = table.rows.iter().filter(|(_, row)| name(row) == sample).cloned().collect();
        let part = SizeTable {
            header: table.header.clone(),
            columns: Rc::clone(&table.columns),
            header_line: table.header_line,
            rows,
            places: table.places,
            decimal: table.decimal,
            metadata: Vec::new(),
        };
        let mut part = read_rows(export, &part)?;
        for replicate in &mut part.replicates {
            (replicate.sample, replicate.name) = (Some(sample.clone()), sample.clone());
        }
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.replicates.extend(part.replicates);
                // What holds for every part is said once.
                part.findings.retain(|finding| !whole.findings.contains(finding));
                whole.findings.extend(part.findings);
            }
        }
    }
    whole.ok_or_else(|| export.error(table.header_line, Malformed::Empty("particle")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_micrometres_are_not_taken_for_nanometres() {
        let read = |text: &str, unit| {
            let columns = Columns { unit, ..Columns::default() };
            read(&Export::new(text, "sizes.csv"), &columns)
                .map(|measurement| measurement.replicates[0].sizes.sizes()[0])
        };
        for text in ["diameter\n0.12\n0.16\n1.1\n", "0.12\n0.16\n1.1\n"] {
            let Err(ReadError::Malformed { source, .. }) = read(text, None) else {
                panic!("{text:?} was read as nm")
            };
            assert!(source.to_string().contains("--micrometres"), "{source}");
            let diameter = read(text, Some(LengthUnit::Micrometres)).expect("sizes in µm");
            assert!((diameter - 120.0).abs() < 1e-9);
        }
        assert!(read("diameter\n0.5\n120\n130\n", None).is_ok());
    }
}
