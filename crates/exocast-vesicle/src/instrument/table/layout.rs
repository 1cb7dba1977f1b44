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
    let columns = next.map_or(0, |next| {
        let cells: Vec<&str> = next.split_whitespace().collect();
        if cells.iter().all(|cell| number(cell).is_some()) { cells.len() } else { 0 }
    });
    if columns > 1 && split_fields(line, Between::Spaces).len() == columns {
        Between::Spaces
    } else {
        Between::Mark('\t')
    }
}

/// Fields; of spaces, runs of two or more where there are some, so that names may hold one.
pub(crate) fn split_fields(line: &str, between: Between) -> Vec<Cow<'_, str>> {
    match between {
        Between::Mark(mark) => fields(line, mark),
        Between::Spaces if line.trim().contains("  ") => {
            let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            cells.map(Cow::Borrowed).collect()
        }
        Between::Spaces => line.split_whitespace().map(Cow::Borrowed).collect(),
    }
}

pub(crate) fn rows_after<'a>(export: &Export<'a>, header: usize, between: Between) -> Rows<'a> {
    // Spreadsheets write empty rows as separators alone.
    let is_blank = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '"');
    let held = |line: &str| !line.chars().all(is_blank) && !line.trim_start().starts_with('#');
    let lines = export.lines.iter().enumerate().skip(header + 1).filter(|(_, line)| held(line));
    lines.map(|(index, line)| (index, split_fields(line, between))).collect()
}
