//! The RNA that a unique read comes from.

use crate::reference::Isomir;

/// A spike that the miRNA reference explains. Its reads are assigned to the closer match; equal matches are ambiguous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The spike.
    pub(crate) spike: String,
    /// The miRNA.
    pub(crate) mirna: String,
    /// The spike as an isomiR of it; `NA` where they are the same.
    pub(crate) variant: String,
}

/// The RNA that a unique read comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Call {
    /// A miRNA at these loci, all equally likely, in ascending order.
    Mirna(Vec<Hit>),
    /// A spike, by index.
    Spike(usize),
    /// A class of contaminants, by index.
    Contaminant(usize),
    /// Several classes, equally well.
    Ambiguous,
    /// No sequence of the index.
    Unassigned,
}

/// A read as an isomiR at one locus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Hit {
    /// Index of the [locus](crate::Catalogue::loci).
    pub locus: usize,
    /// How the read differs from the mature sequence there.
    pub isomir: Isomir,
}

/// The call of a read, with every name that could have given it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) call: Call,
    /// Of a miRNA read: index of the mature name, and how much less likely it is than the best, in tenths
    /// of a decimal order; ascending by name.
    pub(crate) near: Vec<(usize, u32)>,
}
