//! The scale of amounts, as the user says it.

use serde::{Deserialize, Serialize};

use super::Base;
use crate::options::Word;

/// The scale of amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountScale {
    /// As the values and the header show.
    #[default]
    Auto,
    /// Amounts.
    Linear,
    /// Natural logarithms.
    Ln,
    /// Logarithms to base 2.
    Log2,
    /// Logarithms to base 10.
    Log10,
}

impl AmountScale {
    /// The base of the logarithms; nothing where the values and the header show it.
    #[must_use]
    pub const fn base(self) -> Option<Base> {
        match self {
            Self::Auto => None,
            Self::Linear => Some(Base::Linear),
            Self::Ln => Some(Base::Ln),
            Self::Log2 => Some(Base::Log2),
            Self::Log10 => Some(Base::Log10),
        }
    }
}

impl Word for AmountScale {
    const ALL: &'static [Self] = &[Self::Auto, Self::Linear, Self::Ln, Self::Log2, Self::Log10];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Linear => "linear",
            Self::Ln => "ln",
            Self::Log2 => "log2",
            Self::Log10 => "log10",
        }
    }
}
