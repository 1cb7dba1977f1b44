//! Records of a tab-separated table, by column name, with located errors.

use std::io::BufRead;

use exocast_core::{Interval, Lines, Location, Malformed, ReadError};

/// A column that was found in the header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column(usize);

/// Reads a table line by line. Empty lines, and lines before the header that start with `#`, are
/// passed over.
pub(crate) struct Records<R> {
    lines: Lines<R>,
    header: Vec<String>,
    header_at: Location,
    fields: Vec<String>,
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let header: Vec<String> = loop {
            match lines.next_line()? {
                None => {
                    let cause = Malformed::Empty("header line");
                    return Err(ReadError::malformed(Location::new(source), cause));
                }
                Some(line) if line.trim().is_empty() || line.starts_with('#') => {}
                Some(line) => break split(line),
            }
        };
        let header_at = lines.location();
        Ok(Self { lines, header, header_at, fields: Vec::new() })
    }

    /// The first column of this name.
    pub(crate) fn column(&self, wanted: &'static str) -> Result<Column, ReadError> {
        self.header.iter().position(|name| name == wanted).map(Column).ok_or_else(|| {
            let cause = Malformed::NoColumn { wanted, found: self.header.join(", ") };
            ReadError::malformed(self.header_at.clone(), cause)
        })
    }

    /// The columns `low` and `high` right after the column `value`, where they stand there.
    ///
    /// # Errors
    /// Where one end of the interval stands there without the other.
    pub(crate) fn interval_columns(
        &self,
        value: &str,
    ) -> Result<Option<(Column, Column)>, ReadError> {
        let Some(place) = self.header.iter().position(|name| name == value) else {
            return Ok(None);
        };
        let follows = |shift: usize, name: &str| {
            self.header.get(place + shift).is_some_and(|own| own == name)
        };
        match (follows(1, "low"), follows(2, "high"), follows(1, "high")) {
            (true, true, _) => Ok(Some((Column(place + 1), Column(place + 2)))),
            (false, _, false) => Ok(None),
            _ => {
                let cause = Malformed::Missing("`low` or `high` of the interval, in this order,");
                Err(ReadError::malformed(self.header_at.clone(), cause))
            }
        }
    }

    /// Moves to the next record; false at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, ReadError> {
        loop {
            match self.lines.next_line()? {
                None => return Ok(false),
                Some(line) if line.trim().is_empty() => {}
                Some(line) => {
                    self.fields = split(line);
                    break;
                }
            }
        }
        if self.fields.len() == self.header.len() {
            Ok(true)
        } else {
            let cause =
                Malformed::FieldCount { found: self.fields.len(), wanted: self.header.len() };
            Err(ReadError::malformed(self.location(), cause))
        }
    }

    pub(crate) fn location(&self) -> Location {
        self.lines.location()
    }

    pub(crate) fn line(&self) -> u64 {
        self.lines.number()
    }

    pub(crate) fn name(&self, column: Column, wanted: &'static str) -> Result<String, ReadError> {
        let text = self.fields[column.0].as_str();
        if text.is_empty() { Err(self.bad(column, wanted)) } else { Ok(text.to_owned()) }
    }

    pub(crate) fn optional_positive(
        &self,
        column: Column,
        wanted: &'static str,
    ) -> Result<Option<f64>, ReadError> {
        match self.number(column, wanted)? {
            Some(value) if value <= 0.0 => Err(self.bad(column, wanted)),
            other => Ok(other),
        }
    }

    /// A value with its ends; the value alone where both ends are empty or there are no columns.
    pub(crate) fn interval(
        &self,
        value: Column,
        ends: Option<(Column, Column)>,
        wanted: &'static str,
    ) -> Result<Interval, ReadError> {
        let Some(middle) = self.number(value, wanted)? else {
            return Err(self.bad(value, wanted));
        };
        let Some((low, high)) = ends else { return Ok(Interval::exact(middle)) };
        let at_low = self.number(low, wanted)?.unwrap_or(middle);
        let at_high = self.number(high, wanted)?.unwrap_or(middle);
        if at_low > middle {
            return Err(self.bad(low, "a lower end at or below the value"));
        }
        if at_high < middle {
            return Err(self.bad(high, "an upper end at or above the value"));
        }
        Ok(Interval { value: middle, low: at_low, high: at_high })
    }

    /// A number of zero or more, or nothing where the field is empty.
    /// The number of a field that has to hold one.
    pub(crate) fn required(&self, column: Column, wanted: &'static str) -> Result<f64, ReadError> {
        self.number(column, wanted)?.ok_or_else(|| self.bad(column, wanted))
    }

    fn number(&self, column: Column, wanted: &'static str) -> Result<Option<f64>, ReadError> {
        let text = self.fields[column.0].as_str();
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(Some(value)),
            _ => Err(self.bad(column, wanted)),
        }
    }

    fn bad(&self, column: Column, wanted: &'static str) -> ReadError {
        let at = self.location().field(self.header[column.0].as_str());
        ReadError::malformed(at, Malformed::field(self.fields[column.0].clone(), wanted))
    }
}

/// Fields are trimmed, and one pair of quotes around a field is taken off.
fn split(line: &str) -> Vec<String> {
    let unquoted = |field: &str| {
        let field = field.trim();
        let inner = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inner.unwrap_or(field).to_owned()
    };
    line.split('\t').map(unquoted).collect()
}
