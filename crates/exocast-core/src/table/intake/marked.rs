//! Numbers that are written with something more, which makes text of them: `120.5*`, `~120`, `１２０`, `12 TPM`.

use std::borrow::Cow;

use crate::table::row::is_number;

/// Marks of footnotes and of significance behind a number.
const MARKS: &[char] = &[
    '→', '↑', '↓', ']', '*', '†', '‡', '#', '§', '¶', '^', '°', '!', '?', '¹', '²', '³', '⁴', '⁵',
    '⁶', '⁷', '⁸', '⁹', '⁰', 'ᵃ', 'ᵇ', 'ᶜ',
];

/// What says that a number is not exact, or which way it goes.
const ABOUT: &[&str] = &[
    "[", "$", "€", "£", "~", "≈", "∼", "≃", "ca.", "ca", "circa", "approx.", "approx", "about",
    "c.", "↑", "↓", "▲", "▼", "±",
];

/// Words behind an amount; lengths and masses describe features.
const UNITS: &[&str] = &[
    "a.u.",
    "amol",
    "au",
    "copies",
    "copy",
    "count",
    "counts",
    "cpm",
    "down",
    "fg",
    "fmol",
    "fpkm",
    "mfi",
    "mg",
    "mg/l",
    "mg/ml",
    "molecules",
    "ng",
    "ng/l",
    "ng/ml",
    "nmol",
    "particles",
    "pg",
    "pg/l",
    "pg/ml",
    "pmol",
    "ppm",
    "read",
    "reads",
    "rfu",
    "rpkm",
    "rpm",
    "tpm",
    "ug",
    "ug/l",
    "ug/ml",
    "umi",
    "umis",
    "up",
    "µg",
    "µg/l",
    "µg/ml",
    "μg",
    "μg/l",
    "μg/ml",
];

/// The texts of a column that are numbers with something more, as long as all of them are.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    first: Option<(u64, String)>,
    has_others: bool,
}

impl Marked {
    /// Adds the text of a line.
    pub(super) fn add(&mut self, line: u64, text: &str) {
        if self.has_others {
            return;
        }
        if !is_marked_number(text) {
            self.has_others = true;
        } else if self.first.is_none() {
            self.first = Some((line, text.to_owned()));
        }
    }

    /// The first of the texts with its line, where each is a number with something more.
    pub(super) fn first(&self) -> Option<&(u64, String)> {
        self.first.as_ref().filter(|_| !self.has_others)
    }
}

/// Whether a text that is no number is one with a mark, a unit, a word for "about", digits of another script, or to base 16.
fn is_marked_number(text: &str) -> bool {
    let plain = in_ascii(text.trim());
    if matches!(plain, Cow::Owned(_)) && is_number(&plain) {
        return true;
    }
    let lower = plain.to_lowercase();
    // `1.2×10^3`.
    if ["×10", "x10", "*10", "·10", " × 10", " x 10"].iter().any(|times| {
        lower.split_once(times).is_some_and(|(digits, power)| {
            let power = power.trim_start_matches('^').trim_start_matches(['-', '+', '−']);
            is_number(digits)
                && !power.is_empty()
                && power.bytes().all(|byte| byte.is_ascii_digit())
        })
    }) {
        return true;
    }
    if let Some(digits) = lower.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    let begins = ABOUT.iter().find_map(|word| lower.strip_prefix(word));
    let number = begins.unwrap_or(&lower).trim();
    let without_marks = number.trim_end_matches(MARKS).trim_end();
    let changed = begins.is_some() || without_marks.len() < number.len();
    if changed && is_number(without_marks) {
        return true;
    }
    // Letters of groups that do not differ: `26.2 ab`.
    if let Some((digits, letters)) = number.rsplit_once(' ')
        && is_number(digits)
        && letters.len() <= 3
        && letters.bytes().all(|byte| (b'a'..=b'h').contains(&byte))
    {
        return true;
    }
    let end = number.trim_end_matches(|letter: char| {
        letter.is_alphabetic() || matches!(letter, '/' | '.' | ' ' | '\u{a0}')
    });
    let unit = number[end.len()..].trim();
    !unit.is_empty() && is_number(end) && UNITS.binary_search(&unit).is_ok()
}

/// A text with digits of other scripts as those of ASCII.
fn in_ascii(text: &str) -> Cow<'_, str> {
    let ascii = |letter: char| -> Option<char> {
        const ZEROS: [u32; 5] = [0xFF10, 0x0660, 0x06F0, 0x0966, 0x09E6];
        let digit = ZEROS
            .iter()
            .find_map(|zero| u32::from(letter).checked_sub(*zero).filter(|it| *it < 10));
        match letter {
            '．' | '٫' => Some('.'),
            '，' => Some(','),
            '－' => Some('-'),
            _ => digit.and_then(|digit| char::from_digit(digit, 10)),
        }
    };
    if text.chars().all(|letter| ascii(letter).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| ascii(letter).unwrap_or(letter)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_something_more_are_told_from_names() {
        assert!(UNITS.is_sorted());
        for text in [
            "120.5*",
            "12 †",
            "3.2**",
            "~120",
            "ca. 7",
            "c.12",
            "１２０．５",
            "١٢٠",
            "120.5 TPM",
            "3 ng/mL",
            "5a.u.",
            "0x1F",
            "7²",
            "26.2 ab",
            "[26.2]",
            "$3.5",
            "26.2→",
            "1.2×10^3",
            "2.3 down",
            "↓2.3",
        ] {
            assert!(is_marked_number(text), "{text}");
        }
        for text in [
            "CD9",
            "chr1",
            "7q21",
            "P12345",
            "GO:0005",
            "12",
            "3.5",
            "120 bp",
            "22 kDa",
            "7a",
            "C",
            "ca",
            "*",
            "",
            "1e5",
            "hsa-miR-21-5p",
            "10090",
        ] {
            assert!(!is_marked_number(text), "{text}");
        }
    }
}
