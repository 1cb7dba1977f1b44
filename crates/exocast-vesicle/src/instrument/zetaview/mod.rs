//! `ZetaView` 8 text exports (tab-separated): sizes, positions, zeta-potential profiles.

mod positions;
mod profile;
mod size;

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::{
    Content,
    numerals::Decimal,
    text::{Export, fields, separator},
};
use crate::{Instrument, measurement::Entry};
pub use positions::{Position, Positions};
pub use profile::{ProfileRow, ZetaProfile};

/// By the keys at its head, or by the header of its size or position table.
pub(super) fn recognises(export: &Export<'_>) -> bool {
    let head = || export.lines.iter().take(15).map(|line| alone(line.trim_start()));
    head().any(|line| {
        line.starts_with("Original File:")
            || line.starts_with("ZetaView S/N:")
            || line.starts_with("Software:\tZetaView")
    }) || export
        .first()
        .map(alone)
        .is_some_and(|line| positions::is_header(&line) || size::is_whole_header(&line))
}

/// Reads with tabs between fields, as the instrument writes them; a copy may have other marks, which
/// are those of the header of its table, or quotes.
pub(super) fn read(export: &Export<'_>) -> Result<Content, ReadError> {
    let is_table = |line: &str| {
        positions::is_header(line) || size::is_header(line) || profile::is_header(line)
    };
    let header = export.lines.iter().find(|line| is_table(&alone(line)));
    let mark = header.map_or(Some('\t'), |line| separator(line));
    if mark == Some('\t') && !export.lines.iter().any(|line| line.contains('"')) {
        return tables_of(export);
    }
    let lines: Vec<Cow<'_, str>> = export.lines.iter().map(|line| tabbed(line, mark)).collect();
    let lines = lines.iter().map(AsRef::as_ref).collect();
    tables_of(&Export { lines, source: export.source })
}

/// A line with tabs between its fields, by the mark that it has itself.
fn alone(line: &str) -> Cow<'_, str> {
    tabbed(line, separator(line))
}

/// A line with tabs between its fields, where a mark or runs of spaces stood.
fn tabbed(line: &str, mark: Option<char>) -> Cow<'_, str> {
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
fn decimal(export: &Export<'_>, header: usize) -> Result<Decimal, ReadError> {
    let cells = export.lines[header + 1..].iter().flat_map(|line| line.split('\t'));
    let decimal = Decimal::of(cells, Some('\t'));
    decimal.map_err(|cause| export.error(header, Malformed::other(cause)))
}

fn tables_of(export: &Export<'_>) -> Result<Content, ReadError> {
    if let Some(header) = export.lines.iter().position(|line| positions::is_header(line)) {
        return positions::read(export, header).map(Content::Positions);
    }
    let header = export.lines.iter().position(|line| size::is_header(line));
    let end = header
        .or_else(|| export.lines.iter().position(|line| profile::is_header(line)))
        .unwrap_or(export.lines.len());
    let metadata = entries(&export.lines[..end]);
    let kind = value(&metadata, "Type of Measurement").unwrap_or("Size Distribution");
    if header.is_none() && !kind.to_lowercase().contains("size") {
        return profile::read(export, metadata).map(Content::Zeta);
    }
    size::read(export, header, metadata).map(Content::Sizes)
}

fn value<'a>(metadata: &'a [Entry], key: &str) -> Option<&'a str> {
    let entry = metadata.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
    entry.values.first().map(String::as_str).filter(|value| !value.is_empty())
}

/// The number that a value begins with: `12.826442 (Smoluchowski)`.
fn first_number(text: &str, decimal: Decimal) -> Option<f64> {
    decimal.number(text.split_whitespace().next()?)
}

fn instrument(metadata: &[Entry]) -> Instrument {
    let software = value(metadata, "Software").unwrap_or_default();
    // `ZetaView (version 8.06.01 SP1)` ► `8.06.01 SP1`.
    let inner = software.split_once("(version ").map_or(software, |(_, rest)| rest);
    Instrument::ZetaView(
        inner.trim_end_matches(')').trim_start_matches("ZetaView").trim().to_owned(),
    )
}

fn line_of(export: &Export<'_>, key: &str) -> usize {
    export.lines.iter().position(|line| line.starts_with(key)).unwrap_or(0)
}

/// Lines of `Key:⇥value⇥…`, several keys on some; `Key: value` as well.
fn entries(lines: &[&str]) -> Vec<Entry> {
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
