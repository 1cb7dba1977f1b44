//! Options of the evidence.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::ranges::number;
use crate::error::BadOption;

/// How [`explain`](crate::explain) tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExplainOptions {
    /// A miRNA with fewer targets, or non-targets, among the observed genes is not tested.
    pub min_targets: usize,
    /// With at least this many genes, changes are freed of what they share with lengths and composition.
    pub min_genes_to_match: usize,
    /// Shuffled seeds that the null distribution is taken from; none for no such test.
    pub shuffled_seeds: usize,
    /// Seed of the shuffling.
    pub seed: u64,
}

impl Default for ExplainOptions {
    fn default() -> Self {
        Self { min_targets: 10, min_genes_to_match: 200, shuffled_seeds: 500, seed: 1 }
    }
}

/// [`ExplainOptions`] that make sense.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedExplain(ExplainOptions);

impl Deref for CheckedExplain {
    type Target = ExplainOptions;

    fn deref(&self) -> &ExplainOptions {
        &self.0
    }
}

impl ExplainOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// Where fewer than two targets would be tested.
    pub fn check(self) -> Result<CheckedExplain, BadOption> {
        let targets = self.min_targets as f64;
        number("min-targets", targets, "2 or more", self.min_targets >= 2)?;
        let shuffled = self.shuffled_seeds as f64;
        number("shuffled-seeds", shuffled, "at most 16,384", self.shuffled_seeds <= 16_384)?;
        Ok(CheckedExplain(self))
    }
}
