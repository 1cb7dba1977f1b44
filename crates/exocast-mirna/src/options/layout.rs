//! Layouts: what is around the insert of a read, 5' to 3'.

use std::ops::Range;

/// What is around the insert of a read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Before the insert.
    pub(crate) front: Side,
    /// Between the insert and its end.
    pub(crate) back: Side,
    pub(crate) end: End,
    /// After the adapter.
    pub(crate) after: Side,
}

/// What ends the insert.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// The end of the read: adapters were cut off already.
    #[default]
    Read,
    /// The tail that poly(A) polymerase adds.
    PolyA,
    /// A 3' adapter.
    Adapter(String),
}

/// Consecutive parts of a read, at most one of them a UMI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side(pub(crate) Vec<Part>);

/// One part of a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nucleotides that belong to neither RNA nor UMI, such as those of a template switch.
    Clip(usize),
    /// Random nucleotides of an adapter; they serve as UMI.
    Random(usize),
    /// A unique molecular identifier.
    Umi(usize),
    /// A known sequence.
    Fixed(String),
}

impl Part {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Clip(n) | Self::Random(n) | Self::Umi(n) => *n,
            Self::Fixed(sequence) => sequence.len(),
        }
    }

    pub(super) fn is_umi(&self) -> bool {
        matches!(self, Self::Random(_) | Self::Umi(_))
    }
}

impl Side {
    /// Number of nucleotides.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Part::len).sum()
    }

    /// Where the UMI is, from the start of the side; empty where there is none.
    pub(crate) fn umi(&self) -> Range<usize> {
        let Some(at) = self.0.iter().position(Part::is_umi) else { return 0..0 };
        let start = self.0[..at].iter().map(Part::len).sum();
        start..start + self.0[at].len()
    }
}

impl Layout {
    /// An insert, directly before `adapter`.
    pub(crate) fn adapter(adapter: &str) -> Self {
        Self { end: End::Adapter(adapter.to_owned()), ..Self::default() }
    }

    /// Nucleotides of a complete UMI.
    pub(crate) fn umi_len(&self) -> usize {
        [&self.front, &self.back, &self.after].iter().map(|side| side.umi().len()).sum()
    }

    /// The 3' adapter, or the tail in its place.
    pub(crate) fn end_name(&self) -> Option<&str> {
        match &self.end {
            End::Read => None,
            End::PolyA => Some("poly(A)"),
            End::Adapter(sequence) => Some(sequence),
        }
    }
}
