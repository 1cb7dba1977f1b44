//! Numbers through formats that have none for infinity, such as JSON, where serde would write `null`.
//!
//! For `#[serde(with = "exocast_core::any_number")]`, on an `f64` or on an `Option<f64>`: what has no end, or is no
//! number, is written as a word.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Nothing,
    Number(f64),
    Word(String),
}

/// What can be written: a number, or none.
pub trait Numbers: Sized {
    /// The number.
    fn number(&self) -> Option<f64>;
    /// From a number that was read; nothing where there has to be one.
    fn from_number(number: Option<f64>) -> Option<Self>;
}

impl Numbers for f64 {
    fn number(&self) -> Option<f64> {
        Some(*self)
    }

    fn from_number(number: Option<f64>) -> Option<Self> {
        number
    }
}

impl Numbers for Option<f64> {
    fn number(&self) -> Option<f64> {
        *self
    }

    fn from_number(number: Option<f64>) -> Option<Self> {
        Some(number)
    }
}

/// Writes a number as such where it is finite.
///
/// # Errors
/// Where the format fails.
pub fn serialize<S: Serializer>(value: &impl Numbers, serializer: S) -> Result<S::Ok, S::Error> {
    let written = match value.number() {
        None => Written::Nothing,
        Some(number) if number.is_finite() => Written::Number(number),
        Some(number) => Written::Word(number.to_string()),
    };
    written.serialize(serializer)
}

/// Reads what [`serialize`] writes.
///
/// # Errors
/// Where there is something else.
pub fn deserialize<'de, N: Numbers, D: Deserializer<'de>>(deserializer: D) -> Result<N, D::Error> {
    let number = match Written::deserialize(deserializer)? {
        Written::Nothing => None,
        Written::Number(number) => Some(number),
        Written::Word(word) => Some(word.parse().map_err(Error::custom)?),
    };
    N::from_number(number).ok_or_else(|| Error::custom("a number is missing"))
}
