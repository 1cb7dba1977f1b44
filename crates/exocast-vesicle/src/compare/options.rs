//! Options of a comparison.

use exocast_core::options::Options;
use serde::{Deserialize, Serialize};

use super::test::TwoSampleTest;
use crate::options::BadOption;

/// Options of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct CompareOptions {
    /// Random exchanges of samples between groups where there are too many to try all.
    pub permutations: usize,
    /// The test behind the p-values of ratios.
    pub test: TwoSampleTest,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { permutations: 9999, test: TwoSampleTest::Welch }
    }
}

impl Options for CompareOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        if self.permutations == 0 { Err(BadOption::Permutations) } else { Ok(()) }
    }
}
