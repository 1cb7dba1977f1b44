//! Which molecule of a miRNA is meant.

use exocast_core::Seed;
use serde::{Deserialize, Serialize};

/// Which molecule of a miRNA is meant: the canonical one or an isomiR, and by which seed it acts.
///
/// Guides of one seed act on the same sites, whatever their names; one miRNA may have guides of several seeds.
///
/// ```
/// use exocast_transfer::Guide;
///
/// let shifted = Guide::new("iso_5p:+1", "AGGUAGU".parse().ok());
/// assert_eq!(shifted.label("hsa-let-7a-5p"), "hsa-let-7a-5p iso_5p:+1");
/// assert_eq!(Guide::default().label("hsa-let-7a-5p"), "hsa-let-7a-5p");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Guide {
    /// How it differs from the canonical miRNA, in the words of mirGFF3 such as `iso_5p:+1`; empty for the canonical
    /// one, and where the miRNA was not looked at by isomiR.
    pub isomir: String,
    /// Nucleotides 2 to 8; nothing where no sequence is known.
    pub seed: Option<Seed>,
}

impl Guide {
    /// A guide with its variant in the words of mirGFF3, empty for the canonical one.
    #[must_use]
    pub fn new(isomir: impl Into<String>, seed: Option<Seed>) -> Self {
        Self { isomir: isomir.into(), seed }
    }

    /// The canonical guide.
    #[must_use]
    pub fn canonical(seed: Option<Seed>) -> Self {
        Self::new("", seed)
    }

    /// The name of the miRNA, with the isomiR behind it where it is not the canonical one.
    #[must_use]
    pub fn label(&self, mirna: &str) -> String {
        if self.isomir.is_empty() { mirna.to_owned() } else { format!("{mirna} {}", self.isomir) }
    }
}
