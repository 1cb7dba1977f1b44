//! A cell as a field of text.

use std::io::Write;

/// What a filled cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(f64),
    Truth(bool),
    /// A date or a time, in digits from the largest unit to the smallest.
    Date(String),
    /// An error of a formula, such as `#N/A`.
    Error(String),
}

/// Letters of a column, from 0: `A`, `Z`, `AA`.
pub(super) fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The name of a cell: `B2`.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// Whether text has a comma among digits, and so may be a number with a decimal comma or thousands.
pub(super) fn has_comma_number(text: &str) -> bool {
    let numeric = |letter: char| {
        letter.is_ascii_digit() || matches!(letter, ',' | '.' | '-' | '+' | 'e' | 'E' | ' ')
    };
    text.contains(',') && text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(numeric)
}

/// Writes a number so that reading it gives every bit back: whole numbers without decimals, others with as few digits
/// as that takes. `unmarked` writes no decimal point, `15e-1` for 1.5: then commas of other cells alone say what
/// they are.
pub(super) fn write_number(value: f64, unmarked: bool, out: &mut Vec<u8>) {
    const WHOLE: f64 = 1e15;
    // Writing to memory does not fail.
    let _ = if value.fract() == 0.0 && value.abs() < WHOLE {
        #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
        let whole = value as i64;
        write!(out, "{whole}")
    } else if unmarked && value.is_finite() {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let decimals = i64::try_from(decimals).unwrap_or_default();
        let exponent = exponent.parse::<i64>().unwrap_or_default() - decimals;
        write!(out, "{}e{exponent}", digits.replace('.', ""))
    } else if (1e-5..1e16).contains(&value.abs()) {
        write!(out, "{value}")
    } else {
        write!(out, "{value:e}")
    };
}

/// Writes text as a field of a table: line ends and tabs become blanks, since a field of such a table has none, and
/// quotation marks are doubled within quotation marks.
pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    let quoted = text.contains('"');
    if quoted {
        out.push(b'"');
    }
    for byte in text.trim().bytes() {
        match byte {
            b'\t' | b'\n' | b'\r' => out.push(b' '),
            b'"' => out.extend_from_slice(b"\"\""),
            _ => out.push(byte),
        }
    }
    if quoted {
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(value: f64, unmarked: bool) -> String {
        let mut out = Vec::new();
        write_number(value, unmarked, &mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let check = |value: f64, plain: &str, unmarked: &str| {
            assert_eq!(
                (number(value, false).as_str(), number(value, true).as_str()),
                (plain, unmarked)
            );
        };
        check(5.0, "5", "5");
        check(-0.0, "0", "0");
        check(1.5, "1.5", "15e-1");
        check(-1.234, "-1.234", "-1234e-3");
        check(0.1 + 0.2, "0.30000000000000004", "30000000000000004e-17");
        check(1e300, "1e300", "1e300");
        check(2.5e-9, "2.5e-9", "25e-10");
        check(1e15, "1000000000000000", "1e15");
    }

    #[test]
    fn text_is_one_field() {
        let field = |text: &str| {
            let mut out = Vec::new();
            write_text(text, &mut out);
            String::from_utf8(out).expect("text")
        };
        assert_eq!(field(" Conc.\n(1/mL) "), "Conc. (1/mL)");
        assert_eq!(field("5\" \"x\""), "\"5\"\" \"\"x\"\"\"");
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(16_383)),
            ("A".into(), "Z".into(), "AA".into(), "XFD".into())
        );
        assert!(has_comma_number("1,5") && has_comma_number("-1.234,5e-3"));
        assert!(
            !has_comma_number("1.5") && !has_comma_number("1,2-diol") && !has_comma_number(",")
        );
    }

    proptest! {
        #[test]
        fn every_bit_comes_back(value in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            for unmarked in [false, true] {
                let text = number(value, unmarked);
                prop_assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(value.to_bits()), "{}", text);
                prop_assert!(!unmarked || !text.contains('.'));
            }
        }
    }
}
