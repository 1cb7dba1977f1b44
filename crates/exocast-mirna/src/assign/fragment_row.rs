//! Reads of other RNA by name.

use super::parts::Part;

/// Reads of one RNA in one sample.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FragmentRow {
    pub(crate) sample: usize,
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) part: Option<Part>,
    pub(crate) reads: f64,
    /// Reads that no other row explains as well.
    pub(crate) unique: u64,
    /// Other rows that explain a part of the reads as well.
    pub(crate) tied_with: Vec<String>,
}
