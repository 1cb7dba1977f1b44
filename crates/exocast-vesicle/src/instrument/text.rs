//! Text of an export: encodings, lines, fields.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use exocast_core::{Location, Malformed, ReadError};

/// Decodes by byte-order mark, else as UTF-8, else as Windows-1252 (which holds Latin-1).
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The lines of an export and the name of its source.
pub(crate) struct Export<'a> {
    pub(crate) lines: Vec<&'a str>,
    pub(crate) source: &'a str,
}

impl<'a> Export<'a> {
    pub(crate) fn new(text: &'a str, source: &'a str) -> Self {
        let lines = text.lines().map(|line| line.trim_end_matches('\r')).collect();
        Self { lines, source }
    }

    /// The first line that is not blank.
    pub(crate) fn first(&self) -> Option<&'a str> {
        self.lines.iter().copied().find(|line| !line.trim().is_empty())
    }

    /// Line `index`, counted from 0.
    pub(crate) fn at(&self, index: usize) -> Location {
        Location::new(self.source).line(index as u64 + 1)
    }

    pub(crate) fn error(&self, index: usize, cause: Malformed) -> ReadError {
        ReadError::malformed(self.at(index), cause)
    }

    /// A field that is not what it should be; `field` counts from 0.
    pub(crate) fn bad(
        &self,
        index: usize,
        field: usize,
        found: &str,
        wanted: &'static str,
    ) -> ReadError {
        let cause = Malformed::field(found.trim(), wanted);
        ReadError::malformed(self.at(index).field(field + 1), cause)
    }

    /// A diameter: above zero, and no more than a millimetre, which no instrument here can see.
    pub(crate) fn diameter(
        &self,
        index: usize,
        field: usize,
        text: &str,
    ) -> Result<f64, ReadError> {
        number(text)
            .filter(|&value| value > 0.0 && value <= 1e6)
            .ok_or_else(|| self.bad(index, field, text, "a diameter above zero in nm, up to 1e6"))
    }

    /// A count or a concentration: finite, zero or more.
    pub(crate) fn amount(&self, index: usize, field: usize, text: &str) -> Result<f64, ReadError> {
        number(text)
            .filter(|&value| value >= 0.0)
            .ok_or_else(|| self.bad(index, field, text, "a number of zero or more"))
    }
}

/// A finite number.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Fields of a line; within double quotes the separator is text, and `""` is a quote.
pub(crate) fn fields(line: &str, separator: char) -> Vec<Cow<'_, str>> {
    if !line.contains('"') {
        return line.split(separator).map(|field| Cow::Borrowed(field.trim())).collect();
    }
    let mut fields = Vec::new();
    let (mut field, mut quoted) = (String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            if quoted && letters.peek() == Some(&'"') {
                letters.next();
                field.push('"');
            } else {
                quoted = !quoted;
            }
        } else if letter == separator && !quoted {
            fields.push(Cow::Owned(field.trim().to_owned()));
            field.clear();
        } else {
            field.push(letter);
        }
    }
    fields.push(Cow::Owned(field.trim().to_owned()));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_separators_within_quotes() {
        let check = |line: &str, wanted: &[&str]| assert_eq!(fields(line, ','), wanted, "{line}");
        check("a, b,,c", &["a", "b", "", "c"]);
        check("Remarks,\"one, two\",x", &["Remarks", "one, two", "x"]);
        check("\"say \"\"no\"\"\",\"open", &["say \"no\"", "open"]);
        check("", &[""]);
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("Ø µ".as_bytes()), "Ø µ");
        assert_eq!(decode(b"nm\xB2 / ml"), "nm² / ml");
        assert_eq!(decode(b"\xEF\xBB\xBFsize"), "size");
        assert_eq!(decode(b"\xFF\xFEs\0i\0"), "si");
    }
}
