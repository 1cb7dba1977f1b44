//! How the intake has read a table.

use std::fmt;

use super::labels::Plain;
use crate::words::{first_quoted, plural};

/// Names that a notice lists of each kind.
const MOST: usize = 10;

/// The role of each column, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Roles {
    /// The program that wrote the table, where its header shows it.
    pub program: Option<&'static str>,
    /// The column of the names of features.
    pub id: String,
    /// What the values are.
    pub unit: super::Unit,
    /// Columns of samples, as the header has them.
    pub samples: Vec<String>,
    /// Columns that were not used, by what they are.
    pub unused: Vec<(&'static str, Vec<String>)>,
    /// Whether samples are in the rows, so that the columns are features.
    pub turned: bool,
}

/// What happened on the way from the table to its matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// The role of each column.
    Roles(Roles),
    /// Rows that are sums or what was counted for no feature.
    TotalRows(Vec<String>),
    /// Rows that are sums, means or spreads.
    SummaryRows(Vec<String>),
    /// Rows that describe the samples.
    RowsOfSamples(Vec<String>),
    /// A line right below the header that holds no data.
    LineBelowHeader {
        /// The line.
        line: u64,
        /// Whether it names the samples, instead of the header.
        is_header: bool,
        /// What was left out: the line, or the header above it.
        left: Vec<String>,
    },
    /// Names with more than the name, and how they were read.
    PlainNames {
        /// Number of names.
        names: usize,
        /// The first, and what they were read as.
        examples: Vec<String>,
    },
    /// Columns that are the sum of the others.
    SumColumns(Vec<String>),
    /// Columns that are the mean of the others.
    MeanColumns(Vec<String>),
    /// Rows that the program marks as contaminants or decoys.
    FlaggedRows {
        /// Number of rows.
        rows: usize,
        /// What marks them.
        marks: Vec<String>,
    },
    /// Rows of one name that were added, or of which the largest was taken.
    Repeated {
        /// Names that occur more than once.
        names: Vec<String>,
        /// Whether they were added.
        added: bool,
    },
    /// Missing values that were taken for zero.
    MissingAsZero {
        /// How many.
        values: usize,
        /// How many of them are below a limit of detection.
        below: usize,
        /// Words for them, but for empty fields and `NA`.
        words: Vec<String>,
    },
    /// Rows that were left out since a value or the name is missing.
    RowsLeftOut {
        /// How many.
        rows: usize,
        /// Words for missing values, but for empty fields and `NA`.
        words: Vec<String>,
    },
    /// Gene symbols that a spreadsheet has turned into dates.
    Dates {
        /// The date and the symbol taken for it.
        mapped: Vec<String>,
        /// Dates of two genes or of none; their rows are not used.
        unclear: Vec<String>,
    },
    /// Names were translated by the table of names.
    Translated {
        /// Names that were translated.
        translated: usize,
        /// Names that there are.
        total: usize,
        /// Names that the table of names does not have.
        unknown: Vec<String>,
        /// Names of several genes, which were left as they are.
        several: Vec<String>,
        /// Symbols of several rows, which were added.
        added: Vec<String>,
    },
    /// Values are logarithms, in this scale, and were turned into amounts.
    Logarithms(String),
    /// Values that were read as counts are reads per million.
    PerMillion,
    /// Values that were read as counts are no whole numbers.
    NotWhole,
    /// The table has samples in its rows.
    SamplesInRows,
    /// The table has no header line.
    NoHeader,
    /// The only column of values was taken for the sample.
    OnlyColumn {
        /// The column.
        column: String,
        /// The sample.
        sample: String,
    },
}

impl Remark {
    /// What to say of names that were brought to the name alone.
    pub(super) fn plain(plain: Plain) -> Option<Self> {
        let Plain { examples, names, .. } = plain;
        (names > 0).then_some(Self::PlainNames { names, examples })
    }

    /// A stable name of the kind of remark.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Roles(_) => "roles-of-columns",
            Self::TotalRows(_) => "total-rows",
            Self::SummaryRows(_) => "summary-rows",
            Self::RowsOfSamples(_) => "rows-of-samples",
            Self::LineBelowHeader { .. } => "line-below-header",
            Self::PlainNames { .. } => "plain-names",
            Self::SumColumns(_) => "sum-columns",
            Self::MeanColumns(_) => "mean-columns",
            Self::FlaggedRows { .. } => "flagged-rows",
            Self::Repeated { .. } => "repeated-names",
            Self::MissingAsZero { .. } => "missing-as-zero",
            Self::RowsLeftOut { .. } => "rows-left-out",
            Self::Dates { .. } => "dates-among-names",
            Self::Translated { .. } => "translated-names",
            Self::Logarithms(_) => "logarithms",
            Self::PerMillion => "counts-per-million",
            Self::NotWhole => "counts-not-whole",
            Self::SamplesInRows => "samples-in-rows",
            Self::NoHeader => "no-header",
            Self::OnlyColumn { .. } => "only-column",
        }
    }

    /// Whether to look at it before using the result.
    #[must_use]
    pub const fn is_caution(&self) -> bool {
        match self {
            Self::Repeated { .. }
            | Self::RowsLeftOut { .. }
            | Self::RowsOfSamples(_)
            | Self::Dates { .. }
            | Self::PerMillion
            | Self::NotWhole => true,
            Self::MissingAsZero { below, .. } => *below > 0,
            Self::Translated { unknown, several, .. } => !unknown.is_empty() || !several.is_empty(),
            _ => false,
        }
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(program) = self.program {
            write!(f, "a table of {program}; ")?;
        }
        let what = if self.turned { "samples" } else { "names" };
        write!(f, "{what} from {}", first_quoted(&[&self.id], 1))?;
        let samples = first_quoted(&self.samples, MOST);
        match self.unit {
            super::Unit::Unknown if self.turned => write!(f, ", features {samples}")?,
            super::Unit::Unknown => write!(f, ", samples {samples}")?,
            unit => write!(f, ", {unit} of {samples}")?,
        }
        for (place, (what, names)) in self.unused.iter().enumerate() {
            let begin = if place == 0 { "; not used: " } else { ", " };
            write!(f, "{begin}{} ({what})", first_quoted(names, MOST))?;
        }
        Ok(())
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Roles(roles) => roles.fmt(f),
            Self::TotalRows(names) => {
                let rows = if names.len() == 1 { "row" } else { "rows" };
                write!(f, "{rows} {} of totals not used", first_quoted(names, MOST))
            }
            Self::SummaryRows(names) => {
                let (rows, are) = if names.len() == 1 { ("row", "is") } else { ("rows", "are") };
                let names = first_quoted(names, MOST);
                write!(f, "{rows} {names}, which {are} computed from others, not used")
            }
            Self::RowsOfSamples(names) => {
                let (rows, describe) = if names.len() == 1 {
                    ("row", "describes")
                } else {
                    ("rows", "describe")
                };
                let names = first_quoted(names, MOST);
                write!(f, "{rows} {names}, which {describe} the samples, not used")
            }
            Self::LineBelowHeader { line, is_header, left } => {
                line_below(f, *line, *is_header, left)
            }
            Self::PlainNames { names, examples } => plain_names(f, *names, examples),
            Self::SumColumns(names) => of_others(f, names, "sum"),
            Self::MeanColumns(names) => of_others(f, names, "mean"),
            Self::FlaggedRows { rows, marks } => {
                write!(
                    f,
                    "{} marked by {} not used",
                    plural(*rows, "row"),
                    first_quoted(marks, MOST)
                )
            }
            Self::Repeated { names, added } => {
                let what = if *added {
                    "were added"
                } else {
                    "list the same reads; the largest was taken"
                };
                let count = plural(names.len(), "name");
                write!(
                    f,
                    "rows of {count} that occur more than once {what}: {}",
                    first_quoted(names, MOST)
                )
            }
            Self::MissingAsZero { values, below, words } => as_zero(f, *values, *below, words),
            Self::RowsLeftOut { rows, words } => {
                let rows = plural(*rows, "row");
                write!(f, "{rows} without a name or a value{} left out", listed(words))
            }
            Self::Dates { mapped, unclear } => {
                f.write_str("a spreadsheet has turned gene symbols into dates")?;
                if !mapped.is_empty() {
                    write!(f, "; read as {}", crate::words::first_listed(mapped, MOST))?;
                }
                if !unclear.is_empty() {
                    write!(
                        f,
                        "; not used, as two genes or none may be meant: {}",
                        first_quoted(unclear, MOST)
                    )?;
                }
                Ok(())
            }
            Self::Translated { translated, total, unknown, several, added } => {
                write!(f, "the table of names translates {translated} of {}", plural(*total, "name"))?;
                if !unknown.is_empty() {
                    let count = plural(unknown.len(), "other");
                    write!(f, "; {count} not in it: {}", first_quoted(unknown, MOST))?;
                }
                if !several.is_empty() {
                    let names = crate::words::first_listed(several, MOST);
                    write!(f, "; of several genes, and not translated: {names}")?;
                }
                if !added.is_empty() {
                    write!(f, "; rows of one gene added: {}", first_quoted(added, MOST))?;
                }
                Ok(())
            }
            Self::Logarithms(scale) => write!(f, "values are read as {scale}"),
            Self::PerMillion => f.write_str(
                "the values are reads per million, not counts; what rests on the number of reads (intervals, tests) is \
                 not that of the reads",
            ),
            Self::NotWhole => f.write_str(
                "most counts are no whole numbers; if they are normalised, what rests on the number of reads \
                 (intervals, tests) is not that of the reads",
            ),
            Self::SamplesInRows => {
                f.write_str("samples are in the rows and features in the columns")
            }
            Self::NoHeader => {
                f.write_str("there is no header line; the first line is read as data")
            }
            Self::OnlyColumn { column, sample } => {
                write!(f, "`{column}`, the only column of values, is read as that of {sample}")
            }
        }
    }
}

/// Words in parentheses, if there are any.
fn listed(words: &[String]) -> String {
    if words.is_empty() { String::new() } else { format!(" ({})", first_quoted(words, MOST)) }
}

fn of_others(f: &mut fmt::Formatter<'_>, names: &[String], what: &str) -> fmt::Result {
    let columns = if names.len() == 1 { "column" } else { "columns" };
    write!(f, "{columns} {}, the {what} of the others, not used", first_quoted(names, MOST))
}

fn line_below(
    f: &mut fmt::Formatter<'_>,
    line: u64,
    is_header: bool,
    left: &[String],
) -> fmt::Result {
    let left = first_quoted(left, MOST);
    if is_header {
        write!(f, "line {line} names the samples; {left} above it not used")
    } else {
        write!(f, "line {line} below the header has no data and is not used: {left}")
    }
}

fn plain_names(f: &mut fmt::Formatter<'_>, names: usize, examples: &[String]) -> fmt::Result {
    let count = plural(names, "name");
    write!(f, "{count} read without what else they hold: {}", examples.join(", "))?;
    if names > examples.len() {
        write!(f, " and {} more", names - examples.len())?;
    }
    Ok(())
}

fn as_zero(
    f: &mut fmt::Formatter<'_>,
    values: usize,
    below: usize,
    words: &[String],
) -> fmt::Result {
    let is = if values == 1 { "is" } else { "are" };
    write!(f, "{}{} {is} taken as zero", plural(values, "missing value"), listed(words))?;
    match below {
        0 => Ok(()),
        1 => f.write_str("; 1 of them is below a limit of detection"),
        below => write!(f, "; {below} of them are below a limit of detection"),
    }
}
