//! Words for messages: lists of names, singular and plural, text of a file made safe to print.

use std::fmt;

/// Characters of a name that a message repeats at most.
const SHOWN: usize = 60;

/// `1 row`, `2 rows`: a number with its noun; the plural takes an `s`.
///
/// ```
/// use exocast_core::words::plural;
///
/// assert_eq!(plural(1, "row"), "1 row");
/// assert_eq!(plural(0, "row"), "0 rows");
/// ```
#[must_use]
pub fn plural<N: Copy + fmt::Display + TryInto<u64>>(count: N, noun: &str) -> String {
    format!("{count} {noun}{}", agreeing(count, "", "s"))
}

/// The word that agrees with a number: `is` with 1, `are` with others.
///
/// ```
/// use exocast_core::words::agreeing;
///
/// assert_eq!(agreeing(1, "is", "are"), "is");
/// assert_eq!(agreeing(0, "is", "are"), "are");
/// ```
#[must_use]
pub fn agreeing<'a, N: TryInto<u64>>(count: N, singular: &'a str, plural: &'a str) -> &'a str {
    if count.try_into().is_ok_and(|count| count == 1) { singular } else { plural }
}

/// Names in backquotes, separated by commas: `` `a`, `b` ``.
#[must_use]
pub fn quoted<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let quoted: Vec<String> =
        names.into_iter().map(|name| format!("`{}`", shown(name.as_ref()))).collect();
    quoted.join(", ")
}

/// At most `most` names in backquotes, and the number of the others: `` `a`, `b` and 3 more ``.
///
/// ```
/// use exocast_core::words::first_quoted;
///
/// assert_eq!(first_quoted(&["a", "b", "c"], 2), "`a`, `b` and 1 more");
/// assert_eq!(first_quoted(&["a", "b"], 2), "`a`, `b`");
/// ```
#[must_use]
pub fn first_quoted<S: AsRef<str>>(names: &[S], most: usize) -> String {
    with_rest(quoted(names.iter().take(most)), names.len(), most)
}

/// At most `most` items, and the number of the others: `a, b and 3 more`.
#[must_use]
pub fn first_listed<S: AsRef<str>>(items: &[S], most: usize) -> String {
    let first: Vec<&str> = items.iter().take(most).map(AsRef::as_ref).collect();
    with_rest(first.join(", "), items.len(), most)
}

fn with_rest(first: String, count: usize, most: usize) -> String {
    if count > most { format!("{first} and {} more", count - most) } else { first }
}

/// Text of a file for a message: one line, without control characters or marks of writing direction, cut
/// after 60 characters.
///
/// ```
/// assert_eq!(exocast_core::words::shown("a\u{1b}[31m"), "a\u{FFFD}[31m");
/// ```
#[must_use]
pub fn shown(text: &str) -> String {
    let text = text.trim();
    let visible = |letter: char| {
        let turns = matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if letter.is_control() || turns { '\u{FFFD}' } else { letter }
    };
    let mut out: String = text.chars().take(SHOWN).map(visible).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

/// What the name of a sample is however programs write it: R writes `EV-1` as `EV.1` and `1` as `X1`, spreadsheets and
/// instruments turn blanks and brackets into marks.
///
/// ```
/// use exocast_core::words::sample_key;
///
/// assert_eq!(sample_key("EV-1 (plasma)"), sample_key("EV.1..plasma."));
/// assert_eq!(sample_key("1"), sample_key("X1"));
/// assert_ne!(sample_key("EV1"), sample_key("EV11"));
/// ```
#[must_use]
pub fn sample_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let key = words.join(" ");
    // What begins with a digit has an `X` in front.
    let without = key.strip_prefix('x').map(str::trim_start);
    match without.filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
        Some(rest) => rest.to_owned(),
        None => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_cut_and_cannot_steer_a_terminal() {
        assert_eq!(shown(&"x".repeat(200)).chars().count(), 61);
        assert_eq!(shown(" a\u{202E}b\r\n"), "a\u{FFFD}b");
        assert_eq!(first_listed(&["a", "b", "c"], 1), "a and 2 more");
        assert_eq!(quoted(["a"; 0]), "");
    }
}
