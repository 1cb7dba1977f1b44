//! Result tables on their way out: one header row, typed cells, tab-separated or JSON.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// One cell of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known: an empty field, `null` in JSON.
    Missing,
    /// Text.
    Text(String),
    /// A count.
    Integer(u64),
    /// A number; one that is not finite is written as [`Cell::Missing`].
    Real(f64),
}

/// A result table: named columns, rows of cells.
///
/// Column names may repeat (`low`, `high` after each value column), as the file contract has them.
///
/// ```
/// use exocast_core::Table;
///
/// let mut table = Table::new(["sample", "class", "reads", "fraction"]);
/// table.push(["EV_1".into(), "miRNA".into(), 412_u64.into(), 0.5.into()]);
/// let mut out = Vec::new();
/// table.write_tsv(&mut out)?;
/// assert_eq!(out, b"sample\tclass\treads\tfraction\nEV_1\tmiRNA\t412\t0.5\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<String>,
    cells: Vec<Cell>,
}

impl Table {
    /// An empty table with these columns.
    #[must_use]
    pub fn new<S: Into<String>>(columns: impl IntoIterator<Item = S>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), cells: Vec::new() }
    }

    /// Adds a row. One with too few cells is filled with [`Cell::Missing`]; cells past the last
    /// column are left out.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let row = row.into_iter().chain(std::iter::repeat(Cell::Missing));
        self.cells.extend(row.take(self.columns.len()));
    }

    /// Names of the columns.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Cell]> {
        self.cells.chunks_exact(self.columns.len().max(1))
    }

    /// Writes a header line and one line per row, tab-separated, quoted only where a field holds a
    /// tab, a quote or a line end.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write_tsv(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
        writer.write_record(&self.columns)?;
        for row in self.rows() {
            for cell in row {
                writer.write_field(cell.to_text())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }
}

impl Cell {
    /// The text that stands for the cell in a tab-separated file.
    ///
    /// Numbers keep every digit that distinguishes them: what is read back is what was written.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(value) => value.to_string(),
            Self::Real(value) if !value.is_finite() => String::new(),
            Self::Real(value) => {
                let size = value.abs();
                if size > 0.0 && !(1e-4..1e15).contains(&size) {
                    format!("{value:e}")
                } else {
                    value.to_string()
                }
            }
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(value) => serializer.serialize_u64(*value),
            Self::Real(value) if value.is_finite() => serializer.serialize_f64(*value),
            Self::Missing | Self::Real(_) => serializer.serialize_none(),
        }
    }
}

/// `{"columns": […], "rows": [[…], …]}`: rows as lists, since column names may repeat.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Table", 2)?;
        fields.serialize_field("columns", &self.columns)?;
        fields.serialize_field("rows", &self.rows().collect::<Vec<_>>())?;
        fields.end()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        Self::Integer(value)
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        Self::Integer(value as u64)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}
