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
use crate::export::{Finding, FindingKind, Instrument, Measurement};
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
    let of_commas = are_decimal_commas(held().map(|(_, line)| line.trim()));
    if number(first).is_some() || of_commas {
        let unit = columns.unit.unwrap_or_default();
        let decimal = if of_commas { DecimalMark::Comma } else { DecimalMark::Point };
        let lines = held().map(|(index, line)| (index, *line));
        let measurement = read_list(export, lines, unit, decimal)?;
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
    if let Some(line) = table.total {
        let actual = format!("on line {}", line + 1);
        let finding = Finding::new(export.source, FindingKind::TotalRow, "bins alone", actual);
        measurement.findings.push(finding);
    }
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

/// Whether lines are numbers with a decimal comma, and not sizes with their counts: three or more, all with as many
/// decimals, one or two, and not in ascending order, as bins are.
fn are_decimal_commas<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> bool {
    let parts = |line: &'a str| {
        let (whole, decimals) = line.split_once(',')?;
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (are_digits(whole) && are_digits(decimals)).then_some((whole, decimals.len()))
    };
    let Some((_, digits)) = lines.clone().next().and_then(parts) else { return false };
    if !(1..=2).contains(&digits) {
        return false;
    }
    let (mut count, mut ascends, mut last) = (0, true, 0.0);
    for line in lines {
        let Some((whole, decimals)) = parts(line) else { return false };
        let Ok(whole) = whole.parse::<f64>() else { return false };
        if decimals != digits {
            return false;
        }
        (ascends, count, last) = (ascends && whole > last, count + 1, whole);
    }
    count > 2 && !ascends
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
    decimal: DecimalMark,
) -> Result<Measurement, ReadError> {
    let mut diameters = Vec::new();
    for (index, line) in lines {
        diameters.push(export.diameter(index, 0, line.trim(), decimal)? * unit.nanometres());
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
            total: None,
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

    fn table(text: &str) -> Result<Measurement, String> {
        let columns = Columns::default();
        read(&Export::new(text, "sizes.csv"), &columns).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            cause.unwrap_or_default()
        })
    }

    #[test]
    fn a_list_may_have_decimal_commas() {
        let list = table("151,9\n102,8\n139,3\n113,5\n").expect("a list");
        assert_eq!(list.replicates[0].sizes.sizes().len(), 4);
        assert!((list.replicates[0].sizes.sizes()[0] - 102.8).abs() < 1e-9);
        // Sizes and counts.
        assert!(table("25,3\n35,7\n45,9\n").is_err());
        assert!(table("151,9\n102,12\n139,3\n").is_err());
    }

    /// Bins, each with cells that follow it.
    fn bins(header: &str, cells: impl Fn(u32) -> String) -> String {
        let rows = (0..12).map(|i| format!("{},{}\n", 25 + 10 * i, cells(i)));
        format!("{header}\n{}", rows.collect::<String>())
    }

    fn samples(text: &str) -> Vec<String> {
        let names = table(text).expect("a table").replicates.into_iter();
        names.map(|replicate| replicate.sample.unwrap_or_default()).collect()
    }

    #[test]
    fn a_sample_may_be_called_n() {
        let both = |header: &str| bins(header, |i| format!("{},{}", 2 * i + 1, 30 - i));
        assert_eq!(samples(&both("Size (nm),N,T")), ["N", "T"]);
        assert_eq!(samples(&bins("Size (nm),N", |i| i.to_string())), [""]);
        assert_eq!(samples(&both("Size (nm),N,Intensity")), [""]);
        // Too few bins to be sure.
        let refusal = table("Size (nm),N,T\n25,3,4\n35,5,6\n45,7,8\n").unwrap_err();
        assert!(refusal.contains("--count N") && refusal.contains("`particle_size`"), "{refusal}");
    }

    #[test]
    fn sums_and_statistics_are_no_samples() {
        let three = |third: &dyn Fn(u32) -> u32, name: &str| {
            let cells = |i: u32| format!("{},{},{}", i + 1, 30 - i, third(i));
            bins(&format!("Size (nm),A,B,{name}"), cells)
        };
        assert_eq!(samples(&three(&|_| 31, "Sum")), ["A", "B"]);
        assert_eq!(samples(&three(&|i| 3 + i, "Total")), ["A", "B", "Total"]);
        for name in ["StDev", "Mean", "Mittelwert"] {
            assert_eq!(samples(&three(&|_| 15, name)), ["A", "B"], "{name}");
        }
        let sum: u32 = (0..12).map(|i| i + 1).sum();
        let below = bins("Size (nm),Particles/mL", |i| (i + 1).to_string());
        let read = table(&format!("{below}Total,{sum}\n")).expect("bins");
        assert!(read.findings.iter().any(|finding| finding.kind == FindingKind::TotalRow));
        assert!(table(&format!("{below}Total,{}\n", sum + 9)).is_err());
    }

    #[test]
    fn bins_as_text_are_read_by_their_edges() {
        let text = "Size bin (nm),Particles/mL\n20-30,5\n30-40,7\n40-50,3\n";
        let sizes = &table(text).expect("bins").replicates[0].sizes;
        assert_eq!(sizes.sizes(), [25.0, 35.0, 45.0]);
        let refusal = table("Size bin (nm),Particles/mL\n20-Oct,5\n30-40,7\n40-50,3\n");
        assert!(refusal.unwrap_err().contains("turned into a date"));
        let refusal = table("\u{5927}\u{5c0f},\u{6570}\n20,5\n30,7\n").unwrap_err();
        assert!(refusal.contains("--diameter"), "{refusal}");
        assert!(table("\u{7c92}\u{5f84}(nm),conc (particles/mL)\n20,5\n30,7\n40,9\n").is_ok());
    }

    #[test]
    fn too_many_to_be_counted_are_no_numbers_of_particles() {
        let many =
            |name: &str| bins(&format!("Size (nm),{name}"), |i| format!("{}", (i + 1) * 3_000_000));
        let read = table(&many("Number")).expect("bins");
        let finding = read.findings.iter().find(|it| it.kind == FindingKind::TooMany);
        assert!(finding.expect("a finding").to_string().contains("--concentration"));
        assert_eq!(read.replicates[0].sizes.tracks(), None);
        let columns = Columns { count: Some("Number".to_owned()), ..Columns::default() };
        let chosen = super::read(&Export::new(&many("Number"), "s"), &columns).expect("counts");
        assert!(chosen.findings.iter().all(|it| it.kind != FindingKind::TooMany));
    }
}
