//! How a table was read.

use std::fmt;

use serde::{Serialize, Serializer};

use super::intake::Remark;
use crate::{
    error::Location,
    notice::{Level, Note},
    words,
};

/// Names that a notice lists.
const MOST: usize = 10;

/// How a table was read, where that is not plain from the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableNotice {
    /// Columns that were not used.
    UnusedColumns {
        /// The table, at its header.
        at: Location,
        /// Their names.
        columns: Vec<String>,
    },
    /// The first column counts the rows, and was not used.
    RowNumbers {
        /// The table, at its header.
        at: Location,
    },
    /// How the [intake](super::intake) read it.
    Intake {
        /// The table, at its header.
        at: Location,
        /// What is to say.
        what: Remark,
    },
    /// Lines above the header that are titles.
    Title {
        /// The table, at its header.
        at: Location,
        /// The lines.
        lines: Vec<String>,
    },
    /// Numbers are written with a decimal comma.
    DecimalComma {
        /// The table.
        at: Location,
    },
}

impl fmt::Display for TableNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnusedColumns { at, columns } => {
                let names = words::first_quoted(columns, MOST);
                let noun = if columns.len() == 1 { "column" } else { "columns" };
                write!(f, "{}: {noun} {names} not used", at.source())
            }
            Self::RowNumbers { at } => {
                write!(f, "{}: the first column numbers the rows; it is not used", at.source())
            }
            Self::Intake { at, what } => write!(f, "{}: {what}", at.source()),
            Self::Title { at, lines } => {
                let titles = words::first_quoted(lines, MOST);
                write!(f, "{}: {titles} above the header not used", at.source())
            }
            Self::DecimalComma { at } => {
                write!(f, "{}: numbers are read with a decimal comma", at.source())
            }
        }
    }
}

impl Note for TableNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::UnusedColumns { .. } => "unused-columns",
            Self::RowNumbers { .. } => "row-numbers",
            Self::DecimalComma { .. } => "decimal-comma",
            Self::Title { .. } => "title",
            Self::Intake { what, .. } => what.code(),
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Intake { what, .. } if what.is_caution() => Level::Caution,
            _ => Level::Info,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::UnusedColumns { at, .. }
            | Self::RowNumbers { at }
            | Self::Intake { at, .. }
            | Self::Title { at, .. }
            | Self::DecimalComma { at } => Some(at),
        }
    }
}

/// Its sentence.
impl Serialize for TableNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
