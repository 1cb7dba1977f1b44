//! What is said of workbooks where the feature that reads them is off.

use std::{io, path::Path};

use super::{is_one, listed::Listed};
use crate::io::{Input, Named, OpenError, WorkbookNotice, input};

/// A workbook that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "this is a spreadsheet workbook or a zip archive, and this build reads no workbooks (feature `excel`); save the sheet as CSV"
)]
struct NotBuilt;

pub(in crate::io) fn read(
    _: Option<&Path>,
    _: &str,
    _: Option<&str>,
    _: Input,
) -> io::Result<Named> {
    Err(io::Error::other(NotBuilt))
}

/// The sheets of a workbook; nothing where a file is none.
pub(crate) fn sheets(file: &Path) -> Result<Option<Vec<Listed>>, OpenError> {
    let refused = |source| OpenError { path: file.display().to_string(), source };
    let Ok(mut stream) = input::stream(file) else { return Ok(None) };
    match io::BufRead::fill_buf(&mut stream) {
        Ok(head) if is_one(head) => Err(refused(io::Error::other(NotBuilt))),
        _ => Ok(None),
    }
}

/// How sheets were read: none was.
#[must_use]
pub fn workbook_notices() -> Vec<WorkbookNotice> {
    Vec::new()
}

/// How a sheet was read: none was.
#[must_use]
pub fn workbook_notices_of(_: &Path) -> Vec<WorkbookNotice> {
    Vec::new()
}
