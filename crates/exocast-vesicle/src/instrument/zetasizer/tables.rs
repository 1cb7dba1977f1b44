//! Tables of the Zetasizer software: tab-separated, one record per line, also several tables in one file.

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;

use super::super::table::nanometres;
use super::super::text::{Export, fields, separator};
use super::record::{DlsRecord, LightScattering, SizePeak};
use crate::export::{Entry, Finding, FindingKind, Instrument};

/// Names of columns in the versions and languages of the software, of which one begins with.
const SAMPLE: [&str; 5] = ["Sample Name", "Probenname", "Name", "Nom de l", "Record"];

const Z_AVERAGE: [&str; 4] = ["Z-Ave", "Z-Mittel", "Z-Durchschnitt", "Moyenne Z"];

/// A header holds names, among them that of the sample, and says what was measured or has sizes.
pub(crate) fn is_header(line: &str) -> bool {
    let Some(mark) = separator(line) else { return false };
    let names = fields(line, mark);
    let has = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(&name.to_lowercase()));
    let wide = has(&|name| name.starts_with("sizes[1]") || name.starts_with("intensities[1]"));
    let average =
        |name: &str| Z_AVERAGE.iter().any(|prefix| name.starts_with(&prefix.to_lowercase()));
    let cumulants = has(&|name| average(name) || name == "pdi");
    let zeta = has(&|name| name.starts_with("zp (") || name.starts_with("zeta potential"));
    let record =
        has(&|name| name == "sample name") && has(&|name| name == "type" || name == "record");
    wide || cumulants || (record && zeta) || (record && names.len() > 5)
}

/// One column: a single value, or an element of an array.
struct Column {
    name: String,
    /// Place in its array, from 1.
    place: Option<usize>,
}

fn column(name: &str) -> Column {
    let array = name.split_once('[').and_then(|(stem, rest)| {
        let (place, unit) = rest.split_once(']')?;
        let place = place.parse().ok().filter(|&place| (1..=100_000).contains(&place))?;
        Some((format!("{} {}", stem.trim(), unit.trim()).trim().to_owned(), place))
    });
    match array {
        Some((name, place)) => Column { name, place: Some(place) },
        None => Column { name: name.trim().to_owned(), place: None },
    }
}

pub(crate) fn read(export: &Export<'_>) -> Result<LightScattering, ReadError> {
    let mut columns: Vec<Column> = Vec::new();
    let mut mark = '\t';
    let mut rows: Vec<Raw> = Vec::new();
    let mut findings = Vec::new();
    let mut table = 0;
    let decimal = decimal(export)?;
    for (index, line) in export.lines.iter().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if is_header(line) {
            mark = separator(line).unwrap_or('\t');
            columns = fields(line, mark).iter().map(|name| column(name)).collect();
            table = index;
        } else if !columns.is_empty() {
            let raw = row(export, index, table, &columns, &fields(line, mark), decimal)?;
            match rows.iter_mut().find(|other| other.same(&raw)) {
                Some(other) => findings.extend(other.extend(raw, export.source)),
                None => rows.push(raw),
            }
        }
    }
    let records: Vec<DlsRecord> =
        rows.into_iter().map(|raw| raw.record(export)).collect::<Result<_, _>>()?;
    if records.is_empty() {
        return Err(export.error(0, Malformed::Empty("record")));
    }
    let version =
        records.iter().flat_map(|record| &record.metadata).find(|e| e.key == "S/W Version");
    let version = version.and_then(|entry| entry.values.first()).cloned().unwrap_or_default();
    let instrument = Instrument::Zetasizer(version);
    let source = export.source.to_owned();
    Ok(LightScattering { source, instrument, records, findings })
}

/// One line by its columns.
struct Raw {
    /// The headers of the tables that it was joined from.
    tables: Vec<usize>,
    values: Vec<(String, String)>,
    arrays: Vec<(String, Vec<f64>)>,
    decimal: DecimalMark,
}

/// The decimal mark of the columns that have a unit or are arrays: versions and dates have points of
/// their own.
fn decimal(export: &Export<'_>) -> Result<DecimalMark, ReadError> {
    let (mut mark, mut numeric, mut first) = ('\t', Vec::new(), 0);
    let mut cells: Vec<String> = Vec::new();
    for (index, line) in export.lines.iter().enumerate() {
        if is_header(line) {
            (mark, first) = (separator(line).unwrap_or('\t'), index);
            let with_unit =
                |name: &Cow<'_, str>| name.contains(['(', '[']) || name.eq_ignore_ascii_case("pdi");
            numeric = fields(line, mark).iter().map(with_unit).collect();
        } else if !numeric.is_empty() {
            let row = fields(line, mark);
            let numbers = row.iter().zip(&numeric).filter(|(_, numeric)| **numeric);
            cells.extend(numbers.map(|(cell, _)| cell.clone().into_owned()));
        }
    }
    DecimalMark::of_cells(cells.iter().map(String::as_str), Some(mark))
        .map_err(|cause| export.error(first, Malformed::other(cause)))
}

fn row(
    export: &Export<'_>,
    index: usize,
    table: usize,
    columns: &[Column],
    cells: &[Cow<'_, str>],
    decimal: DecimalMark,
) -> Result<Raw, ReadError> {
    let tables = vec![table];
    let mut raw = Raw { tables, values: Vec::new(), arrays: Vec::new(), decimal };
    if cells.len() > columns.len() && cells[columns.len()..].iter().any(|cell| !cell.is_empty()) {
        let (fields, wanted) = (cells.len(), columns.len());
        return Err(export.error(index, Malformed::FieldCount { count: fields, wanted }));
    }
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if cell.is_empty() {
            continue;
        }
        let Some(place) = column.place else {
            if !raw.values.iter().any(|(name, _)| *name == column.name) {
                raw.values.push((column.name.clone(), cell.clone().into_owned()));
            }
            continue;
        };
        let value = decimal.number(cell).ok_or_else(|| export.bad(index, at, cell, "a number"))?;
        let known = raw.arrays.iter().position(|(name, _)| *name == column.name);
        let group = known.unwrap_or_else(|| {
            raw.arrays.push((column.name.clone(), Vec::new()));
            raw.arrays.len() - 1
        });
        let array = &mut raw.arrays[group].1;
        if place != array.len() + 1 {
            return Err(export.bad(index, at, &column.name, "the next element of its array"));
        }
        array.push(value);
    }
    Ok(raw)
}

impl Raw {
    /// Name and text of the column that begins so.
    fn cell(&self, starts: &[&str]) -> Option<(&str, &str)> {
        starts.iter().find_map(|start| {
            let named = |(name, _): &&(String, String)| {
                name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
            };
            self.values.iter().find(named).map(|(name, value)| (name.as_str(), value.as_str()))
        })
    }

    fn text(&self, starts: &[&str]) -> Option<&str> {
        self.cell(starts).map(|(_, text)| text)
    }

    fn number(&self, starts: &[&str]) -> Option<f64> {
        self.text(starts).and_then(|text| self.decimal.number(text))
    }

    /// A length in nm, by the unit of its column.
    fn nanometres(&self, export: &Export<'_>, starts: &[&str]) -> Result<Option<f64>, ReadError> {
        let Some((name, text)) = self.cell(starts) else { return Ok(None) };
        let scale = self.scale(export, name)?;
        Ok(self.decimal.number(text).map(|value| value * scale))
    }

    fn scale(&self, export: &Export<'_>, name: &str) -> Result<f64, ReadError> {
        let header = self.tables.first().copied().unwrap_or_default();
        nanometres(name).map_err(|cause| export.error(header, Malformed::other(cause)))
    }

    /// Two tables of one file speak of one record where name and time are the same, one of which may
    /// have the day of the week before it.
    fn same(&self, other: &Self) -> bool {
        let time = |raw: &Self| raw.text(&["Measurement Date"]).map(str::to_owned);
        let (Some(a), Some(b)) = (time(self), time(other)) else { return false };
        let other_table = other.tables.iter().all(|table| !self.tables.contains(table));
        other_table
            && (within(&a, &b) || within(&b, &a))
            && self.text(&SAMPLE) == other.text(&SAMPLE)
    }

    /// Takes what the other adds; where both have a value and these differ, the first one stays.
    fn extend(&mut self, other: Self, source: &str) -> Option<Finding> {
        let mut finding = None;
        self.tables.extend(other.tables);
        for (name, value) in other.values {
            match self.values.iter().find(|(known, _)| *known == name) {
                None => self.values.push((name, value)),
                Some((_, known)) if *known == value || name.contains("Date") => {}
                Some((_, known)) => {
                    let subject = self.text(&SAMPLE).unwrap_or_default();
                    let (wanted, actual) = (format!("{name}: {known}"), format!("{name}: {value}"));
                    let new = || Finding::new(source, FindingKind::SameRecord, wanted, actual);
                    finding = finding.or_else(|| Some(new().about(subject)));
                }
            }
        }
        for (name, array) in other.arrays {
            if !self.arrays.iter().any(|(known, _)| *known == name) {
                self.arrays.push((name, array));
            }
        }
        finding
    }

    fn take(&mut self, start: &str) -> Vec<f64> {
        let at = self.arrays.iter().position(|(name, _)| name.starts_with(start));
        at.map_or(Vec::new(), |at| self.arrays.remove(at).1)
    }

    fn sizes(&mut self, export: &Export<'_>) -> Result<Vec<f64>, ReadError> {
        let name = self.arrays.iter().map(|(name, _)| name).find(|name| name.starts_with("Sizes"));
        let Some(name) = name else { return Ok(Vec::new()) };
        let scale = self.scale(export, name)?;
        Ok(self.take("Sizes").into_iter().map(|size| size * scale).collect())
    }

    fn peak(&self, export: &Export<'_>, n: usize) -> Result<Option<SizePeak>, ReadError> {
        let length =
            |starts: [String; 3]| self.nanometres(export, &starts.each_ref().map(String::as_str));
        let mean = length([
            format!("Intensity peak {n}"),
            format!("Pk {n} Mean Int"),
            format!("Peak {n} Mean by Intensity"),
        ])?;
        let Some(mean_nm) = mean.filter(|mean| *mean > 0.0) else { return Ok(None) };
        let sd_nm = length([
            format!("Intensity width peak {n}"),
            format!("Pk {n} Std"),
            format!("Peak {n} Standard Deviation by Intensity"),
        ])?;
        let area_percent = self.number(&[
            &format!("Pk {n} Area"),
            &format!("%Pd Peak {n} area"),
            &format!("Peak {n} Area by Intensity"),
        ]);
        Ok(Some(SizePeak { mean_nm, sd_nm, area_percent }))
    }

    fn record(mut self, export: &Export<'_>) -> Result<DlsRecord, ReadError> {
        let peaks = (1..=3).filter_map(|n| self.peak(export, n).transpose());
        let peaks = peaks.collect::<Result<_, _>>()?;
        let kind = self.text(&["Type"]).unwrap_or("Size").to_owned();
        let zeta = self.number(&["ZP (", "Zeta Potential ("]);
        let sizing = !kind.eq_ignore_ascii_case("zeta");
        let mut record = DlsRecord {
            name: self.text(&SAMPLE).unwrap_or("record").to_owned(),
            z_average_nm: self.nanometres(export, &Z_AVERAGE)?,
            pdi: self.number(&["PdI", "Polydispersity"]),
            zeta_mv: zeta,
            count_rate_kcps: self.number(&[
                "Mean Count Rate",
                "Count Rate",
                "Derived Mean Count Rate",
                "Derived Count Rate",
            ]),
            temperature_c: self.number(&["T (", "Temperature (", "Temperature"]),
            viscosity_cp: self.number(&["Viscosity"]),
            peaks,
            kind,
            ..DlsRecord::default()
        };
        if sizing {
            record.sizes_nm = self.sizes(export)?;
            record.intensities = self.take("Intensities");
            record.volumes = self.take("Volumes");
            record.numbers = self.take("Numbers");
            record.delays_us = self.take("Correlation Delay Times");
            record.correlation = self.take("Correlation Data");
        }
        let entry = |(key, values)| Entry { section: String::new(), key, values };
        record.metadata = self
            .values
            .into_iter()
            .map(|(key, value)| entry((key, vec![value])))
            .chain(
                self.arrays
                    .into_iter()
                    .map(|(key, values)| entry((key, values.iter().map(f64::to_string).collect()))),
            )
            .collect();
        Ok(record)
    }
}

/// Whether a time holds another as whole words.
fn within(part: &str, whole: &str) -> bool {
    let letter = |next: Option<char>| next.is_some_and(|c| c.is_alphanumeric() || c == '/');
    !part.is_empty()
        && whole.match_indices(part).any(|(at, _)| {
            !letter(whole[..at].chars().next_back())
                && !letter(whole[at + part.len()..].chars().next())
        })
}
