//! How a sheet of a workbook was turned into a table.

use std::fmt;

use exocast_core::{Level, Location, Note, words::plural};

/// Names that a notice lists.
const MOST: usize = 10;

/// How a sheet was read, where that is not plain from it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkbookNotice {
    /// Sheets that were not read, where the path names none.
    OtherSheets {
        /// The sheet that was read.
        at: Location,
        /// The others that are not empty, and why they were not read.
        sheets: Vec<(String, &'static str)>,
    },
    /// Cells that hold the error of a formula, which are read as missing.
    Errors {
        /// The sheet.
        at: Location,
        /// Number of cells.
        cells: usize,
        /// The first of them: `#REF! in D4`.
        first: String,
    },
    /// Cells that hold dates or times, which are read as their digits.
    Dates {
        /// The sheet.
        at: Location,
        /// Number of cells.
        cells: usize,
        /// The first of them: `2026-03-02 in A5`.
        first: String,
    },
    /// Cells that are shown in percent, which are read as they are stored.
    Percentages {
        /// The sheet.
        at: Location,
        /// Number of cells.
        cells: usize,
        /// The first of them: `0.05 in C2`.
        first: String,
    },
    /// Cells with a formula whose result is not saved, which are read as missing.
    NoResult {
        /// The sheet.
        at: Location,
        /// Number of cells.
        cells: usize,
        /// The first of them: `C2`.
        first: String,
    },
}

impl fmt::Display for WorkbookNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.at() else { return Ok(()) };
        write!(f, "{}: ", at.source())?;
        let count = |cells: usize| plural(cells, "cell");
        match self {
            Self::OtherSheets { sheets, .. } => {
                let shown: Vec<String> =
                    sheets.iter().map(|(name, why)| format!("`{name}` ({why})")).collect();
                let noun = if sheets.len() == 1 { "sheet" } else { "sheets" };
                write!(f, "{noun} {} not used", exocast_core::words::first_listed(&shown, MOST))
            }
            Self::Errors { cells, first, .. } => {
                write!(
                    f,
                    "errors in {} are read as missing values, the first {first}",
                    count(*cells)
                )
            }
            Self::Dates { cells, first, .. } => {
                write!(f, "dates in {}, the first {first}", count(*cells))
            }
            Self::Percentages { cells, first, .. } => write!(
                f,
                "percentages in {} are read as stored (5 % is 0.05), the first {first}",
                count(*cells)
            ),
            Self::NoResult { cells, first, .. } => write!(
                f,
                "formulas in {} have no saved result and are read as missing values, the first in {first}; open the workbook in a spreadsheet program and save it",
                count(*cells)
            ),
        }
    }
}

impl Note for WorkbookNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherSheets { .. } => "other-sheets",
            Self::Errors { .. } => "errors-in-cells",
            Self::Dates { .. } => "dates-in-cells",
            Self::Percentages { .. } => "percentages",
            Self::NoResult { .. } => "formulas-without-result",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::OtherSheets { .. } => Level::Info,
            _ => Level::Caution,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::OtherSheets { at, .. }
            | Self::Errors { at, .. }
            | Self::Dates { at, .. }
            | Self::Percentages { at, .. }
            | Self::NoResult { at, .. } => Some(at),
        }
    }
}
