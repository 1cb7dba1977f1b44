//! The sample sheet as text.

use std::path::PathBuf;

use super::item::shown;
use crate::study::{Sample, joined};

/// Whether a sheet can hold the sample: a backslash is one of Windows there, and cells have one line and no blanks
/// around them.
pub(super) fn fits(sample: &Sample) -> bool {
    let other = |text: &str| text.contains(['\\', '\n', '\r']) || text.trim() != text;
    let files = sample.reads.iter().chain(&sample.sizing).chain(&sample.counts);
    !files.map(|path| shown(path)).any(|path| other(&path))
        && !sample.names_inside().iter().any(|name| other(name))
}

/// Several files in one cell.
fn files(paths: &[PathBuf]) -> String {
    joined(&paths.iter().map(|path| shown(path)).collect::<Vec<_>>())
}

type Column = (&'static str, fn(&Sample) -> String);

/// Columns in their order; those without a value in any sample are left out, but for the first.
const COLUMNS: &[Column] = &[
    ("sample", |sample| sample.name.clone()),
    ("group", |sample| sample.group.clone().unwrap_or_default()),
    ("preparation", |sample| sample.preparation.clone().unwrap_or_default()),
    ("donor", |sample| sample.donor.clone().unwrap_or_default()),
    ("batch", |sample| sample.batch.clone().unwrap_or_default()),
    ("pair", |sample| sample.pair.clone().unwrap_or_default()),
    ("reads", |sample| files(&sample.reads)),
    ("counts", |sample| sample.counts.as_ref().map(|path| shown(path)).unwrap_or_default()),
    ("counts_column", |sample| sample.counts_column.clone().unwrap_or_default()),
    ("sizing", |sample| files(&sample.sizing)),
    ("sizing_name", |sample| joined(sample.names_inside())),
    ("molecules_column", |sample| sample.molecules_column.clone().unwrap_or_default()),
    ("volume_ul", |sample| number(sample.volume_ul)),
    ("dilution", |sample| number(sample.dilution)),
    ("spikes_ul", |sample| number(sample.spikes_ul)),
];

/// Columns that are there to be filled in.
const OPEN: &[&str] = &["sample", "group"];

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A sheet of the samples that fit one; none where there are none.
pub(super) fn text(samples: &[Sample]) -> Option<String> {
    let samples: Vec<&Sample> = samples.iter().filter(|sample| fits(sample)).collect();
    if samples.is_empty() {
        return None;
    }
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(name, value)| {
            OPEN.contains(name) || samples.iter().any(|sample| !value(sample).is_empty())
        })
        .collect();
    let header: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut text = format!("{}\n", header.join(","));
    for sample in samples {
        let cells: Vec<String> = columns.iter().map(|(_, value)| quoted(value(sample))).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Some(text)
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
