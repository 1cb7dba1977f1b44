//! Sheets that were read lately: a table of counts is read once for each of its samples.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use super::text::Table;
use crate::io::WorkbookNotice;

/// Bytes of text that are kept.
const MOST: usize = 256 << 20;
/// Sheets whose notices are kept.
const SHEETS: usize = 1000;

/// A file as it is on the disk, and the sheet that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    file: PathBuf,
    sheet: Option<String>,
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Key {
    /// Nothing where the file cannot be looked at, or is a pipe.
    pub(super) fn for_sheet(file: &Path, sheet: Option<&str>) -> Option<Self> {
        let file = std::fs::canonicalize(file).ok()?;
        let there = std::fs::metadata(&file).ok().filter(std::fs::Metadata::is_file)?;
        let (bytes, modified) = (there.len(), there.modified().ok());
        Some(Self { file, sheet: sheet.map(str::to_owned), bytes, modified })
    }
}

/// A sheet, with its table as long as that is kept.
struct Entry {
    key: Key,
    table: Option<Arc<Table>>,
    notices: Vec<WorkbookNotice>,
}

/// In the order in which they were read.
static RECENT: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

/// A sheet that was read before.
pub(super) fn find(key: &Key) -> Option<Arc<Table>> {
    let recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    recent.iter().find(|entry| entry.key == *key)?.table.clone()
}

/// Keeps a sheet for later; those read first go where all would be too large.
pub(super) fn keep(key: Key, table: &Arc<Table>) {
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    recent.retain(|entry| entry.key != key);
    let notices = table.notices.clone();
    recent.push(Entry { key, table: Some(Arc::clone(table)), notices });
    if recent.len() > SHEETS {
        recent.remove(0);
    }
    let bytes = |entry: &Entry| entry.table.as_ref().map_or(0, |table| table.text.len());
    let mut all: usize = recent.iter().map(bytes).sum();
    let last = recent.len() - 1;
    for entry in &mut recent[..last] {
        if all <= MOST {
            break;
        }
        all -= bytes(entry);
        entry.table = None;
    }
}

/// What there is to say of the sheets that this process has read.
pub(super) fn notices() -> Vec<WorkbookNotice> {
    let recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    recent.iter().flat_map(|entry| entry.notices.iter().cloned()).collect()
}
