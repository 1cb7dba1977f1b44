//! Workbooks that are zip archives: which kind they are, and whether they are of a size that can be read.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::Fault;

/// Bytes that a part of a workbook has at most, unpacked.
const PART: u64 = 1 << 30;
/// Bytes of the parts that are kept in memory as a whole.
const KEPT: u64 = 256 << 20;
/// Bytes of the beginning of a part that say how many strings it has.
const HEAD: u64 = 64 << 10;
/// The smallest string of such a part is `<si/>`.
const STRING: u64 = 5;
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The workbook of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// .xlsx and .xlsm.
    Excel,
    /// .ods.
    OpenDocument,
}

/// The parts of an archive. That no part is larger than it says is checked as it is unpacked.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The workbook that an archive is. Sizes of its parts are checked before any of them is unpacked.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Fault> {
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(Fault::damaged)?;
    let parts = parts(&archive);
    let has = |name: &str| parts.iter().any(|part| part == name);
    let kind = if is_open_document(&mut archive) {
        Kind::OpenDocument
    } else if has("xl/workbook.bin") {
        return Err(Fault::Binary);
    } else if has("xl/workbook.xml") || parts.iter().any(|part| part.starts_with("xl/worksheets/"))
    {
        Kind::Excel
    } else {
        return Err(Fault::Archive);
    };
    for (place, name) in parts.iter().enumerate() {
        let size = archive.by_index_raw(place).map_err(Fault::damaged)?.size();
        let is_strings = name.ends_with("sharedstrings.xml");
        let is_sheet = name.starts_with("xl/worksheets/") || name == "content.xml";
        let most = if is_sheet { PART } else { KEPT };
        if is_read(name) && size > most {
            return Err(Fault::bytes(&format!("its part {name}"), size, most));
        }
        if is_strings && strings(&mut archive, place)? > size / STRING {
            return Err(Fault::damaged("its part sharedStrings.xml has too few strings"));
        }
    }
    Ok(kind)
}

/// The names of all parts, in their order.
fn parts(archive: &Archive<'_>) -> Vec<String> {
    archive.file_names().map(|name| name.map(|name| plain(&name)).unwrap_or_default()).collect()
}

/// The place of a part, by its plain name.
pub(super) fn place_of(archive: &Archive<'_>, name: &str) -> Option<usize> {
    parts(archive).iter().position(|part| part == name)
}

/// The name of a part, as programs that do not keep to the format may write it.
pub(super) fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Pictures and the like are left alone.
fn is_read(name: &str) -> bool {
    [".xml", ".rels"].iter().any(|ending| name.ends_with(ending)) || name == "mimetype"
}

fn is_open_document(archive: &mut Archive<'_>) -> bool {
    let mut start = Vec::new();
    let part = archive.by_name("mimetype").ok();
    let read = part.map(|part| part.take(HEAD).read_to_end(&mut start));
    read.is_some_and(|read| read.is_ok()) && start.starts_with(OPEN_DOCUMENT)
}

/// The number of strings that a part says it has: memory is taken for as many.
fn strings(archive: &mut Archive<'_>, place: usize) -> Result<u64, Fault> {
    let mut start = Vec::new();
    let part = archive.by_index(place).map_err(Fault::damaged)?;
    part.take(HEAD).read_to_end(&mut start).map_err(Fault::damaged)?;
    let text = String::from_utf8_lossy(&start);
    let Some((_, rest)) = text.split_once("uniqueCount") else { return Ok(0) };
    let digits: String = rest
        .chars()
        .skip_while(|letter| matches!(letter, '=' | '"' | '\'') || letter.is_whitespace())
        .take_while(char::is_ascii_digit)
        .collect();
    Ok(if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) })
}
