//! What kind of RNA a transcript is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of RNA a transcript is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum RnaKind {
    /// A messenger: 5'UTR, open reading frame, 3'UTR.
    #[default]
    Mrna,
    /// A linear RNA without an open reading frame; its sequence is in the place of the 3'UTR.
    Noncoding,
    /// A circle without an open reading frame; its sequence, from any nucleotide on, is in the place of the 3'UTR.
    Circular,
}

impl RnaKind {
    /// All.
    const ALL: [Self; 3] = [Self::Mrna, Self::Noncoding, Self::Circular];

    /// The kind of this name.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|kind| name.eq_ignore_ascii_case(&kind.to_string()))
    }
}

impl fmt::Display for RnaKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mrna => "mrna",
            Self::Noncoding => "noncoding",
            Self::Circular => "circular",
        })
    }
}
