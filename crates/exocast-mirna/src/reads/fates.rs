//! The fates of the reads of a sample.

use serde::{Deserialize, Serialize};

/// Reads of a sample by their fate; [`total`](Self::total) is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct Fates {
    /// All reads.
    pub total: u64,
    /// Reads without adapter.
    pub no_adapter: u64,
    /// Adapters ligated to each other, with an insert of 5 nt at most.
    pub adapter_dimer: u64,
    /// Inserts below the minimum length.
    pub too_short: u64,
    /// Inserts above the maximum length.
    pub too_long: u64,
    /// Inserts with too many expected errors.
    pub low_quality: u64,
    /// Inserts with unknown nucleotides.
    pub unknown_bases: u64,
    /// Inserts that passed all filters.
    #[serde(rename = "kept")]
    pub passed: u64,
}

impl Fates {
    pub(super) fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.no_adapter += other.no_adapter;
        self.adapter_dimer += other.adapter_dimer;
        self.too_short += other.too_short;
        self.too_long += other.too_long;
        self.low_quality += other.low_quality;
        self.unknown_bases += other.unknown_bases;
        self.passed += other.passed;
    }
}
