//! The error of every reader: what went wrong, and where.

use std::io;

use crate::Location;

/// An input could not be read.
///
/// The message names the place; the cause stands in [`source`](std::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be read or decompressed.
    #[error("cannot read past {at}")]
    Io {
        /// The last place that could be read.
        at: Location,
        /// What the system says.
        source: io::Error,
    },
    /// The bytes are there but do not say what the format asks for.
    #[error("malformed record at {at}")]
    Malformed {
        /// The record, and the field where known.
        at: Location,
        /// What is wrong with it.
        source: Box<Malformed>,
    },
}

impl ReadError {
    /// A failure of the underlying stream at `at`.
    #[must_use]
    pub fn io(at: Location, source: io::Error) -> Self {
        Self::Io { at, source }
    }

    /// A record at `at` that is not what it should be.
    #[must_use]
    pub fn malformed(at: Location, source: impl Into<Malformed>) -> Self {
        Self::Malformed { at, source: Box::new(source.into()) }
    }

    /// Where reading stopped.
    #[must_use]
    pub fn location(&self) -> &Location {
        match self {
            Self::Io { at, .. } | Self::Malformed { at, .. } => at,
        }
    }
}

/// What is wrong with a record. Messages say what was found, what is wanted, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A field does not hold what it should.
    #[error("`{found}` is not {wanted}")]
    Field {
        /// The text found.
        found: String,
        /// What should stand there, with article and unit: `a diameter in nm`.
        wanted: &'static str,
    },
    /// A record has another number of fields than its header.
    #[error("{found} fields where the header has {wanted}")]
    FieldCount {
        /// Number of fields found.
        found: usize,
        /// Number of fields wanted.
        wanted: usize,
    },
    /// Something that has to be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A column that has to be there is not.
    #[error("no column `{wanted}`; the header has {found}")]
    NoColumn {
        /// Name of the column.
        wanted: &'static str,
        /// The header, as found.
        found: String,
    },
    /// A name that has to be unique stands twice.
    #[error("`{name}` stands here again; it was first on line {first}")]
    Duplicate {
        /// The name.
        name: String,
        /// Line of its first occurrence, from 1.
        first: u64,
    },
    /// A number whose decimals stand behind a comma.
    #[error("`{0}` has a decimal comma; write numbers with a decimal point")]
    DecimalComma(String),
    /// A workbook of a spreadsheet program.
    #[error("this is a workbook of a spreadsheet program; save the sheet as tab-separated text")]
    Workbook,
    /// Text in another encoding.
    #[error("this is UTF-16 text; save it as tab-separated text in UTF-8")]
    Utf16,
    /// The source holds no record.
    #[error("there is no {0} in it")]
    Empty(&'static str),
    /// Two parts of one record contradict each other.
    #[error("{left} is {left_value} but {right} is {right_value}")]
    Contradiction {
        /// First part.
        left: &'static str,
        /// Its value.
        left_value: String,
        /// Second part.
        right: &'static str,
        /// Its value.
        right_value: String,
    },
    /// A cause with a type of its own: a name, a sequence, a value of another crate.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl Malformed {
    /// A field that does not hold what it should.
    #[must_use]
    pub fn field(found: impl Into<String>, wanted: &'static str) -> Self {
        Self::Field { found: found.into(), wanted }
    }

    /// A field that is no number, such as one with a decimal comma.
    #[must_use]
    pub fn number(found: &str, wanted: &'static str) -> Self {
        let is_number = |text: &str| text.trim().parse::<f64>().is_ok_and(f64::is_finite);
        if found.matches(',').count() == 1 && is_number(&found.replace(',', ".")) {
            return Self::DecimalComma(found.to_owned());
        }
        Self::field(found, wanted)
    }

    /// A line that is not UTF-8; the first one tells what the file is instead.
    #[must_use]
    pub fn not_text(line: &[u8]) -> Self {
        let begins = |marks: &[&[u8]]| marks.iter().any(|mark| line.starts_with(mark));
        if begins(&[b"PK\x03\x04", b"\xD0\xCF\x11\xE0"]) {
            return Self::Workbook;
        }
        if begins(&[b"\xFF\xFE", b"\xFE\xFF"]) {
            return Self::Utf16;
        }
        Self::field(String::from_utf8_lossy(line), "UTF-8 text")
    }

    /// A cause with a type of its own.
    #[must_use]
    pub fn other(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Other(Box::new(cause))
    }
}

impl From<crate::BadBase> for Malformed {
    fn from(cause: crate::BadBase) -> Self {
        Self::other(cause)
    }
}
