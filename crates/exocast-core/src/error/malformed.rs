//! What can be wrong with a record.

use crate::{sequence::BadBase, words::plural};

/// What is wrong with a record. Messages say what was found, what is wanted, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A field does not hold what it should.
    #[error("`{text}` is not {wanted}")]
    Field {
        /// The text found.
        text: String,
        /// What is expected, with article and unit: `a diameter in nm`.
        wanted: &'static str,
    },
    /// A record has another number of fields than its header.
    #[error("{}, but the header has {wanted}", plural(*.count, "field"))]
    FieldCount {
        /// Number of fields found.
        count: usize,
        /// Number of fields wanted.
        wanted: usize,
    },
    /// Something that is required is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A required column is missing.
    #[error("missing column `{wanted}`; the header has {header}")]
    NoColumn {
        /// Name of the column.
        wanted: &'static str,
        /// The header, as found.
        header: String,
    },
    /// The first line holds data.
    #[error(
        "the header line seems to be missing: `{value}` is a number, not the name of a column; write a first line with the names of the columns, among them {wanted}"
    )]
    NoHeader {
        /// A number of the first line.
        value: String,
        /// Names of columns, quoted.
        wanted: String,
    },
    /// A name occurs twice where names have to be unique.
    #[error("duplicate name `{name}` (first on line {first})")]
    Duplicate {
        /// The name.
        name: String,
        /// Line of its first occurrence, from 1.
        first: u64,
    },
    /// A number with a decimal comma.
    #[error("`{0}` has a decimal comma; write numbers with a decimal point")]
    DecimalComma(String),
    /// A workbook of a spreadsheet program.
    #[error("this is a spreadsheet workbook; save the sheet as tab-separated text")]
    Workbook,
    /// A web page, or a workbook of Excel 2003 in XML.
    #[error(
        "this is a web page (HTML) or XML, which some programs save as .xls; open it in a spreadsheet program and save it as .xlsx or CSV"
    )]
    Markup,
    /// A file that is no table.
    #[error("this is {what}, whatever its name says, and no table; {remedy}")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A line with words and no value.
    #[error(
        "the line has `{0}` and no value: if it is a title between the rows or a footnote, put `#` in front of it or delete it; if it is a row, give its values"
    )]
    NoValues(String),
    /// The names of the columns once more.
    #[error("the line repeats the header; put `#` in front of it, or delete it")]
    HeaderAgain,
    /// A value with its spread.
    #[error(
        "`{0}` is a value with its spread; give the value alone, and the spread in a column of its own, or leave it out"
    )]
    WithSpread(String),
    /// Text in another encoding.
    #[error("this is UTF-16 text; save it as tab-separated text in UTF-8")]
    Utf16,
    /// The source has no record.
    #[error("the file has no {0}")]
    Empty(&'static str),
    /// A value that has to be given is missing.
    #[error("missing value: {0} is needed here")]
    MissingValue(&'static str),
    /// A number that can be read in two ways, and no other number of the file decides.
    #[error(
        "`{0}` may have three decimals or be in thousands, and no other number decides; leave out the marks of thousands, or give decimals another number of digits than three"
    )]
    AmbiguousNumber(String),
    /// Two columns fit what is wanted.
    #[error("two columns are called `{0}`; rename one of them")]
    TwoColumns(String),
    /// Columns that the reader does not know, where every column has to be understood.
    #[error("unknown {}; known columns are {known}", if *.count == 1 { format!("column {columns}") } else { format!("columns {columns}") })]
    UnknownColumns {
        /// The names, quoted.
        columns: String,
        /// Number of names.
        count: usize,
        /// The names that are known, quoted.
        known: String,
    },
    /// A quotation mark that is never closed.
    #[error("the quotation mark that opens here is not closed")]
    OpenQuote,
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
    pub fn field(text: impl Into<String>, wanted: &'static str) -> Self {
        Self::Field { text: text.into(), wanted }
    }

    /// A field that is no number, such as one with a decimal comma.
    #[must_use]
    pub fn number(text: &str, wanted: &'static str) -> Self {
        let is_number = |text: &str| text.trim().parse::<f64>().is_ok_and(f64::is_finite);
        if text.matches(',').count() == 1 && is_number(&text.replace(',', ".")) {
            return Self::DecimalComma(text.to_owned());
        }
        Self::field(text, wanted)
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

    /// Why the beginning of a file is no table: a workbook, a web page.
    #[must_use]
    pub fn not_a_table(head: &[u8]) -> Option<Self> {
        const MARKUP: [&[u8]; 9] = [
            b"<html",
            b"<!doctype",
            b"<table",
            b"<?xml",
            b"<head",
            b"<!--",
            b"<meta",
            b"<style",
            b"<body",
        ];
        if let Some((what, remedy)) = super::foreign::recognise(head) {
            return Some(Self::Foreign { what, remedy });
        }
        let text = head.trim_ascii_start();
        let begins = |tag: &&&[u8]| {
            text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        match Self::not_text(head) {
            Self::Workbook => Some(Self::Workbook),
            _ => MARKUP.iter().any(|tag| begins(&tag)).then_some(Self::Markup),
        }
    }

    /// A cause with a type of its own.
    #[must_use]
    pub fn other(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Other(Box::new(cause))
    }
}

impl From<BadBase> for Malformed {
    fn from(cause: BadBase) -> Self {
        Self::other(cause)
    }
}
