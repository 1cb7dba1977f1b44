//! A table of numbers with named rows and columns.

use std::{collections::HashMap, io::BufRead, sync::Arc};

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::{Location, Malformed, ReadError};

/// A matrix of finite numbers with one name a row and one a column, names unique on each side.
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
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledMatrix {
    rows: Vec<Arc<str>>,
    columns: Vec<String>,
    values: Array2<f64>,
    index: HashMap<Arc<str>, usize>,
}

/// Names and values that do not make a matrix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadMatrix {
    /// A name stands twice on one side.
    #[error("`{0}` names two rows or two columns")]
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
    /// Where the numbers of names and values disagree, a name stands twice on one side, or a value
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
        Ok(Self { rows, columns, values, index })
    }

    /// Reads tab-, comma- or semicolon-separated text with one header line.
    ///
    /// The first column holds the row names and every further one numbers. The header may name the
    /// first column, leave it empty, or leave it out, as R writes it. Empty lines and lines that start
    /// with `#` before the header are passed over. `source` is the name that errors give.
    ///
    /// # Errors
    /// At the first line with another number of fields than the header, a name that stands twice, or
    /// a field that is not a finite number; where there is no data; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_where(reader, source, |_| true)
    }

    /// As [`read`](Self::read), keeping only the columns that hold numbers.
    ///
    /// Annotation columns (gene symbols, descriptions) beside the numbers are recognised by their
    /// first data line: a column whose first value is no number is left out as a whole. The names of
    /// the columns left out are returned beside the matrix, so that the caller can say so.
    ///
    /// # Errors
    /// As [`read`](Self::read), within the columns that are kept.
    pub fn read_numeric<R: BufRead>(
        reader: R,
        source: &str,
    ) -> Result<(Self, Vec<String>), ReadError> {
        let mut left_out = Vec::new();
        let matrix = Self::read_selected(reader, source, |header, first| {
            let keep: Vec<bool> =
                first.iter().map(|field| field.trim().parse::<f64>().is_ok()).collect();
            left_out = header
                .iter()
                .zip(&keep)
                .filter(|(_, keep)| !**keep)
                .map(|(name, _)| name.clone())
                .collect();
            keep
        })?;
        Ok((matrix, left_out))
    }

    /// As [`read`](Self::read), keeping only the columns whose name `keep` accepts.
    ///
    /// # Errors
    /// As [`read`](Self::read), within the columns that are kept.
    pub fn read_where<R: BufRead>(
        reader: R,
        source: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<Self, ReadError> {
        Self::read_selected(reader, source, |header, _| {
            header.iter().map(|name| keep(name)).collect()
        })
    }

    fn read_selected<R: BufRead>(
        reader: R,
        source: &str,
        mut select: impl FnMut(&[String], &[&str]) -> Vec<bool>,
    ) -> Result<Self, ReadError> {
        let source = Location::new(source);
        let (header_line, header, delimiter, rest) = split_header(reader, &source)?;
        let mut records = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(rest);
        let mut record = csv::StringRecord::new();
        let (mut names, mut rows, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let mut keep: Vec<bool> = Vec::new();
        let mut first_lines: HashMap<String, u64> = HashMap::new();
        loop {
            let more = records.read_record(&mut record);
            let line = header_line + record.position().map_or(0, csv::Position::line);
            let at = source.clone().line(line);
            if !more.map_err(|error| csv_error(error, at.clone(), header_line))? {
                break;
            }
            if names.is_empty() {
                let header_at = source.clone().line(header_line);
                names = column_names(&header, record.len(), &at, header_at)?;
                let fields: Vec<&str> = record.iter().skip(1).collect();
                keep = select(&names, &fields);
                let comma = fields.iter().position(|field| {
                    matches!(Malformed::number(field, ""), Malformed::DecimalComma(_))
                });
                if let Some(i) = comma.filter(|_| !keep.contains(&true)) {
                    let cause = Malformed::DecimalComma(fields[i].to_owned());
                    return Err(ReadError::malformed(at.field(names[i].as_str()), cause));
                }
            }
            if record.len() != names.len() + 1 {
                let cause = Malformed::FieldCount { found: record.len(), wanted: names.len() + 1 };
                return Err(ReadError::malformed(at, cause));
            }
            let name = record.get(0).unwrap_or_default();
            if let Some(&first) = first_lines.get(name) {
                let cause = Malformed::Duplicate { name: name.to_owned(), first };
                return Err(ReadError::malformed(at, cause));
            }
            first_lines.insert(name.to_owned(), line);
            for (i, field) in record.iter().enumerate().skip(1).filter(|(i, _)| keep[i - 1]) {
                match field.trim().parse::<f64>() {
                    Ok(value) if value.is_finite() => values.push(value),
                    _ => {
                        let at = at.field(names[i - 1].as_str());
                        let cause = Malformed::number(field, "a finite number");
                        return Err(ReadError::malformed(at, cause));
                    }
                }
            }
            rows.push(name.to_owned());
        }
        if rows.is_empty() {
            return Err(ReadError::malformed(
                source.line(header_line),
                Malformed::Empty("data line"),
            ));
        }
        let columns: Vec<String> =
            names.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(name, _)| name).collect();
        if columns.is_empty() {
            return Err(ReadError::malformed(
                source.line(header_line),
                Malformed::Empty("column of numbers"),
            ));
        }
        Self::new(rows, columns, values).map_err(|cause| {
            ReadError::malformed(source.line(header_line), Malformed::other(cause))
        })
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

    /// The place of a row.
    #[must_use]
    pub fn row_index(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// The values of one row, one a column.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<ArrayView1<'_, f64>> {
        self.row_index(name).map(|i| self.values.row(i))
    }

    /// The values of one column, one a row.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<ArrayView1<'_, f64>> {
        let j = self.columns.iter().position(|column| column == name)?;
        Some(self.values.column(j))
    }
}

/// Reads up to the header; returns its line number, its fields, the delimiter and what follows.
fn split_header<R: BufRead>(
    mut reader: R,
    source: &Location,
) -> Result<(u64, Vec<String>, u8, R), ReadError> {
    let mut number = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| ReadError::io(source.clone().line(number), error))?;
        if read == 0 {
            return Err(ReadError::malformed(source.clone(), Malformed::Empty("header line")));
        }
        number += 1;
        if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        if std::str::from_utf8(&line).is_err() {
            let cause = Malformed::not_text(&line);
            return Err(ReadError::malformed(source.clone().line(number), cause));
        }
        let text = line.trim_ascii();
        if !text.is_empty() && !text.starts_with(b"#") {
            break;
        }
    }
    let holds = |delimiter: &u8| line.contains(delimiter);
    let delimiter = [b'\t', b',', b';'].into_iter().find(holds).unwrap_or(b'\t');
    let mut record = csv::StringRecord::new();
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_slice())
        .read_record(&mut record)
        .map_err(|error| csv_error(error, source.clone().line(number), 0))?;
    let header = record.iter().map(|field| field.trim().to_owned()).collect();
    Ok((number, header, delimiter, reader))
}

/// The names of the value columns, for records of `fields` fields.
fn column_names(
    header: &[String],
    fields: usize,
    at: &Location,
    header_at: Location,
) -> Result<Vec<String>, ReadError> {
    let names = match fields.checked_sub(header.len()) {
        Some(0) => &header[1..],
        Some(1) => header,
        _ => {
            let cause = Malformed::FieldCount { found: fields, wanted: header.len() };
            return Err(ReadError::malformed(at.clone(), cause));
        }
    };
    if let Some(name) = first_duplicate(names) {
        let first = header_at.line_number().unwrap_or(1);
        let cause = Malformed::Duplicate { name: name.to_owned(), first };
        return Err(ReadError::malformed(header_at.field(name), cause));
    }
    Ok(names.to_vec())
}

fn first_duplicate(names: &[String]) -> Option<&str> {
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

fn csv_error(error: csv::Error, at: Location, lines_before: u64) -> ReadError {
    let at = match error.position() {
        Some(position) => at.line(lines_before + position.line()),
        None => at,
    };
    match error.into_kind() {
        csv::ErrorKind::Io(source) => ReadError::io(at, source),
        csv::ErrorKind::Utf8 { .. } => {
            ReadError::malformed(at, Malformed::field("this line", "UTF-8 text"))
        }
        _ => ReadError::malformed(at, Malformed::field("this line", "a record of the table")),
    }
}
