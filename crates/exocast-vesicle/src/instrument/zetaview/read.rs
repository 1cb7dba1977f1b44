//! `ZetaView` 8 text exports (tab-separated): sizes, positions, zeta-potential profiles.

use exocast_core::ReadError;
use std::borrow::Cow;

use super::super::text::{Export, separator};
use super::layout::{alone, entries, tabbed, value_of};
use super::positions::Positions;
use super::profile::ZetaProfile;
use super::{positions, profile, size};
use crate::export::Measurement;

/// What an export of a `ZetaView` holds.
pub(crate) enum ZetaViewExport {
    Sizes(Measurement),
    Positions(Positions),
    Zeta(ZetaProfile),
}

/// By the keys at its head, or by the header of its size or position table.
pub(crate) fn recognises(export: &Export<'_>) -> bool {
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
pub(crate) fn read(export: &Export<'_>) -> Result<ZetaViewExport, ReadError> {
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

fn tables_of(export: &Export<'_>) -> Result<ZetaViewExport, ReadError> {
    if let Some(header) = export.lines.iter().position(|line| positions::is_header(line)) {
        return positions::read(export, header).map(ZetaViewExport::Positions);
    }
    let header = export.lines.iter().position(|line| size::is_header(line));
    let end = header
        .or_else(|| export.lines.iter().position(|line| profile::is_header(line)))
        .unwrap_or(export.lines.len());
    let metadata = entries(&export.lines[..end]);
    let kind = value_of(&metadata, "Type of Measurement").unwrap_or("Size Distribution");
    if header.is_none() && !kind.to_lowercase().contains("size") {
        return profile::read(export, metadata).map(ZetaViewExport::Zeta);
    }
    size::read(export, header, metadata).map(ZetaViewExport::Sizes)
}
