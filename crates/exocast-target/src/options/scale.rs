//! The scale of an expression table.

use std::fmt;

use exocast_core::options::Word;
use serde::{Deserialize, Serialize};

/// The scale of an expression table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpressionScale {
    /// Found out, see [`Expression::from_values`](crate::input::Expression::from_values).
    #[default]
    Auto,
    /// Transcripts per million.
    Tpm,
    /// Natural logarithm of TPM.
    Ln,
    /// Logarithm to base 2 of TPM.
    Log2,
    /// Logarithm to base 10 of TPM.
    Log10,
}

impl ExpressionScale {
    pub(crate) fn to_tpm(self, value: f64) -> f64 {
        match self {
            Self::Auto | Self::Tpm => value,
            Self::Ln => value.exp(),
            Self::Log2 => value.exp2(),
            Self::Log10 => 10_f64.powf(value),
        }
    }
}

impl Word for ExpressionScale {
    const ALL: &'static [Self] = &[Self::Auto, Self::Tpm, Self::Ln, Self::Log2, Self::Log10];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Tpm => "tpm",
            Self::Ln => "ln",
            Self::Log2 => "log2",
            Self::Log10 => "log10",
        }
    }
}

impl fmt::Display for ExpressionScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "the scale that fits",
            Self::Tpm => "TPM",
            Self::Ln => "natural logarithms of TPM",
            Self::Log2 => "logarithms to base 2 of TPM",
            Self::Log10 => "logarithms to base 10 of TPM",
        })
    }
}
