//! Where a read fits.

/// A place that a read fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Of the read's 5' end, on the forward strand.
    pub(super) start: usize,
    pub(super) reverse: bool,
    /// Index of the read.
    pub(super) probe: u32,
    /// Nucleotides that differ.
    pub(super) differences: u8,
    /// Nucleotides before those that were added to the 3' end.
    pub(super) templated: u8,
}
