//! The scale of an expression table.

use exocast_core::{options::Word, table::scale::Base};
use serde::{Deserialize, Serialize};

/// The scale of an expression table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpressionScale {
    /// Found out, see [`Scale::per_million`](exocast_core::table::scale::Scale::per_million).
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
    /// The base of the logarithms; nothing where it is to be found out.
    #[must_use]
    pub const fn base(self) -> Option<Base> {
        match self {
            Self::Auto => None,
            Self::Tpm => Some(Base::Linear),
            Self::Ln => Some(Base::Ln),
            Self::Log2 => Some(Base::Log2),
            Self::Log10 => Some(Base::Log10),
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
