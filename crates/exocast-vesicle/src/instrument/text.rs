//! Text of an export: encodings, lines, fields, numbers.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use exocast_core::{Location, Malformed, ReadError};

use super::numerals::Decimal;

/// Characters of a cell that an error message repeats at most.
const SHOWN: usize = 60;

/// Decodes by byte-order mark, else as UTF-16 where every other byte is NUL, else as UTF-8, else as
/// Windows-1252 (which holds Latin-1).
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The byte order of UTF-16 without a mark: in Latin letters the upper byte is NUL.
pub(crate) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |count: usize| head.len() >= 8 && count * 2 * 10 > head.len() * 9;
    match (even, odd) {
        (0, odd) if most(odd) => Some(UTF_16LE),
        (even, 0) if most(even) => Some(UTF_16BE),
        _ => None,
    }
}

/// The lines of an export and the name of its source.
pub(crate) struct Export<'a> {
    pub(crate) lines: Vec<&'a str>,
    pub(crate) source: &'a str,
}

impl<'a> Export<'a> {
    pub(crate) fn new(text: &'a str, source: &'a str) -> Self {
        // Old Macintosh programs end lines with a carriage return alone.
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let lines = text.split_terminator(end).map(|line| line.trim_end_matches('\r')).collect();
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
        let cause = Malformed::field(shown(found), wanted);
        ReadError::malformed(self.at(index).field(field + 1), cause)
    }

    /// A diameter: above zero, and no more than a millimetre, which no instrument here can see.
    pub(crate) fn diameter(
        &self,
        index: usize,
        field: usize,
        text: &str,
        decimal: Decimal,
    ) -> Result<f64, ReadError> {
        let found = decimal.number(text).filter(|&value| value > 0.0 && value <= 1e6);
        found.ok_or_else(|| self.bad(index, field, text, "a diameter above zero in nm, up to 1e6"))
    }

    /// A count or a concentration: zero or more, and small enough for sums of them to be finite.
    pub(crate) fn amount(
        &self,
        index: usize,
        field: usize,
        text: &str,
        decimal: Decimal,
    ) -> Result<f64, ReadError> {
        let found = decimal.number(text).filter(|value| (0.0..=1e150).contains(value));
        found.ok_or_else(|| self.bad(index, field, text, "a number of zero or more, up to 1e150"))
    }
}

/// A finite number; digits alone are the common case and read at once.
pub(crate) fn number(text: &str) -> Option<f64> {
    let bytes = text.trim_ascii().as_bytes();
    if (1..=15).contains(&bytes.len()) {
        let mut whole = 0_u64;
        if bytes.iter().all(|digit| {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0')));
            digit.is_ascii_digit()
        }) {
            // Fifteen digits are exact.
            return Some(whole as f64);
        }
    }
    text.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

/// A dilution factor: `1000`, `1:1000`, `1000x`.
pub(crate) fn factor(text: &str, decimal: Decimal) -> Option<f64> {
    let text = text.trim();
    let of = |text: &str| decimal.number(text.trim_matches([' ', 'x', 'X', '×', '-']));
    match text.split_once([':', '/']) {
        Some((one, other)) if decimal.number(one) == Some(1.0) => of(other),
        Some(_) => None,
        None => of(text),
    }
}

/// Text of a file for a message: without what cannot be printed, and not without end.
pub(crate) fn shown(text: &str) -> String {
    let text = text.trim();
    let mut out: String = text
        .chars()
        .take(SHOWN)
        .map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

/// Column names for a message: not more of them than help.
pub(crate) fn shown_header<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| shown(name.as_ref())).collect();
    let (first, rest) = names.split_at(names.len().min(12));
    let more = if rest.is_empty() { String::new() } else { format!(", … ({} more)", rest.len()) };
    format!("{}{more}", first.join(", "))
}

/// The mark between the fields of a line: the most frequent of tab, semicolon and comma, in this
/// order where they are equally so. Nothing where there is none of them.
pub(crate) fn separator(line: &str) -> Option<char> {
    let count = |mark: char| line.chars().filter(|&letter| letter == mark).count();
    let best = ['\t', ';', ','].into_iter().rev().max_by_key(|&mark| count(mark))?;
    (count(best) > 0).then_some(best)
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
        assert_eq!(decode(b"s\0i\0z\0e\0"), "size");
        assert_eq!(decode(b"\0s\0i\0z\0e"), "size");
        let lines = |text| Export::new(text, "x").lines.len();
        assert_eq!((lines("a\r\nb\r\n"), lines("a\rb\r"), lines("a\nb")), (2, 2, 2));
    }

    #[test]
    fn numbers_read_as_the_standard_library_reads_them() {
        let check = |text: &str| {
            let wanted = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            assert_eq!(number(text), wanted, "{text}");
        };
        for text in
            ["0", "7", "123456789012345", "1234567890123456", " 42 ", "1.5", "-3", "1e400", "", "x"]
        {
            check(text);
        }
        for text in ["1000", "1:1000", "1/1000", "1000x", "1,000", "x 1000", "1.0e3"] {
            assert_eq!(factor(text, Decimal::Point), Some(1000.0), "{text}");
        }
        assert_eq!(factor("2:1000", Decimal::Point), None);
    }

    #[test]
    fn messages_show_no_more_than_can_be_read() {
        assert_eq!(shown("a\u{1}b"), "a\u{FFFD}b");
        assert_eq!(shown(&"x".repeat(200)).chars().count(), 61);
        assert!(shown_header((0..40).map(|i| i.to_string())).ends_with("(28 more)"));
        assert_eq!(separator("a,b;c;d"), Some(';'));
        assert_eq!(separator("abc"), None);
    }
}
