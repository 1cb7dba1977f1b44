//! Options of accessibility.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::error::BadOption;

/// Windows over which accessibility is averaged; defaults as `TargetScan` 7 uses `RNAplfold`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccessOptions {
    /// Nucleotides of a window (`RNAplfold -W`).
    pub window: usize,
    /// Most nucleotides from one end of a pair to the other, both included (`-L`).
    pub span: usize,
}

impl Default for AccessOptions {
    fn default() -> Self {
        Self { window: 80, span: 40 }
    }
}

/// [`AccessOptions`] that make sense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedAccess(AccessOptions);

impl Deref for CheckedAccess {
    type Target = AccessOptions;

    fn deref(&self) -> &AccessOptions {
        &self.0
    }
}

impl AccessOptions {
    /// Most nucleotides of a window: partition functions of longer ones may leave the range of
    /// floating point numbers.
    pub const MAX_WINDOW: usize = 240;

    /// Checks the options.
    ///
    /// # Errors
    /// Where the window is not from 5 to 240 nt, or the span not from 5 to the window.
    pub fn check(self) -> Result<CheckedAccess, BadOption> {
        let (window, span) = (self.window as f64, self.span as f64);
        if !(5..=Self::MAX_WINDOW).contains(&self.window) {
            return Err(BadOption::Number {
                name: "window",
                value: window,
                wanted: "from 5 to 240 nt",
            });
        }
        if !(5..=self.window).contains(&self.span) {
            let wanted = "from 5 nt to the length of the window";
            return Err(BadOption::Number { name: "span", value: span, wanted });
        }
        Ok(CheckedAccess(self))
    }
}
