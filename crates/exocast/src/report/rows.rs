//! Tables as the report shows them: their first rows, rounded.

use exocast_core::Cell;
use serde::Serialize;

use crate::{io::TableFormat, result::Written};

/// Rows of a table that the report shows; the rest is in the table's own file.
const SHOWN_ROWS: usize = 200;
/// A table of more rows than this is cut on paper, to the second number.
const PAPER: (usize, usize) = (60, 25);
/// A table of more columns than this is set in small print on paper.
const WIDE: usize = 8;

#[derive(Serialize)]
pub(super) struct Shown {
    name: String,
    about: &'static str,
    columns: Vec<ShownColumn>,
    rows: Vec<Vec<ShownCell>>,
    /// What to say of the order of the rows.
    order: Option<&'static str>,
    /// The file with all rows.
    file: String,
    /// Rows that only the file has.
    more: usize,
    /// Rows that are not on paper.
    more_than_paper: usize,
    wide: bool,
}

#[derive(Serialize)]
struct ShownColumn {
    name: String,
    number: bool,
}

#[derive(Serialize)]
struct ShownCell {
    text: String,
    number: bool,
    /// Every digit, to sort by.
    value: String,
}

/// A table as the report shows it.
pub(super) fn show(written: &Written, format: TableFormat) -> Shown {
    let Written { spec, table, .. } = written;
    let cell = |(at, cell): (usize, &Cell)| ShownCell {
        text: rounded(cell, written.digits(at)),
        number: matches!(cell, Cell::Integer(_) | Cell::Real(_)),
        value: cell.to_text(),
    };
    let column = |(at, name): (usize, &String)| ShownColumn {
        name: name.clone(),
        number: table.rows().any(|row| matches!(row[at], Cell::Integer(_) | Cell::Real(_))),
    };
    let rows = written.rows();
    let count = rows.len();
    let shown = rows.into_iter().take(SHOWN_ROWS);
    Shown {
        name: spec.name.to_owned(),
        about: spec.caption,
        columns: table.columns().iter().enumerate().map(column).collect(),
        rows: shown.map(|row| row.iter().enumerate().map(cell).collect()).collect(),
        order: spec.order,
        file: format!("{}.{}", spec.place(), format.extension()),
        more: count.saturating_sub(SHOWN_ROWS),
        more_than_paper: if count > PAPER.0 { count - PAPER.1 } else { 0 },
        wide: table.columns().len() > WIDE,
    }
}

/// Few digits are what a reader compares; the table's file keeps all of them. `digits` are decimals of numbers below 10.
fn rounded(cell: &Cell, digits: usize) -> String {
    match cell {
        Cell::Real(value) if value.is_finite() => {
            let size = value.abs();
            if size > 0.0 && !(1e-3..1e5).contains(&size) {
                format!("{value:.3e}")
            } else {
                let digits = if size >= 1000.0 {
                    0
                } else if size >= 10.0 {
                    digits.min(1)
                } else {
                    digits
                };
                let text = format!("{value:.digits$}");
                if text.contains('.') {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                } else {
                    text
                }
            }
        }
        other => other.to_text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::TABLES;

    #[test]
    fn what_is_cut_of_a_table_is_told_with_its_file() {
        for (name, rows, more, more_than_paper, file) in [
            ("dose", 250, 50, 225, "tables/dose.tsv"),
            ("cargo", 61, 0, 36, "tables/cargo.tsv"),
            ("misev", 60, 0, 0, "misev.tsv"),
            ("truth", 1, 0, 0, "truth.tsv"),
        ] {
            let spec = TABLES.iter().find(|spec| spec.name == name).expect("a table");
            let rows = (0..rows).map(|row| [Cell::from("a"), Cell::Integer(row)]);
            let shown = show(&spec.with_rows(rows), TableFormat::Tsv);
            let cut = (shown.more, shown.more_than_paper, shown.file.as_str());
            assert_eq!(cut, (more, more_than_paper, file));
        }
    }
}
