//! What the first rows say of a table: columns without a header, empty columns at the end, row numbers.

use super::records::Fields;

/// What the rows have besides the columns of the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The first column has no header, as R writes row names.
    pub(super) row_names: bool,
    /// Fields at the end of the header that are no columns: a delimiter at the end of its line.
    pub(super) empty_headers: usize,
    /// The first column counts the rows.
    pub(super) row_numbers: bool,
}

impl Shape {
    pub(super) fn infer(header: &[String], rows: &[Fields]) -> Self {
        if is_padded(header, rows) {
            let row_numbers = is_count("", rows);
            return Self { row_names: true, empty_headers: 1, row_numbers };
        }
        let empty_headers = empty_at_end(header, rows);
        let columns = header.len() - empty_headers;
        let longer: Vec<&Fields> = rows.iter().filter(|row| row.len() == columns + 1).collect();
        let row_names = empty_headers == 0
            && 2 * longer.len() > rows.len()
            && longer.iter().any(|row| !row.get(columns).is_empty());
        let first = if row_names { "" } else { header.first().map_or("", String::as_str) };
        let row_numbers = columns + usize::from(row_names) > 1 && is_count(first, rows);
        Self { row_names, empty_headers, row_numbers }
    }
}

/// Whether every line ends with a delimiter, and rows begin with names that have no header.
fn is_padded(header: &[String], rows: &[Fields]) -> bool {
    let wide = |row: &Fields| row.len() == header.len() + 1 && row.get(header.len()).is_empty();
    header.len() > 1
        && header.last().is_some_and(String::is_empty)
        && header.first().is_some_and(|name| !name.is_empty())
        && !rows.is_empty()
        && rows.iter().all(wide)
        && rows.iter().any(|row| !row.get(header.len() - 1).is_empty())
}

/// Names at the end of the header that are empty, and of which no row has a value.
fn empty_at_end(header: &[String], rows: &[Fields]) -> usize {
    let unused = |column: usize| rows.iter().all(|row| row.get(column).is_empty());
    let empty = |&column: &usize| header[column].is_empty() && column > 0 && unused(column);
    (0..header.len()).rev().take_while(empty).count()
}

/// Whether a column named `name` counts the rows: 0, 1, 2 … or 1, 2, 3 … under no name, or one that programs give
/// to such a column.
fn is_count(name: &str, rows: &[Fields]) -> bool {
    const NAMES: [&str; 15] = [
        "",
        "#",
        "no",
        "no.",
        "nr",
        "nr.",
        "序号",
        "x",
        "...1",
        "unnamed: 0",
        "index",
        "row",
        "rowname",
        "rownames",
        "v1",
    ];
    if !NAMES.contains(&name.to_lowercase().as_str()) || rows.len() < 2 {
        return false;
    }
    let first = match rows[0].get(0) {
        "0" => 0,
        "1" => 1,
        _ => return false,
    };
    rows.iter().zip(first..).all(|(row, number)| row.get(0).parse() == Ok::<usize, _>(number))
}
