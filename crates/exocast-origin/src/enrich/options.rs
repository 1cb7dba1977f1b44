//! How sets are scored.

use exocast_core::options::{Options, Word};
use serde::{Deserialize, Serialize};

use crate::options::BadOption;

/// How a set is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EnrichMethod {
    /// Over-representation of the set among the largest values, by the hypergeometric distribution; the score is ln
    /// odds.
    Ora,
    /// Regression of all values on membership; the score is t.
    #[default]
    Ulm,
    /// Regression of all values on all sets together; the score is t.
    Mlm,
    /// Gene-set enrichment analysis; the score is the normalised one.
    Gsea,
    /// Single-sample gene-set enrichment; no p.
    Ssgsea,
    /// Area under the recovery curve of the largest values; no p.
    Aucell,
    /// The mean of the set against the mean of all features, over its standard error.
    Zscore,
}

/// Options of an enrichment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EnrichOptions {
    /// How a set is scored. Default `ulm`.
    pub method: EnrichMethod,
    /// For `ora` and `aucell`: the part of the features that counts as selected, largest values
    /// first; for `ora` above zero only. Default 0.05.
    pub top: f64,
    /// Fewer features of a set in the cargo leave it untested. Default 3.
    pub least_features: usize,
    /// For `gsea`: random sets of each size. Default 1000.
    pub permutations: usize,
}

impl Default for EnrichOptions {
    fn default() -> Self {
        Self { method: EnrichMethod::Ulm, top: 0.05, least_features: 3, permutations: 1000 }
    }
}

impl Options for EnrichOptions {
    type Error = BadOption;

    /// `top` has to lie between 0 and 1, `least-features` above 0, and `gsea` needs permutations.
    fn validate(&self) -> Result<(), BadOption> {
        if !(self.top > 0.0 && self.top < 1.0) {
            return Err(BadOption::Top(self.top));
        }
        if self.least_features == 0 {
            return Err(BadOption::LeastFeatures(0));
        }
        if self.method == EnrichMethod::Gsea && self.permutations == 0 {
            return Err(BadOption::Permutations);
        }
        Ok(())
    }
}

impl Word for EnrichMethod {
    const ALL: &'static [Self] =
        &[Self::Ora, Self::Ulm, Self::Mlm, Self::Gsea, Self::Ssgsea, Self::Aucell, Self::Zscore];

    fn name(self) -> &'static str {
        match self {
            Self::Ora => "ora",
            Self::Ulm => "ulm",
            Self::Mlm => "mlm",
            Self::Gsea => "gsea",
            Self::Ssgsea => "ssgsea",
            Self::Aucell => "aucell",
            Self::Zscore => "zscore",
        }
    }
}
