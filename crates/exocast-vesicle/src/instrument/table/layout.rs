//! What separates the fields of a table.

use std::borrow::Cow;

use super::super::text::{Export, fields, number, separator};

/// Lines that hold something, with their index.
pub(crate) type Rows<'a> = Vec<(usize, Vec<Cow<'a, str>>)>;

/// What is between the fields of a header and its rows: a mark, or nothing but spaces.
#[derive(Clone, Copy)]
pub(crate) enum Between {
    Mark(char),
    Spaces,
}

pub(crate) fn mark_after(export: &Export<'_>, header: usize) -> Between {
    let line = export.lines[header];
    if let Some(mark) = separator(line) {
        return Between::Mark(mark);
    }
    let next = export.lines[header + 1..].iter().find(|line| !line.trim().is_empty());
    let cells: Vec<&str> = next.map_or_else(Vec::new, |next| next.split_whitespace().collect());
    let of_numbers = cells.iter().all(|cell| number(cell).is_some());
    let names = split_fields(line, Between::Spaces);
    let has_all = cells.len() > 1 && names.len() == cells.len() && of_numbers;
    // All rows are looked at only where the first of them is one longer.
    let is_longer = cells.len() == names.len() + 1;
    let rows = || rows_after(export, header, Between::Spaces);
    if has_all || is_longer && has_row_names(&names, &rows()) {
        Between::Spaces
    } else {
        Between::Mark('\t')
    }
}

/// Whether rows begin with names that the header has no name for, as R writes them: each has one field more than the
/// header, and their first fields number the rows, or none of them is a number.
pub(crate) fn has_row_names(header: &[Cow<'_, str>], rows: &Rows<'_>) -> bool {
    let is_longer = |row: &[Cow<'_, str>]| {
        row.len() == header.len() + 1 && row.last().is_some_and(|cell| !cell.is_empty())
    };
    if rows.is_empty() || !rows.iter().all(|(_, row)| is_longer(row)) {
        return false;
    }
    let firsts = || rows.iter().map(|(_, row)| number(&row[0]));
    let start = firsts().next().flatten().filter(|first| [0.0, 1.0].contains(first));
    let counts = start.is_some_and(|start| {
        firsts().enumerate().all(|(at, first)| first == Some(start + at as f64))
    });
    counts || firsts().all(|first| first.is_none())
}

/// A cell without quotes around it.
fn bare(cell: &str) -> Cow<'_, str> {
    Cow::Borrowed(cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell))
}

/// Fields; of spaces, runs of two or more where there are some, so that names may hold one.
pub(crate) fn split_fields(line: &str, between: Between) -> Vec<Cow<'_, str>> {
    match between {
        Between::Mark(mark) => fields(line, mark),
        Between::Spaces if line.trim().contains("  ") => {
            let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            cells.map(bare).collect()
        }
        Between::Spaces => line.split_whitespace().map(bare).collect(),
    }
}

pub(crate) fn rows_after<'a>(export: &Export<'a>, header: usize, between: Between) -> Rows<'a> {
    // Spreadsheets write empty rows as separators alone.
    let is_blank = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '"');
    let held = |line: &str| !line.chars().all(is_blank) && !line.trim_start().starts_with('#');
    let lines = export.lines.iter().enumerate().skip(header + 1).filter(|(_, line)| held(line));
    lines.map(|(index, line)| (index, split_fields(line, between))).collect()
}
