//! A table of numbers with named rows and columns.

use std::{collections::HashMap, sync::Arc};

use ndarray::{Array2, ArrayView1, ArrayView2};

use super::notice::TableNotice;

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
    pub(super) notices: Vec<TableNotice>,
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
        if let Some(i) = values.iter().position(|value| !value.is_finite())
            && rows.len() * columns.len() == values.len()
        {
            return Err(BadMatrix::NotFinite {
                row: rows[i / columns.len()].clone(),
                column: columns[i % columns.len()].clone(),
            });
        }
        Self::of_finite(rows.into_iter().map(Arc::from).collect(), columns, values)
    }

    /// As [`new`](Self::new), of values that are finite.
    pub(super) fn of_finite(
        rows: Vec<Arc<str>>,
        columns: Vec<String>,
        values: Vec<f64>,
    ) -> Result<Self, BadMatrix> {
        let shape =
            BadMatrix::Shape { rows: rows.len(), columns: columns.len(), values: values.len() };
        let values =
            Array2::from_shape_vec((rows.len(), columns.len()), values).map_err(|_| shape)?;
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

    /// The same with other notices.
    pub(super) fn with_notices(mut self, notices: Vec<TableNotice>) -> Self {
        self.notices = notices;
        self
    }

    /// How the table was read, where that is not plain from it: columns left out, decimal commas.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }

    /// The matrix with other names of columns: `name` gives the new name of one, or nothing where it stays.
    ///
    /// # Errors
    /// Where two columns would have one name.
    pub fn rename_columns<'a>(
        mut self,
        name: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<Self, BadMatrix> {
        for column in &mut self.columns {
            if let Some(new) = name(column) {
                new.clone_into(column);
            }
        }
        match first_duplicate(&self.columns) {
            Some(name) => Err(BadMatrix::Duplicate(name.to_owned())),
            None => Ok(self),
        }
    }

    /// The matrix with other names of rows: `name` gives the new name of one, or nothing where it stays.
    ///
    /// # Errors
    /// Where two rows would have one name.
    pub fn rename_rows(self, name: impl Fn(&str) -> Option<String>) -> Result<Self, BadMatrix> {
        let renamed = |old: &Arc<str>| name(old).map_or_else(|| Arc::clone(old), Arc::from);
        let rows = self.rows.iter().map(renamed).collect();
        let values = self.values.into_iter().collect();
        Ok(Self::of_finite(rows, self.columns, values)?.with_notices(self.notices))
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
