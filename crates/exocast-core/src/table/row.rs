//! One row of a table.

pub use super::field::is_missing;
pub(super) use super::field::{Absent, has_spread, is_number};
use super::{
    column::{Column, NumberColumn, TextColumn},
    header::Header,
    records::Fields,
};
use crate::{
    error::{Location, Malformed, ReadError},
    stats::Interval,
    text::DecimalMark,
    words,
};

/// A row of a table, as long as its reader does not go on.
#[derive(Debug)]
pub struct Row<'a> {
    pub(super) fields: &'a Fields,
    pub(super) header: &'a Header,
    pub(super) source: &'a Location,
    pub(super) decimal: DecimalMark,
}

impl<'a> Row<'a> {
    /// The line on which the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.fields.line
    }

    /// The place of the row.
    #[must_use]
    pub fn location(&self) -> Location {
        self.source.clone().line(self.fields.line)
    }

    /// Text, or nothing where the value is missing. `NONE` in capitals is a name: programs that lack a value write `None`.
    #[must_use]
    pub fn text(&self, column: TextColumn) -> Option<&'a str> {
        Some(self.field(column)).filter(|field| !is_missing(field) || *field == "NONE")
    }

    /// Text that has to be there, such as a name.
    ///
    /// # Errors
    /// Where the value is missing.
    pub fn name(&self, column: TextColumn) -> Result<&'a str, ReadError> {
        self.text(column).ok_or_else(|| self.error(column, Malformed::MissingValue("a name")))
    }

    /// A finite number, or nothing where the value is missing. `wanted` says what is expected, with article and
    /// unit, for the error: `a diameter in nm`.
    ///
    /// # Errors
    /// Where the field holds something else.
    pub fn number(
        &self,
        column: NumberColumn,
        wanted: &'static str,
    ) -> Result<Option<f64>, ReadError> {
        let field = self.field(column);
        if is_missing(field) {
            return Ok(None);
        }
        match self.decimal.number(field) {
            Some(value) => Ok(Some(value)),
            None => Err(self.bad(column, wanted)),
        }
    }

    /// A finite number, or why there is none: also words that say so among numbers alone, such as `ND` or `<LOD`.
    ///
    /// # Errors
    /// Where the field holds something else.
    pub(super) fn value(
        &self,
        column: NumberColumn,
        wanted: &'static str,
    ) -> Result<Result<f64, Absent>, ReadError> {
        let field = self.field(column);
        if let Some(value) = self.decimal.number(field) {
            return Ok(Ok(value));
        }
        match Absent::in_field(field) {
            Some(absent) => Ok(Err(absent)),
            None if is_missing(field) => Ok(Err(Absent::Missing)),
            None => Err(self.bad(column, wanted)),
        }
    }

    /// A finite number that has to be there.
    ///
    /// # Errors
    /// Where the value is missing or no number.
    pub fn required(&self, column: NumberColumn, wanted: &'static str) -> Result<f64, ReadError> {
        self.number(column, wanted)?
            .ok_or_else(|| self.error(column, Malformed::MissingValue(wanted)))
    }

    /// A number of zero or more, or nothing where the value is missing.
    ///
    /// # Errors
    /// Where the field holds something else.
    pub fn amount(
        &self,
        column: NumberColumn,
        wanted: &'static str,
    ) -> Result<Option<f64>, ReadError> {
        match self.number(column, wanted)? {
            Some(value) if value < 0.0 => Err(self.bad(column, wanted)),
            amount => Ok(amount),
        }
    }

    /// An amount of zero or more with its ends; an end that is missing is the value.
    ///
    /// # Errors
    /// Where the value is missing, one of the three is no amount, or an end lies on the wrong side of the value.
    pub fn interval(
        &self,
        column: NumberColumn,
        low: Option<NumberColumn>,
        high: Option<NumberColumn>,
        wanted: &'static str,
    ) -> Result<Interval, ReadError> {
        let missing = || self.error(column, Malformed::MissingValue(wanted));
        let value = self.amount(column, wanted)?.ok_or_else(missing)?;
        let end = |side: Option<NumberColumn>| match side {
            Some(side) => Ok(self.amount(side, wanted)?.unwrap_or(value)),
            None => Ok(value),
        };
        let (at_low, at_high) = (end(low)?, end(high)?);
        for (side, wrong, word, at) in
            [(low, at_low > value, "low", at_low), (high, at_high < value, "high", at_high)]
        {
            if let (Some(side), true) = (side, wrong) {
                let cause = Malformed::Contradiction {
                    left: word,
                    left_value: at.to_string(),
                    right: "the value",
                    right_value: value.to_string(),
                };
                return Err(self.error(side, cause));
            }
        }
        Ok(Interval::new(value, at_low, at_high))
    }

    /// The field as it is written, without blanks around it.
    #[must_use]
    pub fn field(&self, column: impl Column) -> &'a str {
        self.fields.get(column.index())
    }

    /// The fields as they are written, in the order of the header.
    #[must_use]
    pub fn fields(&self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + use<'a> {
        self.fields.iter()
    }

    /// The name of a column.
    pub(super) fn header_of(&self, column: impl Column) -> &'a str {
        self.header.names.get(column.index()).map_or("", String::as_str)
    }

    /// An error about one field of the row.
    #[must_use]
    pub fn error(&self, column: impl Column, cause: impl Into<Malformed>) -> ReadError {
        let at = self.location();
        let at = match self.header.names.get(column.index()) {
            Some(name) if !name.is_empty() => at.field(words::shown(name).as_str()),
            _ => at.field(column.index() + 1),
        };
        ReadError::malformed(at, cause)
    }

    /// A field that is not what is expected.
    #[must_use]
    pub fn bad(&self, column: impl Column, wanted: &'static str) -> ReadError {
        let field = self.field(column);
        let cause = match () {
            () if self.header_of(column) == field && !field.is_empty() => Malformed::HeaderAgain,
            () if has_spread(field) => Malformed::WithSpread(words::shown(field)),
            () => Malformed::field(words::shown(field), wanted),
        };
        self.error(column, cause)
    }
}
