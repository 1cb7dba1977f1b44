//! Values of options: numbers and words.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use exocast::{
    Word,
    core::{Dilution, text::DecimalMark},
};

/// A finite number above zero.
pub(super) fn above_zero(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite() && *value > 0.0);
    value.ok_or_else(|| "expected a number above 0".to_owned())
}

/// A finite number of zero or more.
pub(super) fn zero_or_more(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0);
    value.ok_or_else(|| "expected a number of 0 or more".to_owned())
}

/// A dilution factor: `1000`, `1:1000`, `1000x`.
pub(super) fn dilution(text: &str) -> Result<f64, String> {
    let factor = Dilution::parse(text, DecimalMark::Point);
    factor
        .map(Dilution::get)
        .ok_or_else(|| "expected a factor above 0, such as 1000 or 1:1000".to_owned())
}

/// One of the words of an option.
pub(super) fn word<T: Word + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::ALL.iter().map(|word| word.name()))
        .try_map(|text: String| T::parse(&text))
}
