//! What to know before trusting a number.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// Something to know before trusting a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// The step that says it.
    pub step: String,
    /// What it says.
    pub text: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step, self.text)
    }
}
