//! Options of the search for novel miRNAs.

use exocast_core::options::Options;
use serde::{Deserialize, Serialize};

use super::bad::BadOption;

/// Options of the search for [novel miRNAs](crate::NovelMirnas).
///
/// ```
/// use exocast_mirna::{NovelOptions, core::options::Options};
///
/// let options = NovelOptions::default().check()?;
/// assert_eq!((options.min_reads, options.max_places), (10, 5));
/// # Ok::<(), exocast_mirna::BadOption>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NovelOptions {
    /// Fewest reads (molecules) of all samples together that begin at the 5' end of a miRNA.
    pub min_reads: u64,
    /// Most places of the genome that a read may fit; reads that fit more are left out.
    pub max_places: usize,
    /// Most mismatches of a read behind its first 18 nucleotides, 0 or 1.
    pub mismatches: usize,
    /// Least score of a candidate.
    pub min_score: f64,
    /// Shuffled sequences that the fold of a hairpin is compared with.
    pub shuffles: usize,
    /// Permutations of stacks over structures that the number of false candidates is estimated by.
    pub permutations: usize,
    /// Whether reads may come from both strands of the sequences, as of a genome; hairpins have one.
    pub both_strands: bool,
}

impl Default for NovelOptions {
    fn default() -> Self {
        Self {
            min_reads: 10,
            max_places: 5,
            mismatches: 1,
            min_score: 6.0,
            shuffles: 199,
            permutations: 100,
            both_strands: true,
        }
    }
}

impl Options for NovelOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        let ranges = [
            ("min-reads", self.min_reads as f64, 2.0, 1e9),
            ("max-places", self.max_places as f64, 1.0, 100.0),
            ("mismatches", self.mismatches as f64, 0.0, 1.0),
            ("min-score", self.min_score, -100.0, 100.0),
            ("shuffles", self.shuffles as f64, 19.0, 10_000.0),
            ("permutations", self.permutations as f64, 1.0, 10_000.0),
        ];
        for (option, value, low, high) in ranges {
            if !(low..=high).contains(&value) {
                return Err(BadOption::Range { option, value, low, high });
            }
        }
        Ok(())
    }
}
