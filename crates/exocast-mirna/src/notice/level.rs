//! The code and the level of each notice.

use exocast_core::{Level, Location, Note};

use super::kinds::Notice;

impl Note for Notice {
    fn code(&self) -> &'static str {
        match self {
            Self::ShortLine { .. } => "short-line",
            Self::OtherFeatures { .. } => "other-features",
            Self::AmbiguousLetters { .. } => "ambiguous-letters",
            Self::AmbiguousSequences { .. } => "ambiguous-sequences",
            Self::HiddenLetters { .. } => "hidden-letters",
            Self::UnknownName { .. } => "unknown-name",
            Self::RepeatedSequence { .. } => "repeated-sequence",
            Self::NoHairpin { .. } => "no-hairpin",
            Self::NotAnnotated { .. } => "not-annotated",
            Self::HairpinLength { .. } => "hairpin-length",
            Self::Flanked { .. } => "flanked",
            Self::NotPlaced { .. } => "not-placed",
            Self::NoPrecursors { .. } => "no-precursors",
            Self::Organisms { .. } => "organisms",
            Self::LociDiffer { .. } => "loci-differ",
            Self::SharedSequences { .. } => "shared-sequences",
            Self::SpikeLikeMirna { .. } => "spike-like-mirna",
            Self::SameSpikes { .. } => "same-spikes",
            Self::ContaminantHoldsMirna { .. } => "contaminant-holds-mirna",
            Self::MaskedGenes { .. } => "masked-genes",
            Self::ShortReference { .. } => "short-reference",
            Self::NoReads { .. } => "no-reads",
            Self::LibraryFound { .. } => "library-found",
            Self::NoLibrary { .. } => "no-library",
            Self::AdapterProposed { .. } => "adapter-proposed",
            Self::SecondLibrary { .. } => "second-library",
            Self::PolyATail { .. } => "poly-a-tail",
            Self::MostReadsLost { .. } => "most-reads-lost",
            Self::OldQualities { .. } => "old-qualities",
            Self::Pairs { .. } => "pairs",
            Self::OnlySecondReads { .. } => "only-second-reads",
            Self::Collapsed { .. } => "collapsed",
            Self::UnknownFilled { .. } => "unknown-filled",
            Self::NotUnique { .. } => "not-unique",
            Self::NoMirna { .. } => "no-mirna",
            Self::Library { .. } => "library-verdict",
            Self::NoSpikes { .. } => "no-spikes",
            Self::ShortUmi { .. } => "short-umi",
            Self::UmiErrors { .. } => "umi-errors",
            Self::HeaderUmis { .. } => "header-umis",
            Self::UmiCollisions { .. } => "umi-collisions",
            Self::UmisUsedUp { .. } => "umis-used-up",
            Self::UnmatchedSpike { .. } => "unmatched-spike",
            Self::ZeroSpikes { .. } => "zero-spikes",
            Self::Deviation { .. } => "deviation",
            Self::NoHeader { .. } => "no-header",
            Self::NoDiff { .. } => "no-diff",
            Self::Unmentioned { .. } => "unmentioned",
            Self::NoCopies { .. } => "no-copies",
            Self::PoolNotRead { .. } => "pool-not-read",
            Self::OnePool => "one-pool",
            Self::NoBias { .. } => "no-bias",
            Self::BiasOfOtherKit { .. } => "bias-of-other-kit",
            Self::KitUnchecked { .. } => "kit-unchecked",
            Self::SeedsBelow { .. } => "seeds-below",
            Self::Novel(notice) => notice.code(),
            Self::Table(notice) => notice.code(),
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::OtherFeatures { .. }
            | Self::RepeatedSequence { .. }
            | Self::Flanked { .. }
            | Self::SharedSequences { .. }
            | Self::NoPrecursors { .. }
            | Self::Organisms { .. }
            | Self::LibraryFound { .. }
            | Self::PolyATail { .. }
            | Self::OldQualities { .. }
            | Self::Pairs { .. }
            | Self::Collapsed { .. }
            | Self::UnknownFilled { .. }
            | Self::NotUnique { .. }
            | Self::UmiErrors { .. }
            | Self::HeaderUmis { .. }
            | Self::UmiCollisions { .. }
            | Self::ZeroSpikes { .. }
            | Self::Deviation { .. }
            | Self::MaskedGenes { .. }
            | Self::SeedsBelow { .. }
            | Self::Unmentioned { .. } => Level::Info,
            Self::ShortLine { .. }
            | Self::AmbiguousLetters { .. }
            | Self::AmbiguousSequences { .. }
            | Self::HiddenLetters { .. }
            | Self::UnknownName { .. }
            | Self::NoHairpin { .. }
            | Self::NotAnnotated { .. }
            | Self::HairpinLength { .. }
            | Self::NotPlaced { .. }
            | Self::LociDiffer { .. }
            | Self::SpikeLikeMirna { .. }
            | Self::SameSpikes { .. }
            | Self::ContaminantHoldsMirna { .. }
            | Self::ShortReference { .. }
            | Self::AdapterProposed { .. }
            | Self::MostReadsLost { .. }
            | Self::OnlySecondReads { .. }
            | Self::ShortUmi { .. }
            | Self::UnmatchedSpike { .. }
            | Self::NoHeader { .. }
            | Self::Library { is_usable: true, .. }
            | Self::PoolNotRead { .. }
            | Self::OnePool
            | Self::NoBias { .. }
            | Self::KitUnchecked { .. }
            | Self::NoDiff { .. } => Level::Caution,
            Self::NoReads { .. }
            | Self::SecondLibrary { .. }
            | Self::NoLibrary { .. }
            | Self::UmisUsedUp { .. }
            | Self::NoMirna { .. }
            | Self::Library { .. }
            | Self::NoSpikes { .. }
            | Self::BiasOfOtherKit { .. }
            | Self::NoCopies { .. } => Level::Warning,
            Self::Novel(notice) => notice.level(),
            Self::Table(notice) => notice.level(),
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::ShortLine { at, .. } => Some(at),
            Self::Table(notice) => notice.at(),
            _ => None,
        }
    }
}
