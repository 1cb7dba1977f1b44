//! What kind of notice each is, and how much it matters.

use exocast_core::{Level, Note};

use super::kind::Notice;

impl Note for Notice {
    fn code(&self) -> &'static str {
        match self {
            Self::Matched { .. } => "matched-features",
            Self::CargoOutside { .. } => "features-outside-signature",
            Self::AnyVersion { .. } => "matched-without-version",
            Self::OtherNames { .. } => "matched-by-other-name",
            Self::Names(notice) => notice.code(),
            Self::NearNames { .. } => "near-names",
            Self::ColumnSums { .. } => "column-sums",
            Self::AutoMethod { .. } => "chosen-method",
            Self::EmptySample { .. } => "empty-sample",
            Self::NotConverged { .. } => "not-converged",
            Self::SameSources { .. } => "proportional-sources",
            Self::SilentSources { .. } => "silent-sources",
            Self::NoFactor { .. } => "missing-factor",
            Self::Unpaired { .. } => "unpaired",
            Self::EmptyPair { .. } => "empty-pair",
            Self::UnseenFeatures { .. } => "unseen-features",
            Self::NoUnknown { .. } => "no-unknown-source",
            Self::BiasUnused { .. } => "unused-bias",
            Self::Merged { .. } => "merged-sources",
            Self::LooksLogarithmic { .. } | Self::Logarithms { .. } => "logarithms",
            Self::SetFeatures { .. } => "features-without-row",
            Self::SetVersions { .. } => "set-matched-without-version",
            Self::RepeatedFeatures { .. } => "repeated-features",
            Self::NoSetTested { .. } => "no-set-tested",
            Self::SetTooSmall { .. } => "small-set",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Matched { unmatched: 0, .. }
            | Self::CargoOutside { .. }
            | Self::AnyVersion { .. }
            | Self::OtherNames { .. }
            | Self::AutoMethod { .. }
            | Self::Merged { .. }
            | Self::SetVersions { .. } => Level::Info,
            Self::Names(notice) => notice.level(),
            Self::EmptySample { .. }
            | Self::NotConverged { .. }
            | Self::SilentSources { .. }
            | Self::LooksLogarithmic { .. }
            | Self::Logarithms { .. }
            | Self::NoSetTested { .. } => Level::Warning,
            _ => Level::Caution,
        }
    }
}
