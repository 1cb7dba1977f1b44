//! Numbers as people write them: which mark stands before the decimals, and which groups thousands.

use std::borrow::Cow;

/// The mark before the decimals of a file; the other one may only group thousands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

/// What one number says of the marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Nothing,
    Decimal(DecimalMark),
    /// `12,345`: twelve and a bit, or twelve thousand.
    Either,
    /// `12.345`: twelve and a bit, but twelve thousand where a comma stands before decimals.
    Point,
}

/// A number that can be read in two ways, and nothing in its file decides.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` may have three decimals or be in thousands, and no other number here decides: leave out the marks of thousands, or give decimals another number of digits than three"
)]
pub struct Ambiguous(pub String);

impl DecimalMark {
    /// The mark that most of the numbers among `cells` ask for. Where none decides, a comma within
    /// fields that commas separate (and quotes keep together) groups thousands, and one within fields
    /// that semicolons separate stands before decimals; a point there may group thousands.
    ///
    /// # Errors
    /// Where a number can be read in two ways and no other decides.
    pub fn of_cells<'a>(
        cells: impl IntoIterator<Item = &'a str>,
        separator: Option<char>,
    ) -> Result<Self, Ambiguous> {
        let (mut points, mut commas) = (0_usize, 0_usize);
        let (mut either, mut point) = (None, None);
        for cell in cells {
            match says(cell.trim_matches([' ', '"'])) {
                Says::Nothing => {}
                Says::Decimal(Self::Point) => points += 1,
                Says::Decimal(Self::Comma) => commas += 1,
                Says::Either => either = either.or(Some(cell)),
                Says::Point => point = point.or(Some(cell)),
            }
        }
        // Semicolons separate fields where a comma stands before decimals.
        let either = either.or(point.filter(|_| separator == Some(';')));
        match either {
            _ if points > 0 || commas > 0 => {
                Ok(if commas > points { Self::Comma } else { Self::Point })
            }
            Some(cell) if separator != Some(',') => match separator {
                Some(';') if point.is_none() => Ok(Self::Comma),
                _ => Err(Ambiguous(cell.trim().to_owned())),
            },
            _ => Ok(Self::Point),
        }
    }

    /// A number of columns whose points may group thousands: each has three digits behind it, none has a zero in front, and
    /// there are whole numbers below a thousand, and none above, without a point. Where a point stands before decimals, zeros
    /// at the end are left out of some numbers, or there is a point in each.
    pub(crate) fn thousands_by_points<'a, C: Iterator<Item = &'a str>>(
        columns: impl IntoIterator<Item = C>,
    ) -> Option<&'a str> {
        const ENOUGH: (usize, usize) = (3, 2);
        let (mut marked, mut plain, mut first) = (0, 0, None);
        for cells in columns {
            let (mut with_point, mut without) = (0, 0);
            for cell in cells {
                let text = cell.trim_matches([' ', '"']);
                match says(text) {
                    Says::Point => {
                        with_point += 1;
                        first = first.or(Some(cell));
                    }
                    Says::Nothing => match text.parse::<u64>() {
                        Ok(2..=999) if !text.starts_with('0') => without += 1,
                        Ok(2..) => return None,
                        _ => {}
                    },
                    Says::Decimal(_) | Says::Either => return None,
                }
            }
            if with_point > 0 && without > 0 {
                marked += with_point;
                plain += without;
            }
        }
        first.filter(|_| marked >= ENOUGH.0 && plain >= ENOUGH.1)
    }

    /// A finite number; thousands may be grouped by the other mark, a space or an apostrophe.
    #[must_use]
    pub fn number(self, text: &str) -> Option<f64> {
        if self == Self::Point
            && let Some(value) = plain_number(text)
        {
            return Some(value);
        }
        let text = with_plain_minus(text.trim_matches([' ', '"']));
        let text = text.as_ref();
        let (decimal, group) = match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        };
        let plain = |letter: char| letter != ',' && !is_space(letter) && letter != '\'';
        if text.chars().all(plain) && !(self == Self::Comma && text.contains('.')) {
            return plain_number(text);
        }
        let (whole, rest) = match text.split_once(decimal) {
            Some((whole, rest)) => (whole, Some(rest)),
            None => (text, None),
        };
        let whole = ungrouped(whole, group)?;
        match rest {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                plain_number(&format!("{whole}.{rest}"))
            }
            Some(_) => None,
            None => plain_number(&whole),
        }
    }
}

/// Signs that stand for a minus in text that was set: U+2212, en dash, and the full-width one.
const MINUS: [char; 3] = ['\u{2212}', '\u{2013}', '\u{FF0D}'];

/// The text with a hyphen for a minus of another form.
fn with_plain_minus(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(MINUS) {
        return Cow::Borrowed(text);
    }
    // In front, or in an exponent.
    let mut letters = String::with_capacity(text.len());
    for letter in text.chars() {
        let may_stand = letters.is_empty() || letters.ends_with(['e', 'E']);
        letters.push(if may_stand && MINUS.contains(&letter) { '-' } else { letter });
    }
    Cow::Owned(letters)
}

/// A finite number; digits alone are the common case and read at once.
fn plain_number(text: &str) -> Option<f64> {
    let bytes = text.trim_ascii().as_bytes();
    if (1..=15).contains(&bytes.len()) && bytes[0].is_ascii_digit() {
        let mut whole = 0_u64;
        if bytes.iter().all(|digit| {
            let value = digit.wrapping_sub(b'0');
            whole = whole * 10 + u64::from(value);
            value < 10
        }) {
            // Fifteen digits are exact.
            return Some(whole as f64);
        }
    }
    text.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '’')
}

/// Digits without the marks that set off groups of three.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let mark = |letter: char| letter == group || letter == '\'' || is_space(letter);
    let Some(separator) = whole.chars().find(|&letter| mark(letter)) else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let head = first.trim_start_matches(['-', '+']);
    let fits = (1..=3).contains(&head.len())
        && digits(head)
        && groups.all(|group| group.len() == 3 && digits(group));
    fits.then(|| whole.replace(separator, ""))
}

fn says(text: &str) -> Says {
    let text = with_plain_minus(text);
    let text = text.trim_start_matches(['-', '+']);
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | 'E' | '+' | '-');
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    if !starts || !text.chars().all(numeric) {
        return Says::Nothing;
    }
    let decimal = |mark: char| if mark == ',' { DecimalMark::Comma } else { DecimalMark::Point };
    let other = |mark: char| if mark == ',' { DecimalMark::Point } else { DecimalMark::Comma };
    let mut marks = text.chars().filter(|c| matches!(c, '.' | ','));
    let Some(first) = marks.next() else { return Says::Nothing };
    let Some(last) = marks.next_back() else {
        // One mark alone.
        let (head, tail) = text.split_once(first).unwrap_or((text, ""));
        let grouped = (1..=3).contains(&head.len())
            && !head.starts_with('0')
            && tail.len() == 3
            && tail.bytes().all(|byte| byte.is_ascii_digit());
        return match first {
            _ if !grouped => Says::Decimal(decimal(first)),
            ',' => Says::Either,
            _ => Says::Point,
        };
    };
    if first == last { Says::Decimal(other(first)) } else { Says::Decimal(decimal(last)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_file_decide_together() {
        let check = |cells: &[&str], separator, wanted| {
            assert_eq!(
                DecimalMark::of_cells(cells.iter().copied(), separator).ok(),
                wanted,
                "{cells:?}"
            );
        };
        check(&["80.5", "150,000"], Some('\t'), Some(DecimalMark::Point));
        check(&["80,5", "1.500.000"], Some(';'), Some(DecimalMark::Comma));
        check(&["80,5", "150,000"], Some('\t'), Some(DecimalMark::Comma));
        check(&["2,500E+0"], Some('\t'), Some(DecimalMark::Comma));
        check(&["0,250"], Some('\t'), Some(DecimalMark::Comma));
        check(&["1,500,000"], Some(','), Some(DecimalMark::Point));
        check(&["1,500"], Some(','), Some(DecimalMark::Point));
        check(&["1,500"], Some(';'), Some(DecimalMark::Comma));
        check(&["1,500"], Some('\t'), None);
        check(&["80", "90"], Some('\t'), Some(DecimalMark::Point));
        check(&["100.500", "7"], Some(';'), None);
        check(&["100.500", "7.25"], Some(';'), Some(DecimalMark::Point));
        check(&["100.500", "7,25"], Some(';'), Some(DecimalMark::Comma));
        check(&["100.500", "0.125"], Some(';'), Some(DecimalMark::Point));
        check(&["100.500", "7"], Some('\t'), Some(DecimalMark::Point));
    }

    #[test]
    fn points_that_may_group_thousands_are_found() {
        let check = |cells: &[&str], wanted: Option<&str>| {
            let actual = DecimalMark::thousands_by_points([cells.iter().copied()]);
            assert_eq!(actual, wanted, "{cells:?}");
        };
        check(&["12.345", "7", "1.200", "112", "0", "3.017"], Some("12.345"));
        // Zeros in front, other numbers of decimals, whole numbers from a thousand, every number with decimals.
        check(&["12.345", "7", "0.200", "112", "3.017", "1.250"], None);
        check(&["12.345", "7", "1.2", "112", "3.017", "1.250"], None);
        check(&["12.345", "7", "1200", "112", "3.017", "1.250"], None);
        check(&["12.345", "7.000", "1.200", "112.000", "3.017"], None);
        check(&["100.500", "7", "80.500"], None);
        // Numbers with decimals in one column, whole ones in another.
        let columns = [["100.500", "110.500", "120.500"], ["7", "12", "5"]];
        assert_eq!(DecimalMark::thousands_by_points(columns.map(<[&str; 3]>::into_iter)), None);
    }

    #[test]
    fn groups_are_of_three() {
        let check = |decimal: DecimalMark, text: &str, wanted: Option<f64>| {
            assert_eq!(decimal.number(text), wanted, "{text}");
        };
        check(DecimalMark::Point, "1,234.5", Some(1234.5));
        check(DecimalMark::Point, "1,500,000", Some(1.5e6));
        check(DecimalMark::Point, "80,5", None);
        check(DecimalMark::Point, "1,2345", None);
        check(DecimalMark::Point, "4.14e+07", Some(4.14e7));
        check(DecimalMark::Point, "-0.5", Some(-0.5));
        check(DecimalMark::Comma, "1.234,5", Some(1234.5));
        check(DecimalMark::Comma, "2,500E+0", Some(2.5));
        check(DecimalMark::Comma, "1.5", None);
        check(DecimalMark::Comma, "1.500", Some(1500.0));
        check(DecimalMark::Comma, "1 500 000,25", Some(1_500_000.25));
        check(DecimalMark::Point, "1'500'000", Some(1.5e6));
        check(DecimalMark::Comma, "5,", None);
        check(DecimalMark::Point, "\u{2212}0.5", Some(-0.5));
        check(DecimalMark::Comma, "\u{2212}1.234,5", Some(-1234.5));
        check(DecimalMark::Point, "\u{2013}5e\u{2212}3", Some(-5e-3));
        check(DecimalMark::Point, "5\u{2212}3", None);
    }
}
