//! How sets are scored.

use serde::{Deserialize, Serialize};

use crate::options::BadOption;

/// How a set is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EnrichMethod {
    /// Over-representation of the set among the largest values: [`over_representation`](super::over_representation); the score is
    /// [`log_odds`](super::log_odds).
    Ora,
    /// Regression of all values on membership: [`univariate_linear_model`](super::univariate_linear_model); the score is t.
    #[default]
    Ulm,
    /// Regression of all values on all sets together: [`multivariate_linear_model`](super::multivariate_linear_model); the score is t.
    Mlm,
    /// Gene-set enrichment analysis: [`gsea`](super::gsea); the score is the normalised one.
    Gsea,
    /// Single-sample gene-set enrichment: [`single_sample_score`](super::single_sample_score); no p.
    Ssgsea,
    /// Area under the recovery curve of the largest values: [`area_under_recovery`](super::area_under_recovery); no p.
    Aucell,
    /// The mean of the set against the mean of all features, over its standard error:
    /// [`z_score`](super::z_score).
    Zscore,
}

/// Options of an enrichment; [`check`](Self::check) makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
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

/// Checked [`EnrichOptions`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedEnrichOptions(EnrichOptions);

impl EnrichOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// Where `top` is not between 0 and 1, `least-features` is 0, or `gsea` has no permutation.
    pub fn check(self) -> Result<CheckedEnrichOptions, BadOption> {
        if !(self.top > 0.0 && self.top < 1.0) {
            return Err(BadOption::Top(self.top));
        }
        if self.least_features == 0 {
            return Err(BadOption::LeastFeatures(0));
        }
        if self.method == EnrichMethod::Gsea && self.permutations == 0 {
            return Err(BadOption::Permutations);
        }
        Ok(CheckedEnrichOptions(self))
    }
}

impl CheckedEnrichOptions {
    /// The options, to be written beside results.
    #[must_use]
    pub fn get(&self) -> &EnrichOptions {
        &self.0
    }
}
