//! How far the data supports a statement.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far the data supports a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// The data cannot decide it.
    #[serde(rename = "cannot tell")]
    CannotTell,
    /// The data leans, or does not exclude zero.
    #[serde(rename = "weak")]
    Weak,
    /// The data supports it.
    #[serde(rename = "supported")]
    Supported,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CannotTell => "cannot tell",
            Self::Weak => "weak",
            Self::Supported => "supported",
        })
    }
}
