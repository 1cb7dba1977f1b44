//! A table of numbers with named rows and columns.

use std::{collections::HashMap, io::BufRead, sync::Arc};

use ndarray::{Array2, ArrayView1, ArrayView2};

use super::{NumberColumn, Reader, TableNotice, UniqueNames};
use crate::error::{Malformed, ReadError};

/// A matrix of finite numbers with a name for each row and each column, unique on each side.
///
/// A signature or a cargo table has its features in rows and its sources or samples in columns.
///
/// ```
/// use exocast_core::LabelledMatrix;
///
/// let text = "mirna\tliver\tbrain\nhsa-miR-122-5p\t900\t2\nhsa-miR-124-3p\t1\t700\n";
/// let signature = LabelledMatrix::read(text.as_bytes(), "signature.tsv")?;
/// assert_eq!(signature.columns(), ["liver", "brain"]);
/// assert_eq!(signature.row("hsa-miR-124-3p").map(|row| row[1]), Some(700.0));
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LabelledMatrix {
    rows: Vec<Arc<str>>,
    columns: Vec<String>,
    values: Array2<f64>,
    index: HashMap<Arc<str>, usize>,
    notices: Vec<TableNotice>,
}

/// Names and values alone are compared.
impl PartialEq for LabelledMatrix {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.columns == other.columns && self.values == other.values
    }
}

/// Names and values that do not make a matrix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadMatrix {
    /// A name occurs twice on one side.
    #[error("two rows or two columns are called `{0}`")]
    Duplicate(String),
    /// The values have another shape than the names.
    #[error("{rows} row names and {columns} column names for {values} values")]
    Shape {
        /// Number of row names.
        rows: usize,
        /// Number of column names.
        columns: usize,
        /// Number of values.
        values: usize,
    },
    /// A value is infinite or not a number.
    #[error("the value of `{row}` in `{column}` is not a finite number")]
    NotFinite {
        /// Name of the row.
        row: String,
        /// Name of the column.
        column: String,
    },
}

impl LabelledMatrix {
    /// Puts names and values (row by row) together.
    ///
    /// # Errors
    /// Where the numbers of names and values disagree, a name occurs twice on one side, or a value
    /// is not finite.
    pub fn new(
        rows: Vec<String>,
        columns: Vec<String>,
        values: Vec<f64>,
    ) -> Result<Self, BadMatrix> {
        let shape =
            BadMatrix::Shape { rows: rows.len(), columns: columns.len(), values: values.len() };
        if let Some(i) = values.iter().position(|value| !value.is_finite())
            && rows.len() * columns.len() == values.len()
        {
            return Err(BadMatrix::NotFinite {
                row: rows[i / columns.len()].clone(),
                column: columns[i % columns.len()].clone(),
            });
        }
        let values =
            Array2::from_shape_vec((rows.len(), columns.len()), values).map_err(|_| shape)?;
        let rows: Vec<Arc<str>> = rows.into_iter().map(Arc::from).collect();
        let mut index = HashMap::with_capacity(rows.len());
        for (i, name) in rows.iter().enumerate() {
            if index.insert(Arc::clone(name), i).is_some() {
                return Err(BadMatrix::Duplicate(name.to_string()));
            }
        }
        if let Some(name) = first_duplicate(&columns) {
            return Err(BadMatrix::Duplicate(name.to_owned()));
        }
        Ok(Self { rows, columns, values, index, notices: Vec::new() })
    }

    /// Reads a table with one header line, as [`Reader`] reads it: names of the rows in the first column, numbers in
    /// the others.
    ///
    /// A column that numbers the rows, and columns without any number (gene symbols, descriptions), are left out
    /// and named by [`notices`](Self::notices). `source` is the name that errors give.
    ///
    /// # Errors
    /// At the first line with another number of fields than the header, a name that occurs twice, or a field that
    /// is not a finite number; where there is no row or no column of numbers; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_columns(Reader::new(reader, source)?, |_, numeric| numeric)
    }

    /// As [`read`](Self::read), with the names of the columns that were left out since they hold no numbers.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_numeric<R: BufRead>(
        reader: R,
        source: &str,
    ) -> Result<(Self, Vec<String>), ReadError> {
        let matrix = Self::read(reader, source)?;
        let left_out = matrix.notices.iter().find_map(|notice| match notice {
            TableNotice::UnusedColumns { columns, .. } => Some(columns.clone()),
            _ => None,
        });
        Ok((matrix, left_out.unwrap_or_default()))
    }

    /// As [`read`](Self::read), with the columns whose name `keep` accepts, which have to hold numbers; the other
    /// columns are passed over without notice.
    ///
    /// # Errors
    /// As [`read`](Self::read), within the columns that are kept.
    pub fn read_where<R: BufRead>(
        reader: R,
        source: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<Self, ReadError> {
        let mut matrix = Self::read_columns(Reader::new(reader, source)?, |name, _| keep(name))?;
        matrix.notices.retain(|notice| !matches!(notice, TableNotice::UnusedColumns { .. }));
        Ok(matrix)
    }

    fn read_columns<R: BufRead>(
        mut table: Reader<R>,
        keep: impl Fn(&str, bool) -> bool,
    ) -> Result<Self, ReadError> {
        // Row numbers name the rows where nothing else does.
        let text_follows = table.header().len() > 1 && table.is_numeric(1) == Some(false);
        let names_at = usize::from(table.has_row_numbers() && text_follows);
        let names = table.text_at(names_at);
        let places: Vec<usize> = (names_at + 1..table.header().len())
            .filter(|&place| keep(&table.header()[place], table.is_numeric(place).unwrap_or(false)))
            .collect();
        let columns: Vec<String> =
            places.iter().map(|&place| table.header()[place].clone()).collect();
        let cells: Vec<NumberColumn> =
            places.into_iter().map(|place| table.number_at(place)).collect();
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        let mut unique = UniqueNames::default();
        while let Some(row) = table.next_row()? {
            rows.push(unique.take(&row, names)?);
            for &cell in &cells {
                values.push(row.required(cell, "a finite number")?);
            }
        }
        if rows.is_empty() {
            return Err(table.no_rows("data line"));
        }
        if columns.is_empty() {
            return Err(table.no_rows("column of numbers"));
        }
        let header_line = table.header_location();
        let matrix = Self::new(rows, columns, values)
            .map_err(|cause| ReadError::malformed(header_line, Malformed::other(cause)))?;
        Ok(Self { notices: table.notices(), ..matrix })
    }

    /// How the table was read, where that is not plain from it: columns left out, decimal commas.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }

    /// Names of the rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.rows.iter().map(AsRef::as_ref)
    }

    /// Names of the columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// All values, rows × columns.
    #[must_use]
    pub fn values(&self) -> ArrayView2<'_, f64> {
        self.values.view()
    }

    /// The index of a row.
    #[must_use]
    pub fn row_index(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// The values of one row, in the order of the columns.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<ArrayView1<'_, f64>> {
        self.row_index(name).map(|i| self.values.row(i))
    }

    /// The values of one column, in the order of the rows.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<ArrayView1<'_, f64>> {
        let j = self.columns.iter().position(|column| column == name)?;
        Some(self.values.column(j))
    }
}

fn first_duplicate(names: &[String]) -> Option<&str> {
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
