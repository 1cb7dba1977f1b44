//! Quantities whose unit is their type.
//!
//! Each is checked when it is made, and serde goes through the same check.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::DecimalMark;

/// A number that cannot be this quantity.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{value} is not {wanted}")]
pub struct BadValue {
    /// The number given.
    pub value: f64,
    /// What was wanted, with article and unit.
    pub wanted: &'static str,
}

macro_rules! quantity {
    ($(#[$meta:meta])* $name:ident, $unit:literal, $wanted:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl $name {
            /// The unit as it is printed.
            pub const UNIT: &'static str = $unit;

            /// Checks and wraps a number.
            ///
            /// # Errors
            /// Where the number is not finite or outside of what the quantity can be.
            pub fn new(value: f64) -> Result<Self, BadValue> {
                let allowed: fn(f64) -> bool = $check;
                if value.is_finite() && allowed(value) {
                    Ok(Self(value))
                } else {
                    Err(BadValue { value, wanted: $wanted })
                }
            }

            /// The bare number, in the unit of the type.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = BadValue;

            fn try_from(value: f64) -> Result<Self, BadValue> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(quantity: $name) -> Self {
                quantity.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)?;
                if $unit.is_empty() { Ok(()) } else { write!(f, " {}", $unit) }
            }
        }
    };
}

quantity!(
    /// A length, such as the diameter of a vesicle; above zero.
    Nanometres, "nm", "a length above zero in nm", |value| value > 0.0
);
quantity!(
    /// A number concentration; zero or more.
    PerMillilitre, "/mL", "a concentration of zero or more per mL", |value| value >= 0.0
);
quantity!(
    /// A volume above zero.
    Microlitres, "µL", "a volume above zero in µL", |value| value > 0.0
);
quantity!(
    /// How many times a sample was diluted: volume after dilution over volume before; above zero, 1 where it was not
    /// diluted, below 1 where it was concentrated.
    Dilution, "", "a dilution factor above zero", |value| value > 0.0
);
quantity!(
    /// A duration; zero or more.
    Hours, "h", "a duration of zero or more hours", |value| value >= 0.0
);
quantity!(
    /// A part of a whole, from 0 to 1.
    Share, "", "a share from 0 to 1", |value| (0.0..=1.0).contains(&value)
);

impl Dilution {
    /// Not diluted.
    pub const NONE: Self = Self(1.0);

    /// A factor as laboratories write it: `1000`, `1:1000`, `1/1000`, `1 in 1000`, `1+999`, `1000x`, `1000-fold`, `10^3`,
    /// `10³`, `undiluted`; nothing where it is another text, or no factor above zero.
    ///
    /// ```
    /// use exocast_core::{Dilution, text::DecimalMark};
    ///
    /// for text in ["1000", "1:1000", "1 in 1000", "1+999", "1000x", "10^3", "10³"] {
    ///     assert_eq!(Dilution::parse(text, DecimalMark::Point).map(Dilution::get), Some(1000.0));
    /// }
    /// assert_eq!(Dilution::parse("2:1000", DecimalMark::Point), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str, decimal: DecimalMark) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if UNDILUTED.contains(&text.as_str()) {
            return Some(Self::NONE);
        }
        let text = FOLD.iter().find_map(|fold| text.strip_suffix(fold)).unwrap_or(&text);
        let number = |text: &str| {
            let text = text.trim_matches([' ', 'x', '×', '-']);
            power(text).or_else(|| decimal.number(text))
        };
        let parts =
            [":", "/", " in ", " to ", " zu "].iter().find_map(|mark| text.split_once(mark));
        let factor = match (parts, text.split_once('+')) {
            (Some((first, other)), _) => {
                number(other).filter(|_| decimal.number(first) == Some(1.0))
            }
            // One part and so many of the diluent; in `1e+3` it is a sign.
            (None, Some((first, other))) if decimal.number(text).is_none() => {
                let parts = number(other).filter(|_| decimal.number(first) == Some(1.0));
                parts.map(|parts| parts + 1.0)
            }
            (None, _) if text.starts_with('-') => None,
            (None, _) => number(text),
        };
        factor.and_then(|factor| Self::new(factor).ok())
    }
}

/// Words of what was not diluted.
const UNDILUTED: [&str; 5] = ["undiluted", "neat", "not diluted", "unverdünnt", "non dilué"];

/// Words behind a factor.
const FOLD: [&str; 4] = ["fold", "-fach", " fach", "fach"];

/// A power of ten: `10^3`, `10**3`, `10³`. One with a negative exponent may be a share or a factor, and is none.
fn power(text: &str) -> Option<f64> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let exponent = text.strip_prefix("10")?;
    let digits = match exponent.strip_prefix('^').or_else(|| exponent.strip_prefix("**")) {
        Some(digits) => digits.trim().to_owned(),
        None => exponent
            .chars()
            .map(|letter| RAISED.iter().position(|raised| *raised == letter))
            .map(|digit| digit.and_then(|digit| char::from_digit(u32::try_from(digit).ok()?, 10)))
            .collect::<Option<String>>()?,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let exponent: i32 = digits.parse().ok().filter(|_| is_number)?;
    (exponent <= 15).then(|| 10_f64.powi(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dilutions_are_read_as_they_are_written() {
        let parse = |text: &str| Dilution::parse(text, DecimalMark::Point).map(Dilution::get);
        for text in [
            "1000",
            "1:1000",
            "1/1000",
            "1000x",
            "1,000",
            "x 1000",
            "1.0e3",
            "1e+3",
            " 1 : 1000 ",
            "1 in 1000",
            "1 In 1,000",
            "1 to 1000",
            "1 zu 1000",
            "1+999",
            "1 + 999",
            "10^3",
            "10**3",
            "10³",
            "1:10^3",
            "1/10³",
            "1000-fold",
            "1000 fold",
            "1000fach",
        ] {
            assert_eq!(parse(text), Some(1000.0), "{text}");
        }
        assert_eq!(Dilution::parse("1:2,5", DecimalMark::Comma).map(Dilution::get), Some(2.5));
        assert_eq!(parse("Undiluted"), Some(1.0));
        assert_eq!(parse("10"), Some(10.0));
        assert_eq!(parse("100"), Some(100.0));
        for text in [
            "2:1000", "0", "-1000", "1:0", "many", "", "1:10:100", "10^-3", "10⁻³", "2+8", "10^",
            "10^99", "in 1000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
