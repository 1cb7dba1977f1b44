//! Stages at which reads are lost, why that happens, and what to try.

/// A stage at which reads are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// No adapter in the read.
    NoAdapter,
    /// No insert between the adapters.
    AdapterDimer,
    /// An insert below the minimum length.
    TooShort,
    /// An insert above the maximum length.
    TooLong,
    /// Too many expected errors.
    LowQuality,
    /// Several unknown nucleotides.
    UnknownBases,
    /// No sequence of the references.
    Unassigned,
}

impl Stage {
    /// What the reads are.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::NoAdapter => "have no adapter",
            Self::AdapterDimer => "are adapter dimers",
            Self::TooShort => "have an insert below the minimum length",
            Self::TooLong => "have an insert above the maximum length",
            Self::LowQuality => "have too many expected errors",
            Self::UnknownBases => "have several unknown nucleotides",
            Self::Unassigned => "fit no sequence of the references",
        }
    }

    /// The usual reasons, and what to try.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::NoAdapter => {
                "the library may be another (--library), the inserts longer than the reads, or the adapters cut off already (--library trimmed)"
            }
            Self::AdapterDimer => {
                "little RNA went into the library, or dimers were not removed; counts rest on the other reads"
            }
            Self::TooShort => {
                "the RNA may be degraded, or the layout cuts off too much (--library); --min-length sets the limit"
            }
            Self::TooLong => {
                "the library may hold other RNA, or its layout have an adapter before the one that was found (--library); --max-length sets the limit"
            }
            Self::LowQuality => {
                "the run may have failed, or the encoding be another (--phred); --max-expected-errors sets the limit"
            }
            Self::UnknownBases => "cycles of the run may have failed",
            Self::Unassigned => {
                "the sample may be of another organism, its layout have nucleotides that were not cut off (--library), or its RNA be of genes that are not given (--contaminants)"
            }
        }
    }
}
