//! Fields of a line, and cells as messages repeat them.

use exocast_core::words::shown;
use std::borrow::Cow;

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
