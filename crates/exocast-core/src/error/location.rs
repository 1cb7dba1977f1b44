//! Places in inputs.

use std::{fmt, num::NonZeroU64, sync::Arc};

/// What is between the name of a workbook and that of its sheet.
const SHEET: &str = " (sheet ";

/// A place in an input: the source, and the line and field where known. The lines of a sheet are its rows.
///
/// ```
/// use exocast_core::Location;
///
/// let place = Location::new("sizes.csv").line(14).field(2);
/// assert_eq!(place.to_string(), "sizes.csv, line 14, field 2");
///
/// let place = Location::new(Location::of_sheet("counts.xlsx", "Counts")).line(14);
/// assert_eq!(place.to_string(), "counts.xlsx (sheet Counts), row 14");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    source: Arc<str>,
    line: Option<NonZeroU64>,
    field: Option<Field>,
}

/// A field of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// By its place, from 1.
    Number(usize),
    /// By its name in the header.
    Name(Arc<str>),
}

impl From<usize> for Field {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Field {
    fn from(name: &str) -> Self {
        Self::Name(name.into())
    }
}

impl Location {
    /// A whole source: a file name, or `standard input`.
    #[must_use]
    pub fn new(source: impl Into<Arc<str>>) -> Self {
        Self { source: source.into(), line: None, field: None }
    }

    /// The name of a source that is a sheet of a workbook.
    #[must_use]
    pub fn of_sheet(file: &str, sheet: &str) -> String {
        format!("{file}{SHEET}{sheet})")
    }

    /// The same source at a line, counted from 1; 0 means that the line is not known.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = NonZeroU64::new(line);
        self
    }

    /// The same line at a field, by number from 1 or by name.
    #[must_use]
    pub fn field(mut self, field: impl Into<Field>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The name of the source.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The line from 1, where known.
    #[must_use]
    pub fn line_number(&self) -> Option<u64> {
        self.line.map(NonZeroU64::get)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(line) = self.line {
            let is_sheet = self.source.ends_with(')') && self.source.contains(SHEET);
            write!(f, ", {} {line}", if is_sheet { "row" } else { "line" })?;
        }
        match &self.field {
            Some(Field::Number(number)) => write!(f, ", field {number}"),
            Some(Field::Name(name)) => write!(f, ", field {name}"),
            None => Ok(()),
        }
    }
}
