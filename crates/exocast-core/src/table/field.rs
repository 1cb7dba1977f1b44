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

/// Why a field of a column of numbers holds none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// Not measured, not found, or filtered out.
    Missing,
    /// Below a limit of detection or quantification.
    Below,
}

impl Absent {
    /// Why a field of numbers holds none; nothing where it holds something else. Words that may be names, such as
    /// `ND`, say so among numbers alone.
    pub(super) fn in_field(field: &str) -> Option<Self> {
        const MISSING: [&str; 42] = [
            "#name?",
            "#null!",
            "#num!",
            "#ref!",
            "+nan",
            "-nan",
            "-1.#ind",
            "1.#ind",
            "1.#qnan",
            "?",
            "absent",
            "excluded",
            "failed",
            "filt",
            "filtered",
            "k.a.",
            "missing",
            "n d",
            "n.a",
            "n.a.",
            "n.b.",
            "n.d",
            "n.d.",
            "n.n.",
            "n/d",
            "n/f",
            "nb",
            "nd",
            "nf",
            "no ct",
            "no data",
            "not available",
            "not detected",
            "not determined",
            "not found",
            "not measured",
            "undef",
            "undefined",
            "undetermined",
            "–",
            "—",
            "−",
        ];
        const BELOW: [&str; 16] = [
            "bdl",
            "below detection limit",
            "below limit of detection",
            "below lod",
            "below loq",
            "blod",
            "bloq",
            "blq",
            "bql",
            "llod",
            "lloq",
            "lod",
            "loq",
            "n.q.",
            "nq",
            "not quantifiable",
        ];
        let first = field.as_bytes().first()?;
        if first.is_ascii_digit() && *first != b'1' || is_missing(field) || field.len() > 32 {
            return is_missing(field).then_some(Self::Missing);
        }
        if matches!(first, b'<') || field.starts_with(['≤', '＜']) {
            let rest = field.trim_start_matches(['<', '≤', '＜', '=', ' ', '\u{A0}']);
            let is_limit =
                is_number(rest) || BELOW.iter().any(|word| rest.eq_ignore_ascii_case(word));
            return is_limit.then_some(Self::Below);
        }
        let lower = field.to_lowercase();
        if MISSING.contains(&lower.as_str()) {
            Some(Self::Missing)
        } else if BELOW.contains(&lower.as_str()) {
            Some(Self::Below)
        } else {
            None
        }
    }
}

/// Whether a field is a number, with a decimal point or comma.
pub(super) fn is_number(field: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma].iter().any(|mark| mark.number(field).is_some())
}

/// Whether a field is a number with its spread: `12.3 ± 0.4`, `12.3 +/- 0.4`, `12.3 (0.4)`.
pub(super) fn has_spread(field: &str) -> bool {
    const MARKS: [&str; 4] = ["±", "+/-", "+-", "\u{2213}"];
    let parts = MARKS.iter().find_map(|mark| field.split_once(mark)).or_else(|| {
        let (value, rest) = field.split_once('(')?;
        Some((value, rest.strip_suffix(')')?))
    });
    parts.is_some_and(|(value, spread)| {
        let spread = spread.trim().trim_end_matches('%');
        is_number(value.trim()) && is_number(spread.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_a_spread_are_seen() {
        for field in ["12.3 ± 0.4", "12,3±0,4", "5 +/- 1", "5+-1", "12.3 (0.4)", "12 (5 %)"] {
            assert!(has_spread(field), "{field}");
        }
        for field in ["12.3", "-5", "TSPAN6 (7105)", "(5)", "± 3", "PC(34:1)", "1e+5"] {
            assert!(!has_spread(field), "{field}");
        }
    }

    #[test]
    fn what_laboratories_write_for_no_number_is_known() {
        let check = |fields: &[&str], wanted: Option<Absent>| {
            for field in fields {
                assert_eq!(Absent::in_field(field), wanted, "{field}");
            }
        };
        check(
            &["NA", "-", "ND", "n.d.", "Filtered", "Undetermined", "\u{2212}", "1.#QNAN", "#NUM!"],
            Some(Absent::Missing),
        );
        check(&["<LOD", "<5", "< 0.5", "≤5", "BLQ", "<0,5", "below LOD"], Some(Absent::Below));
        check(&["5", "-5", "<a", "low", "1.5", "12", "1", "EV", "inf"], None);
        check(&[""], None);
    }

    #[test]
    fn a_minus_is_a_minus_however_it_is_written() {
        assert!(is_number("\u{2212}0.5") && is_number("\u{2013}3") && !is_number("\u{2212}"));
    }
}
