//! HEADER and TEXT of an FCS file.

use exocast_core::text::decode;
use exocast_core::words::shown;
use exocast_core::{Location, Malformed, ReadError};

use crate::export::{Entry, Finding, FindingKind};

/// Keywords, and where the data are.
pub(crate) struct Header {
    pub(crate) version: String,
    pub(crate) keywords: Vec<Entry>,
    pub(crate) begin: usize,
    /// Last byte, as the file has it.
    pub(crate) end: usize,
    pub(crate) findings: Vec<Finding>,
}

impl Header {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let entry = self.keywords.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
        entry.values.first().map(|value| value.trim())
    }
}

pub(crate) fn wrong(source: &str, keyword: &str, cause: Malformed) -> ReadError {
    ReadError::malformed(Location::new(source).field(keyword), cause)
}

pub(crate) fn bad(source: &str, keyword: &str, value: &str, wanted: &'static str) -> ReadError {
    wrong(source, keyword, Malformed::field(shown(value), wanted))
}

/// The offsets of HEADER: eight characters each from byte 10; blank is 0.
fn offset(bytes: &[u8], place: usize) -> Option<usize> {
    let text = std::str::from_utf8(bytes.get(10 + 8 * place..18 + 8 * place)?).ok()?;
    let text = text.trim_matches([' ', '\0']);
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

pub(crate) fn read(bytes: &[u8], source: &str) -> Result<Header, ReadError> {
    let version = String::from_utf8_lossy(&bytes[3..bytes.len().min(6)]).into_owned();
    if !["2.0", "3.0", "3.1", "3.2"].contains(&version.as_str()) {
        return Err(bad(source, "HEADER, version", &version, "FCS 2.0, 3.0, 3.1 or 3.2"));
    }
    let text = |place, name: &'static str| {
        offset(bytes, place)
            .ok_or_else(|| bad(source, name, &head(bytes), "an offset of eight digits"))
    };
    let (begin, end) = (text(0, "HEADER, text begins")?, text(1, "HEADER, text ends")?);
    if begin < 18 || end <= begin || end >= bytes.len() {
        let wanted = "a place of TEXT within the file (it may be cut short)";
        return Err(bad(
            source,
            "HEADER",
            &format!("{begin} to {end} of {} bytes", bytes.len()),
            wanted,
        ));
    }
    let mut keywords = keywords(&bytes[begin..=end], source)?;
    let find = |keywords: &[Entry], key: &str| {
        let entry = keywords.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
        entry.values.first()?.trim().parse::<usize>().ok()
    };
    let mut findings = Vec::new();
    if let (Some(from), Some(to)) = (find(&keywords, "$BEGINSTEXT"), find(&keywords, "$ENDSTEXT"))
        && (from, to) != (begin, end)
        && to > from
    {
        let more = bytes.get(from..=to).filter(|_| from >= 58);
        if let Some(Ok(more)) = more.map(|more| self::keywords(more, source)) {
            keywords.extend(more);
        } else {
            let actual = format!("{from} to {to} of {} bytes", bytes.len());
            let wanted = "a supplemental TEXT within the file";
            findings.push(Finding::new(source, FindingKind::Offsets, wanted, actual));
        }
    }
    if find(&keywords, "$NEXTDATA").is_some_and(|next| next > 0) {
        let kind = FindingKind::SecondDataSet;
        findings.push(Finding::new(source, kind, "one data set", "$NEXTDATA names another"));
    }
    let of_header = (offset(bytes, 2).unwrap_or(0), offset(bytes, 3).unwrap_or(0));
    let of_text = (find(&keywords, "$BEGINDATA"), find(&keywords, "$ENDDATA"));
    let chosen = match of_text {
        (Some(begin), Some(end)) if begin > 0 && end > begin => {
            if of_header != (0, 0) && of_header != (begin, end) {
                let actual = format!("{} to {} in HEADER", of_header.0, of_header.1);
                let wanted = format!("{begin} to {end} in TEXT, which counts");
                findings.push(Finding::new(source, FindingKind::Offsets, wanted, actual));
            }
            (begin, end)
        }
        _ => of_header,
    };
    Ok(Header { version, keywords, begin: chosen.0, end: chosen.1, findings })
}

fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(58)]).into_owned()
}

/// Keys and values between delimiters; a doubled delimiter stands for itself.
fn keywords(text: &[u8], source: &str) -> Result<Vec<Entry>, ReadError> {
    let Some((&delimiter, rest)) = text.split_first() else {
        return Err(wrong(source, "TEXT", Malformed::Empty("keyword")));
    };
    let mut words: Vec<Vec<u8>> = vec![Vec::new()];
    let mut at = 0;
    while at < rest.len() {
        if rest[at] != delimiter {
            if let Some(word) = words.last_mut() {
                word.push(rest[at]);
            }
        } else if rest.get(at + 1) == Some(&delimiter)
            && words.last().is_some_and(|word| !word.is_empty())
            && !doubled_is_empty(rest, at, delimiter, &words)
        {
            if let Some(word) = words.last_mut() {
                word.push(delimiter);
            }
            at += 1;
        } else {
            words.push(Vec::new());
        }
        at += 1;
    }
    if words.last().is_some_and(|word| word.iter().all(u8::is_ascii_whitespace)) {
        words.pop();
    }
    let text = |word: &[u8]| decode(word).into_owned();
    Ok(words
        .chunks(2)
        .filter(|pair| pair.len() == 2)
        .map(|pair| {
            let (key, value) = (text(&pair[0]).trim().to_owned(), text(&pair[1]));
            Entry { section: String::new(), key, values: vec![value] }
        })
        .collect())
}

/// Vendors write empty values, which the standard does not allow: after a key, `//$` can only be the
/// end of an empty value and the next key.
fn doubled_is_empty(rest: &[u8], at: usize, delimiter: u8, words: &[Vec<u8>]) -> bool {
    let is_key = words.len() % 2 == 1;
    let next = rest.get(at + 2).copied();
    is_key && (next == Some(b'$') || next == Some(delimiter) || next.is_none())
}
