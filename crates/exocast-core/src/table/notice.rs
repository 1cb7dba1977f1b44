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
    /// Numbers are written with a decimal comma.
    DecimalComma {
        /// The table.
        at: Location,
    },
    /// Lines above the header that were passed over.
    Titles {
        /// The table, at its header.
        at: Location,
        /// What they say.
        titles: Vec<String>,
    },
    /// Lines below the rows that were passed over.
    Footnotes {
        /// The table, at its header.
        at: Location,
        /// What they say.
        footnotes: Vec<String>,
    },
    /// The text is in another encoding than UTF-8, UTF-16 or Windows-1252.
    Encoding {
        /// The table.
        at: Location,
        /// Its name.
        encoding: &'static str,
    },
    /// Some rows have nothing in a column of groups or the like.
    NotInEveryRow {
        /// The table, at its header.
        at: Location,
        /// The column.
        column: &'static str,
        /// Names of these rows.
        rows: Vec<String>,
    },
    /// Words in a column of names that say in a column of numbers that a value is missing.
    WordsAsNames {
        /// The table, at its header.
        at: Location,
        /// The column.
        column: &'static str,
        /// The words.
        words: Vec<String>,
    },
    /// Rows that a column says are not used.
    ExcludedRows {
        /// The table, at its header.
        at: Location,
        /// The columns that say it.
        columns: Vec<String>,
        /// Names of the rows.
        rows: Vec<String>,
    },
    /// Blanks separate the fields.
    SeparatedByBlanks {
        /// The table, at its header.
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
            Self::DecimalComma { at } => {
                write!(f, "{}: numbers are read with a decimal comma", at.source())
            }
            Self::Titles { at, titles } => {
                let titles = words::first_quoted(titles, MOST);
                write!(f, "{}: {titles} above the header not used", at.source())
            }
            Self::Footnotes { at, footnotes } => {
                let footnotes = words::first_quoted(footnotes, MOST);
                write!(f, "{}: {footnotes} below the rows not used", at.source())
            }
            Self::Encoding { at, encoding } => {
                write!(f, "{}: the text is read as {encoding}", at.source())
            }
            Self::NotInEveryRow { at, column, rows } => {
                let names = words::first_quoted(rows, MOST);
                write!(f, "{}: {names} without `{column}`: the cell is empty", at.source())
            }
            Self::WordsAsNames { at, column, words } => {
                let words = words::first_quoted(words, MOST);
                write!(
                    f,
                    "{}: {words} in `{column}` is taken as a name; leave the cell empty where there is none",
                    at.source()
                )
            }
            Self::ExcludedRows { at, columns, rows } => {
                let (names, columns) = (words::first_quoted(rows, MOST), words::quoted(columns));
                write!(f, "{}: {names} not used, as {columns} says", at.source())
            }
            Self::SeparatedByBlanks { at } => {
                write!(f, "{}: fields are separated by blanks", at.source())
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
            Self::Titles { .. } => "titles",
            Self::Footnotes { .. } => "footnotes",
            Self::Encoding { .. } => "encoding",
            Self::NotInEveryRow { .. } => "not-in-every-row",
            Self::WordsAsNames { .. } => "words-as-names",
            Self::ExcludedRows { .. } => "excluded-rows",
            Self::SeparatedByBlanks { .. } => "separated-by-blanks",
            Self::Intake { what, .. } => what.code(),
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Intake { what, .. } if what.is_caution() => Level::Caution,
            Self::NotInEveryRow { .. } => Level::Caution,
            _ => Level::Info,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::UnusedColumns { at, .. }
            | Self::RowNumbers { at }
            | Self::NotInEveryRow { at, .. }
            | Self::WordsAsNames { at, .. }
            | Self::ExcludedRows { at, .. }
            | Self::Intake { at, .. }
            | Self::DecimalComma { at }
            | Self::Titles { at, .. }
            | Self::Footnotes { at, .. }
            | Self::Encoding { at, .. }
            | Self::SeparatedByBlanks { at } => Some(at),
        }
    }
}

/// Its sentence.
impl Serialize for TableNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
