//! Rows of plain numbers, read in one pass; whatever else a row holds is left to the reader of rows.

use std::ops::Range;

/// What to do with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    Nothing,
    Name,
    Number,
}

/// 10⁰ to 10²², which are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Adds the numbers of a line to `values` and the ranges of its names to `names`, in the order of the columns.
/// False, with whatever was added until then, where the line is not plain: quotation marks, blanks, missing values,
/// another number of fields.
pub(super) fn row(
    line: &[u8],
    delimiter: u8,
    columns: &[Take],
    values: &mut Vec<f64>,
    names: &mut Vec<Range<usize>>,
) -> bool {
    let mut at = 0;
    for (place, take) in columns.iter().enumerate() {
        if place > 0 {
            // The field before has to end at a delimiter.
            if line.get(at) != Some(&delimiter) {
                return false;
            }
            at += 1;
        }
        if *take == Take::Number {
            let Some(value) = number(line, &mut at, delimiter) else { return false };
            values.push(value);
            continue;
        }
        let start = at;
        let rest = &line[start..];
        at = start + rest.iter().position(|&byte| byte == delimiter).unwrap_or(rest.len());
        if *take == Take::Name {
            let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
            if at == start || !is_plain(line.get(start)) || !is_plain(line.get(at - 1)) {
                return false;
            }
            names.push(start..at);
        }
    }
    at == line.len()
}

/// The number at `at`, which moves to its end.
fn number(line: &[u8], at: &mut usize, delimiter: u8) -> Option<f64> {
    let start = *at;
    let bytes = &line[start..];
    let negative = bytes.first() == Some(&b'-');
    let mut place = usize::from(negative);
    let (mut whole, mut digits, mut decimals, mut point) = (0_u64, 0_usize, 0_usize, false);
    while let Some(&byte) = bytes.get(place) {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            digits += 1;
            decimals += usize::from(point);
            if digits > 15 {
                break;
            }
            whole = whole * 10 + u64::from(digit);
        } else if byte == b'.' && !point {
            point = true;
        } else {
            break;
        }
        place += 1;
    }
    let ends = bytes.get(place).is_none_or(|&byte| byte == delimiter);
    if ends && digits > 0 {
        *at = start + place;
        // Fifteen digits and powers of ten up to 10²² are exact, so that the quotient is rounded once.
        let size = if decimals == 0 { whole as f64 } else { whole as f64 / POWERS[decimals] };
        return Some(if negative { -size } else { size });
    }
    let length = bytes.iter().position(|&byte| byte == delimiter).unwrap_or(bytes.len());
    let text = std::str::from_utf8(&bytes[..length]).ok()?;
    *at = start + length;
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str, columns: &[Take]) -> Option<(Vec<f64>, Vec<String>)> {
        let (mut values, mut names) = (Vec::new(), Vec::new());
        row(line.as_bytes(), b'\t', columns, &mut values, &mut names)
            .then(|| (values, names.into_iter().map(|range| line[range].to_owned()).collect()))
    }

    #[test]
    fn plain_rows_are_read_and_others_are_not() {
        use Take::{Name, Nothing, Number};
        let columns = [Name, Number, Nothing, Number];
        assert_eq!(read("a\t1\tx\t-2.50", &columns), Some((vec![1.0, -2.5], vec!["a".to_owned()])));
        assert_eq!(
            read("a\t1e3\t\t12345678901234567", &columns).map(|read| read.0),
            Some(vec![1e3, 12_345_678_901_234_567.0])
        );
        for line in [
            "a\t1\tx",
            "a\t1\tx\t2\t3",
            "a\tNA\tx\t2",
            "a\t\tx\t2",
            " a\t1\tx\t2",
            "\t1\tx\t2",
            "a\t1 \tx\t2",
            "a\tinf\tx\t1",
            "a\t.\tx\t1",
        ] {
            assert_eq!(read(line, &columns), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(text in "-?[0-9]{0,18}(\\.[0-9]{0,18})?(e-?[0-9]{1,2})?") {
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            let number = read(&format!("a\t{text}"), &[Take::Name, Take::Number]).map(|read| read.0[0]);
            prop_assert_eq!(number.map(f64::to_bits), expected.map(f64::to_bits));
        }
    }
}
