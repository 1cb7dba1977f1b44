//! Projects of `ZS Xplorer` (`.zmes`): an `SQLite` database of one row per value.
//!
//! Parameters are distinguished by the ends of their resource names, which do not depend on the language
//! of the software. Arrays are serialised .NET arrays of doubles: a head that names the type, the
//! number of elements, and 14 bytes an element of which the last eight are the number.

use std::collections::BTreeMap;

use exocast_core::words::shown;
use exocast_core::{Location, Malformed, ReadError};
use rusqlite::{Connection, MAIN_DB, types::ValueRef};

use super::record::{DlsRecord, LightScattering, SizePeak};
use crate::export::{Entry, Instrument};

const QUERY: &str = "SELECT d.RecordId, n.ParameterPath, coalesce(t.UniformResourceName, ''), \
     d.Data_Text, d.Data_Double, d.Data_Single, d.Data_Int64, d.Data_Int32, d.Data_Boolean, d.Data_Blob \
     FROM RecordParameterData d \
     JOIN RecordParameterTreeNodes n ON n.Id = d.ParameterTreeNodeId \
     JOIN RecordParameterTypes t ON t.Id = d.ParameterTypeId \
     ORDER BY d.RecordId, n.ParameterPath, d.\"Index\", d.Id";

/// The last analysis of a measurement; the other is of all its runs, good or not.
const ANALYSIS: &str = "SizeMeasurementResult.SizeAnalysisResult";

const GROUPS: &str = "SELECT n.ParameterPath, coalesce(t.UniformResourceName, '') \
     FROM RecordParameterTreeNodes n JOIN RecordParameterTypes t ON t.Id = n.ParameterTypeId";

enum Value {
    Text(String),
    Number(f64),
    Array(Vec<f64>),
}

pub(crate) fn read(bytes: &[u8], source: &str) -> Result<LightScattering, ReadError> {
    let at = || Location::new(source);
    let failed = |cause: rusqlite::Error| ReadError::malformed(at(), Malformed::other(cause));
    let mut connection = Connection::open_in_memory().map_err(failed)?;
    connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true).map_err(failed)?;
    let mut groups = BTreeMap::new();
    let mut statement = connection.prepare(GROUPS).map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let (path, name): (String, String) =
            (row.get(0).map_err(failed)?, row.get(1).map_err(failed)?);
        groups.insert(path, name);
    }
    let mut records: BTreeMap<i64, Vec<(String, String, Value)>> = BTreeMap::new();
    let mut statement = connection.prepare(QUERY).map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let (record, path, name): (i64, String, String) =
            (row.get(0).map_err(failed)?, row.get(1).map_err(failed)?, row.get(2).map_err(failed)?);
        let name = name.rsplit(':').next().unwrap_or_default().to_owned();
        for column in 3..10 {
            let value = match row.get_ref(column).map_err(failed)? {
                ValueRef::Null => continue,
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Real(number) => Value::Number(number),
                ValueRef::Integer(whole) => Value::Number(whole as f64),
                ValueRef::Blob(blob) => Value::Array(doubles(blob).ok_or_else(|| {
                    let wanted = "an array of doubles as ZS Xplorer writes it";
                    let actual = format!("{} bytes of {}", blob.len(), shown(&name));
                    ReadError::malformed(at().field("Data_Blob"), Malformed::field(actual, wanted))
                })?),
            };
            records.entry(record).or_default().push((path.clone(), name.clone(), value));
            break;
        }
    }
    if records.is_empty() {
        return Err(ReadError::malformed(at(), Malformed::Empty("record")));
    }
    let records: Vec<DlsRecord> =
        records.into_values().map(|values| record(values, &groups)).collect();
    let version = records
        .iter()
        .flat_map(|record| &record.metadata)
        .find(|entry| entry.key.ends_with("Result.SoftwareVersion"))
        .and_then(|entry| entry.values.first().cloned());
    let instrument = Instrument::Zetasizer(version.unwrap_or_default());
    Ok(LightScattering { source: source.to_owned(), instrument, records, findings: Vec::new() })
}

fn record(values: Vec<(String, String, Value)>, groups: &BTreeMap<String, String>) -> DlsRecord {
    let paths: Vec<&String> =
        groups.iter().filter(|(_, name)| name.ends_with(ANALYSIS)).map(|(path, _)| path).collect();
    let of_analysis = |path: &str| paths.iter().any(|start| path.starts_with(start.as_str()));
    let named = |wanted: &'static str| {
        move |(path, name, _): &&(String, String, Value)| {
            name.ends_with(wanted)
                && (of_analysis(path)
                    || !name.contains("SizeAnalysis") && !name.contains("Cumulants"))
        }
    };
    let number = |wanted: &'static str| match values.iter().find(named(wanted)) {
        Some((_, _, Value::Number(number))) => Some(*number),
        _ => None,
    };
    let text = |wanted: &'static str| match values.iter().find(named(wanted)) {
        Some((_, _, Value::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let array = |wanted: &'static str| match values.iter().find(named(wanted)) {
        Some((_, _, Value::Array(array))) => array.clone(),
        _ => Vec::new(),
    };
    let kind = text("Result.ResultType").unwrap_or_default();
    let kind = if kind.contains("Zeta") { "Zeta" } else { "Size" };
    let record = DlsRecord {
        name: text("Measurement.Sample.Name").unwrap_or_else(|| "record".to_owned()),
        kind: kind.to_owned(),
        z_average_nm: number("CumulantsResult.ZAverageMean"),
        pdi: number("CumulantsResult.Polydispersity"),
        zeta_mv: number("ZetaAnalysisResult.ZetaPotentialMean"),
        count_rate_kcps: number("SizeAnalysisResult.MeanCountRateInKcps")
            .or_else(|| number("SizeAnalysisResult.DerivedCountRateInKcps")),
        temperature_c: number("ActualInstrumentSettings.Temperature"),
        viscosity_cp: number("ActualInstrumentSettings.DispersantViscosity"),
        peaks: peaks(&values, groups),
        sizes_nm: array("SizeAnalysisResult.Sizes"),
        intensities: array("SizeAnalysisResult.Intensities"),
        volumes: array("SizeAnalysisResult.Volumes"),
        numbers: array("SizeAnalysisResult.Numbers"),
        delays_us: array("SizeAnalysisResult.Times"),
        correlation: array("SizeAnalysisResult.Data"),
        metadata: Vec::new(),
    };
    let metadata = values
        .into_iter()
        .map(|(path, key, value)| {
            let values = match value {
                Value::Text(text) => vec![text],
                Value::Number(number) => vec![number.to_string()],
                Value::Array(array) => array.iter().map(f64::to_string).collect(),
            };
            Entry { section: path, key, values }
        })
        .collect();
    DlsRecord { metadata, ..record }
}

/// Peaks of the intensity distribution of the last analysis, in the order of their area.
fn peaks(values: &[(String, String, Value)], groups: &BTreeMap<String, String>) -> Vec<SizePeak> {
    let analysis = groups.iter().find(|(_, name)| name.ends_with(ANALYSIS)).map(|(path, _)| path);
    let Some(analysis) = analysis else { return Vec::new() };
    let lists: Vec<&String> = groups
        .iter()
        .filter(|(path, name)| {
            path.starts_with(analysis.as_str())
                && name.ends_with("SizeAnalysisResult.IntensityPeaks")
        })
        .map(|(path, _)| path)
        .collect();
    let numbers = |end: &str| -> Vec<f64> {
        values
            .iter()
            .filter(|(path, name, _)| {
                name.ends_with(end) && lists.iter().any(|list| path.starts_with(list.as_str()))
            })
            .filter_map(|(_, _, value)| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            })
            .collect()
    };
    let (means, sds, areas) =
        (numbers("SizePeak.Mean"), numbers("SizePeak.StandardDeviation"), numbers("SizePeak.Area"));
    let get = |list: &[f64], i: usize| list.get(i).copied();
    means
        .iter()
        .enumerate()
        .map(|(i, &mean_nm)| SizePeak {
            mean_nm,
            sd_nm: get(&sds, i),
            area_percent: get(&areas, i),
        })
        .collect()
}

/// Nothing where the bytes are laid out otherwise.
fn doubles(blob: &[u8]) -> Option<Vec<f64>> {
    const ELEMENT: [u8; 6] = [6, 1, 1, 1, 2, 1];
    const NAME: &[u8] = b"System.Double[]";
    if !blob.windows(NAME.len()).any(|window| window == NAME) {
        return None;
    }
    let stride = ELEMENT.len() + 8;
    // Elements stand at the end; an array of none has only its head.
    let mut count = 0;
    while blob.len() >= (count + 1) * stride {
        let start = blob.len() - (count + 1) * stride;
        if blob[start..start + ELEMENT.len()] != ELEMENT {
            break;
        }
        count += 1;
    }
    // The number of elements stands before them: how many bytes it has, and these.
    let head = &blob[..blob.len() - count * stride];
    let length = (1..=4_usize).find_map(|width| {
        let at = head.len().checked_sub(width + 1)?;
        let number =
            head[at + 1..].iter().rev().fold(0_usize, |sum, &byte| (sum << 8) | usize::from(byte));
        (usize::from(head[at]) == width && number == count).then_some(number)
    });
    let empty = count == 0 && head.ends_with(&[0]);
    if length.is_none() && !empty {
        return None;
    }
    let numbers = blob[head.len()..]
        .chunks_exact(stride)
        .map(|element| element[ELEMENT.len()..].try_into().ok().map(f64::from_le_bytes));
    numbers.collect()
}
