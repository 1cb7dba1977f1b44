//! What a field of a table holds.

use crate::text::DecimalMark;

/// Whether a field says that its value is not known: empty, `NA`, `NaN`, `n/a`, `null`, `-`, `.`, `#N/A` and the
/// like, in any case.
///
/// ```
/// use exocast_core::table::is_missing;
///
/// assert!(is_missing("NA") && is_missing("") && is_missing("#N/A"));
/// assert!(!is_missing("0") && !is_missing("Nan1"));
/// ```
#[must_use]
pub fn is_missing(field: &str) -> bool {
    const WORDS: [&str; 12] =
        ["na", "nan", "n/a", "null", "none", "-", "--", ".", "#n/a", "#na", "#div/0!", "#value!"];
    // Most fields of most tables begin with a digit.
    if field.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    field.len() <= 8
        && (field.is_empty() || WORDS.iter().any(|word| field.eq_ignore_ascii_case(word)))
}

/// Whether a field is a number, with a decimal point or comma.
pub(super) fn is_number(field: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma].iter().any(|mark| mark.number(field).is_some())
}
