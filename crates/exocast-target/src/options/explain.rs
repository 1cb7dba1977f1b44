//! Options of the evidence.

use exocast_core::options::{Options, Word};
use serde::{Deserialize, Serialize};

use super::ranges::number;
use crate::error::BadOption;

/// Which way targets change.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Targets fall: miRNA is transfected or taken up.
    #[default]
    Down,
    /// Targets rise: miRNA is knocked out, inhibited, soaked up by a sponge, or exported.
    Up,
    /// Either: both are tested, and the smaller p-value counts twice.
    Both,
}

impl Word for Direction {
    const ALL: &'static [Self] = &[Self::Down, Self::Up, Self::Both];

    fn name(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up => "up",
            Self::Both => "both",
        }
    }
}

/// How [`explain`](crate::explain) tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ExplainOptions {
    /// A miRNA with fewer targets, or non-targets, among the observed genes is not tested.
    pub min_targets: usize,
    /// With at least this many genes, changes are corrected for lengths and composition.
    pub min_genes_to_match: usize,
    /// Shuffled seeds that give the null distribution; 0 for no such test.
    pub shuffled_seeds: usize,
    /// Which way targets change.
    pub direction: Direction,
    /// Whether isomiRs that begin one nucleotide before or behind each miRNA are candidates too.
    pub isomirs: bool,
}

impl Default for ExplainOptions {
    fn default() -> Self {
        Self {
            min_targets: 10,
            min_genes_to_match: 200,
            shuffled_seeds: 500,
            direction: Direction::Down,
            isomirs: false,
        }
    }
}

impl Options for ExplainOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        number("min-targets", self.min_targets as f64, "2 or more", self.min_targets >= 2)?;
        let shuffled = self.shuffled_seeds as f64;
        number("shuffled-seeds", shuffled, "at most 16,384", self.shuffled_seeds <= 16_384)
    }
}
