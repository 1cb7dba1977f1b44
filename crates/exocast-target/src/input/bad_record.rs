//! Records that cannot be added to a set.

use exocast_core::{BadBase, Rna};

/// A miRNA or a transcript that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadRecord {
    /// A miRNA has no seed: it is shorter than 8 nt or has an `N` at nucleotides 2–8.
    #[error(
        "`{name}` has no seed: a miRNA needs known nucleotides at positions 2–8, it has {sequence}"
    )]
    NoSeed {
        /// Name of the miRNA.
        name: String,
        /// Its sequence.
        sequence: Rna,
    },
    /// The name is taken; holds the place of the transcript that has it.
    #[error("duplicate transcript name")]
    Duplicate(usize),
    /// A letter is no nucleotide.
    #[error(transparent)]
    Letter(BadBase),
}
