//! Columns that divide the rows of a table: groups, captures, images, measurements.

use std::borrow::Cow;

use exocast_core::words;

use super::header::SizeTable;
use super::role::words as words_of;
use crate::export::{Finding, FindingKind};

/// Words of columns that tell preparations or measurements apart.
const DIVIDING: [&str; 32] = [
    "group",
    "groups",
    "condition",
    "treatment",
    "cohort",
    "arm",
    "sample",
    "specimen",
    "patient",
    "donor",
    "subject",
    "animal",
    "mouse",
    "batch",
    "plate",
    "well",
    "dose",
    "capture",
    "image",
    "video",
    "measurement",
    "meas",
    "replicate",
    "repeat",
    "run",
    "position",
    "acquisition",
    "file",
    "gruppe",
    "probe",
    "messung",
    "groupe",
];

/// Values that a finding names.
const NAMED: usize = 5;

/// A finding for each column that is not read and divides the rows: its name says so, or it holds a few words that
/// come back.
pub(super) fn findings(source: &str, table: &SizeTable<'_>) -> Vec<Finding> {
    let is_free = |at: &usize| !table.places.reads(*at) && table.places.sample != Some(*at);
    (0..table.header.len()).filter(is_free).filter_map(|at| finding(source, table, at)).collect()
}

fn finding(source: &str, table: &SizeTable<'_>, at: usize) -> Option<Finding> {
    let cells = table.rows.iter().filter_map(|(_, row)| row.get(at)).map(Cow::as_ref);
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let mut values: Vec<&str> = Vec::new();
    let name = table.header[at].as_ref();
    let lower = name.to_lowercase().replace('_', " ");
    let named = words_of(&lower).any(|word| DIVIDING.contains(&word));
    let most = if named { cells.len() } else { cells.len() / 2 };
    for cell in &cells {
        if !values.contains(cell) {
            if !named && (values.len() == most || table.decimal.number(cell).is_some()) {
                return None;
            }
            values.push(cell);
            // More would make the search slow, and no list of groups is so long.
            if values.len() > 1000 {
                return None;
            }
        }
    }
    if values.len() < 2 {
        return None;
    }
    let shown = words::first_quoted(&values, NAMED);
    let wanted = format!(
        "one preparation (`--split \"{name}\"`, or `columns = {{ split = \"{name}\" }}` of the sample in a study, makes each a sample)"
    );
    Some(Finding::new(source, FindingKind::Divided, wanted, format!("{shown} in `{name}`")))
}
