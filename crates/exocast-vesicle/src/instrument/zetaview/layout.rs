//! Keys and fields of a `ZetaView` export.

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;

use super::super::text::{Export, fields, separator};
use crate::export::{Entry, Instrument};

/// A line with tabs between its fields, by the mark that it has itself.
pub(crate) fn alone(line: &str) -> Cow<'_, str> {
    tabbed(line, separator(line))
}

/// A line with tabs between its fields, where a mark or runs of spaces stood.
pub(crate) fn tabbed(line: &str, mark: Option<char>) -> Cow<'_, str> {
    match mark {
        Some('\t') if !line.contains('"') => Cow::Borrowed(line),
        Some(mark) => Cow::Owned(fields(line, mark).join("\t")),
        None if line.contains("  ") => {
            let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            Cow::Owned(cells.collect::<Vec<_>>().join("\t"))
        }
        None => Cow::Borrowed(line),
    }
}

/// The decimal mark of the rows below a header.
pub(crate) fn decimal_mark(export: &Export<'_>, header: usize) -> Result<DecimalMark, ReadError> {
    let cells = export.lines[header + 1..].iter().flat_map(|line| line.split('\t'));
    let decimal = DecimalMark::of_cells(cells, Some('\t'));
    decimal.map_err(|cause| export.error(header, Malformed::other(cause)))
}

pub(crate) fn value_of<'a>(metadata: &'a [Entry], key: &str) -> Option<&'a str> {
    let entry = metadata.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
    entry.values.first().map(String::as_str).filter(|value| !value.is_empty())
}

/// The number that a value begins with: `12.826442 (Smoluchowski)`.
pub(crate) fn first_number(text: &str, decimal: DecimalMark) -> Option<f64> {
    decimal.number(text.split_whitespace().next()?)
}

pub(crate) fn software_of(metadata: &[Entry]) -> Instrument {
    let software = value_of(metadata, "Software").unwrap_or_default();
    // `ZetaView (version 8.06.01 SP1)` ► `8.06.01 SP1`.
    let inner = software.split_once("(version ").map_or(software, |(_, rest)| rest);
    Instrument::ZetaView(
        inner.trim_end_matches(')').trim_start_matches("ZetaView").trim().to_owned(),
    )
}

pub(crate) fn line_of(export: &Export<'_>, key: &str) -> usize {
    export.lines.iter().position(|line| line.starts_with(key)).unwrap_or(0)
}

/// Lines of `Key:⇥value⇥…`, several keys on some; `Key: value` as well.
pub(crate) fn entries(lines: &[&str]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines {
        let mut open = false;
        for cell in line.split('\t').map(str::trim) {
            let (key, value) = match cell.split_once(": ") {
                _ if cell.ends_with(':') => (cell.trim_end_matches(':'), None),
                Some((key, value)) if !open => (key, Some(value)),
                _ => {
                    if let Some(entry) = entries.last_mut().filter(|_| open && !cell.is_empty()) {
                        entry.values.push(cell.to_owned());
                    }
                    continue;
                }
            };
            let values = value.into_iter().map(str::to_owned).collect();
            let key = key.trim_end_matches(':').to_owned();
            entries.push(Entry { section: String::new(), key, values });
            open = true;
        }
    }
    entries
}
