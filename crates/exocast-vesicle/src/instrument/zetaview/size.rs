//! The size export of a `ZetaView`.

use super::layout::value_of;
use exocast_core::text::DecimalMark;
use exocast_core::{Dilution, Malformed, ReadError};
use std::f64::consts::PI;

use super::super::table::{concentration, edges_between};
use super::super::text::{Export, shown_header};
use super::super::unreadable::Unreadable;
use super::layout::{decimal_mark, first_number, line_of, software_of};
use crate::export::{Entry, Finding, FindingKind, Measurement, Replicate, Reported, stated};
use crate::number::{RecordedDilution, diluted};
use crate::size::{SizeDistribution, percentile};

/// Columns have four digits.
const DIGITS: f64 = 1e-3;

/// The size table, up to its separator row.
#[derive(Default)]
struct Sizes {
    centres: Vec<f64>,
    numbers: Vec<f64>,
    concentrations: Vec<f64>,
    volumes: Vec<f64>,
    areas: Vec<f64>,
    /// Particles in the second, logarithmic table: the same ones again.
    second: f64,
    second_rows: usize,
    separator: bool,
}

/// `Size / nm⇥Number⇥…`, spaced and cased in any way.
pub(crate) fn is_header(line: &str) -> bool {
    let name = |cell: &str| cell.to_lowercase().replace([' ', '[', ']', '(', ')', '/'], "");
    let mut cells = line.split('\t');
    cells.next().is_some_and(|cell| matches!(name(cell).as_str(), "sizenm" | "diameternm"))
        && cells.any(|cell| name(cell).starts_with("number"))
}

/// A header with concentrations too, as no other instrument's table has it from the first line on.
pub(crate) fn is_whole_header(line: &str) -> bool {
    is_header(line) && line.split('\t').any(|cell| cell.trim().to_lowercase().starts_with("conc"))
}

pub(crate) fn read(
    export: &Export<'_>,
    header: Option<usize>,
    metadata: Vec<Entry>,
) -> Result<Measurement, ReadError> {
    let end = export.lines.len().saturating_sub(1);
    let Some(header) = header else {
        let missing = "the size table (`Size / nm  Number  Concentration / cm-3 …`)";
        return Err(export.error(end, Malformed::Missing(missing)));
    };
    let value = |key: &str| value_of(&metadata, key);
    let decimal = decimal_mark(export, header)?;
    let number_of = |key: &str| value(key).and_then(|text| first_number(text, decimal));
    let sizes = table(export, header, decimal)?;
    let traces = number_of("Number of Traces");
    let counted: f64 = sizes.numbers.iter().sum();
    if counted <= 0.0 {
        let cause = Malformed::other(Unreadable::NoTraces);
        return Err(export.error(line_of(export, "Number of Traces"), cause));
    }
    let complete = traces.is_some_and(|traces| (traces - counted).abs() < 0.5);
    if !sizes.separator && !complete {
        let missing = "the row of -1 after the size table, and the particles counted are not those of `Number of Traces` (the file ends too early: export it again); it";
        return Err(export.error(end, Malformed::Missing(missing)));
    }
    let dilution = dilution(export, value("Dilution").or(value("Dilution Factor")), decimal)?;
    let edges = edges_between(&sizes.centres);
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
    let reported_d50 = number_of("Median Number (D50)");
    let instrument = software_of(&metadata);
    let rule = instrument.percentile_rule();
    let mut findings = Vec::new();
    let mut note = |kind, expected: String, actual: String| {
        findings.push(Finding::new(export.source, kind, expected, actual));
    };
    if let Some(traces) = traces.filter(|_| !complete) {
        note(FindingKind::Tracks, counted.to_string(), traces.to_string());
    }
    if sizes.second_rows > 0 {
        let actual = format!("{} particles again on {} rows", sizes.second, sizes.second_rows);
        note(FindingKind::SecondTable, format!("{counted} particles"), actual);
    }
    if !sizes.separator {
        note(FindingKind::NoEndRow, "a row of -1".to_owned(), "none".to_owned());
    }
    let medians = [
        ("D50", "Median Number (D50)", &sizes.numbers, 1e-3),
        ("concentration D50", "Median Concentration (D50)", &sizes.concentrations, 1e-3),
        // The volume column has four digits.
        ("volume D50", "Median Volume (D50)", &sizes.volumes, 5e-3),
    ];
    for (name, key, weights, tolerance) in medians {
        if let (Some(actual), Ok(bins)) = (number_of(key), bins(weights)) {
            let computed = percentile(&bins, 0.5, rule);
            if (actual - computed).abs() > tolerance * computed {
                let kind = FindingKind::Statistic(name);
                note(kind, format!("{computed:.3} nm"), format!("{actual} nm"));
            }
        }
    }
    geometry(&sizes, &mut note);
    let corrected = number_of("Concentration Correction Factor").filter(|f| (f - 1.0).abs() > 1e-9);
    if let Some(factor) = corrected {
        let actual = format!("concentration correction factor {factor}, in the concentrations");
        note(FindingKind::Warning, "1".to_owned(), actual);
    }
    match dilution {
        RecordedDilution::NotRecorded => {
            note(
                FindingKind::DilutionNotRecorded,
                "a dilution factor".to_owned(),
                "none".to_owned(),
            );
        }
        RecordedDilution::NotApplied(factor) if factor.get() > 1.0 => {
            let expected = format!("{:.4e} /mL in the sample", per_ml * factor.get());
            let actual = format!("{per_ml:.4e} /mL, before the factor {factor}");
            note(FindingKind::DilutionNotApplied, expected, actual);
        }
        _ => {}
    }
    let replicate = Replicate {
        reported: Reported { d50: reported_d50, ..Reported::default() },
        concentration: stated(per_ml, Some(counted), dilution),
        dilution,
        ..Replicate::new(value("Experiment").or(value("Sample")).unwrap_or("measurement"), numbers)
    };
    Ok(Measurement {
        metadata,
        findings,
        ..Measurement::new(export.source, instrument, vec![replicate])
    })
}

/// The columns of volume and area against the counts.
fn geometry(sizes: &Sizes, note: &mut impl FnMut(FindingKind, String, String)) {
    let sum = |power: fn(f64) -> f64| -> f64 {
        sizes.centres.iter().zip(&sizes.numbers).map(|(&d, n)| n * power(d)).sum()
    };
    let total = |column: &[f64]| -> f64 { column.iter().sum() };
    let near = |a: f64, b: f64| (a - b).abs() <= DIGITS * b;
    if !sizes.volumes.is_empty() {
        let (computed, actual) = (sum(|d| PI / 6.0 * d.powi(3)), total(&sizes.volumes));
        if !near(actual, computed) {
            note(FindingKind::Volume, format!("{computed:.4e} nm³"), format!("{actual:.4e} nm³"));
        }
    }
    if !sizes.areas.is_empty() {
        let (computed, actual) = (sum(|d| PI * d * d), total(&sizes.areas));
        if near(actual, 0.25 * computed) {
            let expected = format!("{computed:.4e} nm² of surface");
            note(FindingKind::ProjectedArea, expected, format!("{actual:.4e} nm² projected"));
        } else if !near(actual, computed) {
            let kind = FindingKind::Statistic("area");
            note(kind, format!("{computed:.4e} nm²"), format!("{actual:.4e} nm²"));
        }
    }
}

fn table(export: &Export<'_>, header: usize, decimal: DecimalMark) -> Result<Sizes, ReadError> {
    let columns: Vec<&str> = export.lines[header].split('\t').map(str::trim).collect();
    let find =
        |wanted: &str| columns.iter().position(|name| name.to_lowercase().starts_with(wanted));
    let column = |wanted: &'static str, start: &str| {
        let missing = || Malformed::NoColumn { wanted, header: shown_header(&columns) };
        find(start).ok_or_else(|| export.error(header, missing()))
    };
    let number_at = column("Number", "number")?;
    let concentration_at = column("Concentration / cm-3", "conc")?;
    let unit = concentration(columns[concentration_at], concentration_at)
        .map_err(|cause| export.error(header, Malformed::other(cause)))?;
    let (volume_at, area_at) = (find("volume"), find("area"));
    let mut sizes = Sizes::default();
    for (index, line) in export.lines.iter().enumerate().skip(header + 1) {
        if line.trim().is_empty() {
            continue;
        }
        let row: Vec<&str> = line.split('\t').collect();
        // The second table may have a title and names of its computed.
        if sizes.separator && (is_header(line) || line.trim_start().starts_with("Size Dist")) {
            continue;
        }
        let wanted = columns.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        if row.len() < wanted {
            return Err(export.error(index, Malformed::FieldCount { count: row.len(), wanted }));
        }
        if [row[0], row[number_at]].iter().all(|cell| decimal.number(cell) == Some(-1.0)) {
            sizes.separator = true;
            continue;
        }
        let centre = export.diameter(index, 0, row[0], decimal)?;
        let count = export.amount(index, number_at, row[number_at], decimal)?;
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
        let per_ml = export.amount(index, concentration_at, row[concentration_at], decimal)?;
        sizes.concentrations.push(per_ml * unit.factor);
        for (at, column) in [(volume_at, &mut sizes.volumes), (area_at, &mut sizes.areas)] {
            if let Some(at) = at {
                column.push(export.amount(index, at, row[at], decimal)?);
            }
        }
    }
    unround(&mut sizes.centres);
    Ok(sizes)
}

/// Sizes have four digits, but stand at even steps: puts back what rounding took.
fn unround(centres: &mut [f64]) {
    let [first, second, ..] = *centres else { return };
    let step = second - first;
    let exact = |i: usize| first + step * i as f64;
    if centres.iter().enumerate().all(|(i, &centre)| (centre - exact(i)).abs() <= DIGITS * centre) {
        centres.iter_mut().enumerate().for_each(|(i, centre)| *centre = exact(i));
    }
}

fn dilution(
    export: &Export<'_>,
    text: Option<&str>,
    decimal: DecimalMark,
) -> Result<RecordedDilution, ReadError> {
    // The field is 0 or NaN where nothing was entered.
    let none = |text: &str| text == "NaN" || decimal.number(text) == Some(0.0);
    let Some(text) = text.filter(|text| !none(text)) else {
        return Ok(RecordedDilution::NotRecorded);
    };
    let factor = Dilution::parse(text, decimal).and_then(|factor| diluted(factor.get()).ok());
    factor.map(RecordedDilution::NotApplied).ok_or_else(|| {
        let line = export.lines.iter().position(|line| line.contains("Dilution")).unwrap_or(0);
        let place = export.lines[line].split('\t').position(|cell| cell.trim() == text);
        export.bad(line, place.unwrap_or(0), text, "a dilution factor of 1 or more")
    })
}
