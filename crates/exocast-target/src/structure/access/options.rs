//! Options of accessibility.

use exocast_core::options::Options;
use serde::{Deserialize, Serialize};

use crate::error::BadOption;

/// Windows over which accessibility is averaged; the defaults are those of `RNAplfold` in `TargetScan` 7.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AccessOptions {
    /// Nucleotides of a window, 5 to 240 (`RNAplfold -W`).
    pub window: usize,
    /// Most nucleotides from one end of a pair to the other, both included, 5 to the window (`-L`).
    pub span: usize,
}

impl Default for AccessOptions {
    fn default() -> Self {
        Self { window: 80, span: 40 }
    }
}

/// Partition functions of longer windows may leave the range of floating point numbers.
const MAX_WINDOW: usize = 240;

impl Options for AccessOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        let (window, span) = (self.window as f64, self.span as f64);
        if !(5..=MAX_WINDOW).contains(&self.window) {
            let wanted = "from 5 to 240 nt";
            return Err(BadOption::Number { name: "window", value: window, wanted });
        }
        if !(5..=self.window).contains(&self.span) {
            let wanted = "from 5 nt to the length of the window";
            return Err(BadOption::Number { name: "span", value: span, wanted });
        }
        Ok(())
    }
}
