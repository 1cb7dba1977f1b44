//! Tables of the Zetasizer software: tab-separated, one record a line, also several tables in one file.

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::{
    super::{
        numerals::Decimal,
        text::{Export, fields, separator},
    },
    DlsRecord, LightScattering, SizePeak,
};
use crate::{Instrument, measurement::Entry};

/// A header holds names, among them that of the sample, and says what was measured or has sizes.
pub(super) fn is_header(line: &str) -> bool {
    let Some(mark) = separator(line) else { return false };
    let names = fields(line, mark);
    let has = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(&name.to_lowercase()));
    let wide = has(&|name| name.starts_with("sizes[1]") || name.starts_with("intensities[1]"));
    let cumulants = has(&|name| name.starts_with("z-ave") || name == "pdi");
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

pub(super) fn read(export: &Export<'_>) -> Result<LightScattering, ReadError> {
    let mut columns: Vec<Column> = Vec::new();
    let mut mark = '\t';
    let mut rows: Vec<Raw> = Vec::new();
    let decimal = decimal(export)?;
    for (index, line) in export.lines.iter().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if is_header(line) {
            mark = separator(line).unwrap_or('\t');
            columns = fields(line, mark).iter().map(|name| column(name)).collect();
        } else if !columns.is_empty() {
            let raw = row(export, index, &columns, &fields(line, mark), decimal)?;
            match rows.iter_mut().find(|other| other.same(&raw)) {
                Some(other) => other.extend(raw),
                None => rows.push(raw),
            }
        }
    }
    let records: Vec<DlsRecord> = rows.into_iter().map(Raw::record).collect();
    if records.is_empty() {
        return Err(export.error(0, Malformed::Empty("record")));
    }
    let version =
        records.iter().flat_map(|record| &record.metadata).find(|e| e.key == "S/W Version");
    let version = version.and_then(|entry| entry.values.first()).cloned().unwrap_or_default();
    let instrument = Instrument::Zetasizer(version);
    let source = export.source.to_owned();
    Ok(LightScattering { source, instrument, records, findings: Vec::new() })
}

/// One line by its columns.
struct Raw {
    values: Vec<(String, String)>,
    arrays: Vec<(String, Vec<f64>)>,
    decimal: Decimal,
}

/// The decimal mark of the columns that have a unit or are arrays: versions and dates have points of
/// their own.
fn decimal(export: &Export<'_>) -> Result<Decimal, ReadError> {
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
            let own = row.iter().zip(&numeric).filter(|(_, numeric)| **numeric);
            cells.extend(own.map(|(cell, _)| cell.clone().into_owned()));
        }
    }
    Decimal::of(cells.iter().map(String::as_str), Some(mark))
        .map_err(|cause| export.error(first, Malformed::other(cause)))
}

fn row(
    export: &Export<'_>,
    index: usize,
    columns: &[Column],
    cells: &[Cow<'_, str>],
    decimal: Decimal,
) -> Result<Raw, ReadError> {
    let mut raw = Raw { values: Vec::new(), arrays: Vec::new(), decimal };
    if cells.len() > columns.len() && cells[columns.len()..].iter().any(|cell| !cell.is_empty()) {
        let (found, wanted) = (cells.len(), columns.len());
        return Err(export.error(index, Malformed::FieldCount { found, wanted }));
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
        let of = known.unwrap_or_else(|| {
            raw.arrays.push((column.name.clone(), Vec::new()));
            raw.arrays.len() - 1
        });
        let array = &mut raw.arrays[of].1;
        if place != array.len() + 1 {
            return Err(export.bad(index, at, &column.name, "the next element of its array"));
        }
        array.push(value);
    }
    Ok(raw)
}

impl Raw {
    fn text(&self, starts: &[&str]) -> Option<&str> {
        starts.iter().find_map(|start| {
            let named = |(name, _): &&(String, String)| {
                name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
            };
            self.values.iter().find(named).map(|(_, value)| value.as_str())
        })
    }

    fn number(&self, starts: &[&str]) -> Option<f64> {
        self.text(starts).and_then(|text| self.decimal.number(text))
    }

    /// Two tables of one file speak of one record where name and time are the same.
    fn same(&self, other: &Self) -> bool {
        let time = |raw: &Self| raw.text(&["Measurement Date"]).map(str::to_owned);
        let (Some(a), Some(b)) = (time(self), time(other)) else { return false };
        let same_time = a.contains(&b) || b.contains(&a);
        same_time && self.text(&["Sample Name"]) == other.text(&["Sample Name"])
    }

    fn extend(&mut self, other: Self) {
        for (name, value) in other.values {
            if !self.values.iter().any(|(own, _)| *own == name) {
                self.values.push((name, value));
            }
        }
        for (name, array) in other.arrays {
            if !self.arrays.iter().any(|(own, _)| *own == name) {
                self.arrays.push((name, array));
            }
        }
    }

    fn take(&mut self, start: &str) -> Vec<f64> {
        let at = self.arrays.iter().position(|(name, _)| name.starts_with(start));
        at.map_or(Vec::new(), |at| self.arrays.remove(at).1)
    }

    fn record(mut self) -> DlsRecord {
        let peaks = (1..=3)
            .filter_map(|n| {
                let mean =
                    self.number(&[&format!("Intensity peak {n}"), &format!("Pk {n} Mean Int")])?;
                (mean > 0.0).then(|| SizePeak {
                    mean_nm: mean,
                    sd_nm: self
                        .number(&[&format!("Intensity width peak {n}"), &format!("Pk {n} Std")]),
                    area_percent: self
                        .number(&[&format!("Pk {n} Area"), &format!("%Pd Peak {n} area")]),
                })
            })
            .collect();
        let kind = self.text(&["Type"]).unwrap_or("Size").to_owned();
        let zeta = self.number(&["ZP (", "Zeta Potential ("]);
        let sizing = !kind.eq_ignore_ascii_case("zeta");
        let mut record = DlsRecord {
            name: self.text(&["Sample Name", "Record"]).unwrap_or("record").to_owned(),
            z_average_nm: self.number(&["Z-Ave", "Z-average"]),
            pdi: self.number(&["PdI", "Polydispersity"]),
            zeta_mv: zeta,
            count_rate_kcps: self.number(&["Mean Count Rate", "Count Rate"]),
            temperature_c: self.number(&["T (", "Temperature (", "Temperature"]),
            viscosity_cp: self.number(&["Viscosity"]),
            peaks,
            kind,
            ..DlsRecord::default()
        };
        if sizing {
            record.sizes_nm = self.take("Sizes");
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
        record
    }
}
