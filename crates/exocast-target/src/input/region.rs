//! The regions of an mRNA.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The part of an mRNA, or the whole of another RNA, in which a site lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// The 5' untranslated region.
    Utr5,
    /// The open reading frame.
    Orf,
    /// The 3' untranslated region.
    Utr3,
    /// The whole of an RNA that is no mRNA.
    Rna,
}

impl Region {
    /// The three of an mRNA, 5' to 3'.
    pub const ALL: [Self; 3] = [Self::Utr5, Self::Orf, Self::Utr3];

    /// Those in which sites repress: the open reading frame and the 3'UTR.
    pub(crate) const REPRESSING: [Self; 2] = [Self::Orf, Self::Utr3];
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utr5 => "utr5",
            Self::Orf => "orf",
            Self::Utr3 => "utr3",
            Self::Rna => "rna",
        })
    }
}
