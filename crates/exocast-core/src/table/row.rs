//! One row of a table.

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

/// Whether a field says that its value is not known: empty, `NA`, `NaN`, `n/a`, `null`, `-`, `.`, `#N/A` and the
/// like, in any case.
///
/// ```
/// use exocast_core::table::is_missing;
///
/// assert!(is_missing("NA") && is_missing("") && is_missing("#N/A"));
/// assert!(!is_missing("0") && !is_missing("Nan1"));
/// ```
#[must_use]
pub fn is_missing(field: &str) -> bool {
    const WORDS: [&str; 12] =
        ["na", "nan", "n/a", "null", "none", "-", "--", ".", "#n/a", "#na", "#div/0!", "#value!"];
    // Most fields of most tables begin with a digit.
    if field.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    field.len() <= 8
        && (field.is_empty() || WORDS.iter().any(|word| field.eq_ignore_ascii_case(word)))
}

/// Whether a field is a number, with a decimal point or comma.
pub(super) fn is_number(field: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma].iter().any(|mark| mark.number(field).is_some())
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

    /// Text, or nothing where the value is missing.
    #[must_use]
    pub fn text(&self, column: TextColumn) -> Option<&'a str> {
        Some(self.field(column)).filter(|field| !is_missing(field))
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
        self.error(column, Malformed::field(words::shown(self.field(column)), wanted))
    }
}
