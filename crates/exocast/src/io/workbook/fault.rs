//! Why a workbook gives no table.

use exocast_core::words::{first_quoted, plural, quoted};

/// Names of sheets that a message lists.
const MOST: usize = 30;

/// A workbook that gives no table.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// An archive without a workbook in it.
    #[error(
        "this is a zip archive, or a document of another program, and not a workbook; unpack it first, or copy the table in it to a spreadsheet program and save it as CSV"
    )]
    Archive,
    /// A document of Office 97 to 2003 that is no workbook.
    #[error("this is a document of an older Office program, not a workbook")]
    Document,
    /// A binary workbook.
    #[error("this is a binary workbook (.xlsb), which is not read; save it as .xlsx")]
    Binary,
    /// A workbook with a password.
    #[error(
        "this workbook is protected by a password; save it without one, or export the sheet as CSV"
    )]
    Encrypted,
    /// The file is cut, or something in it is not what it should be.
    #[error("this workbook is damaged ({0}); open it in a spreadsheet program and save it again")]
    Damaged(String),
    /// The workbook takes more memory than it may.
    #[error("this workbook is too large ({what}, at most {most}); export the sheet as CSV")]
    TooLarge {
        /// What is too large.
        what: String,
        /// What it may be at most.
        most: String,
    },
    /// Cells far from the table make it as wide or long as a sheet can be.
    #[error(
        "the sheet `{sheet}` reaches from column {first} to column {last} over {rows} rows, which makes more than {most} of text; clear cells outside of the table, or export the sheet as CSV",
        rows = plural(*.rows, "row")
    )]
    TooWide {
        /// The sheet.
        sheet: String,
        /// Letters of the first column with a cell.
        first: String,
        /// Letters of the last column with a cell.
        last: String,
        /// Number of rows with cells.
        rows: usize,
        /// The text that a sheet may have.
        most: String,
    },
    /// Several sheets have a table.
    #[error(
        "{count} sheets have a table: {sheets}; name one of them behind the file, such as `{file}#{first}`",
        count = .names.len(), sheets = first_quoted(names, MOST), first = .names.first().map_or("", String::as_str)
    )]
    Several {
        /// The file as it was given.
        file: String,
        /// Names of the sheets.
        names: Vec<String>,
    },
    /// A sheet that is not there.
    #[error(
        "this workbook has no sheet `{wanted}`; its sheets are {sheets}",
        sheets = first_quoted(names, MOST)
    )]
    NoSuchSheet {
        /// The name given.
        wanted: String,
        /// Names of the sheets.
        names: Vec<String>,
    },
    /// A sheet of another kind.
    #[error("the sheet `{0}` is a chart, a dialog or a macro; name a sheet with cells")]
    NoCells(String),
    /// A sheet without a filled cell.
    #[error(
        "the sheet `{0}` is empty; name a sheet with a table behind the file, as `file.xlsx#NAME`"
    )]
    Empty(String),
    /// No sheet has a filled cell.
    #[error("this workbook has no filled cell; save the table into it, or give another file")]
    AllEmpty,
    /// Only hidden sheets have a table.
    #[error(
        "only hidden sheets have a table: {sheets}; name one behind the file, such as `{file}#{first}`",
        sheets = quoted(names), first = .names.first().map_or("", String::as_str)
    )]
    OnlyHidden {
        /// The file as it was given.
        file: String,
        /// Names of the sheets.
        names: Vec<String>,
    },
}

impl Fault {
    /// Something that is not what it should be, in the words of the library that reads workbooks.
    pub(super) fn damaged(cause: impl std::fmt::Display) -> Self {
        Self::Damaged(cause.to_string())
    }

    /// More bytes than there may be.
    pub(super) fn bytes(what: &str, bytes: u64, most: u64) -> Self {
        let what = format!("{what} of {}", megabytes(bytes));
        Self::TooLarge { what, most: megabytes(most) }
    }
}

/// `12 MiB`.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}
