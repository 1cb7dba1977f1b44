//! Where a unique read belongs.

use crate::reference::Isomir;

/// A spike that the miRNA reference explains. Its reads are told apart by the closer fit, an exact one first;
/// what fits both equally is ambiguous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The spike.
    pub spike: String,
    /// The miRNA.
    pub mirna: String,
    /// How the spike would be called as an isomiR of it; `NA` where they are the same.
    pub variant: String,
}

/// Where a unique read belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// To these loci, all equally likely, in ascending order.
    Mirna(Vec<Hit>),
    /// To this spike, by index.
    Spike(usize),
    /// To this class of contaminants, by index.
    Contaminant(usize),
    /// To several classes equally well.
    Ambiguous,
    /// To nothing known.
    Unassigned,
}

/// A read as an isomiR at one locus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the [locus](Catalogue::loci).
    pub locus: usize,
    /// How the read differs from the mature sequence there.
    pub isomir: Isomir,
}

/// Where a read belongs, and every name that could have given it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) call: Call,
    /// Of a miRNA read: index of the mature name, and how much less likely it is than the best, in tenths
    /// of a decimal order; ascending by name.
    pub(crate) near: Vec<(usize, u32)>,
}
