//! A sheet as text.

use crate::io::WorkbookNotice;

/// A sheet as text.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) text: Vec<u8>,
    pub(super) sheet: String,
    pub(super) notices: Vec<WorkbookNotice>,
}
