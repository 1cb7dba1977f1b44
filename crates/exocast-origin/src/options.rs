//! How shares are estimated.

use serde::{Deserialize, Serialize};

use crate::{
    constants::GATES,
    method::{Method, Scaling},
};

/// Options of a deconvolution; [`check`](Self::check) makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// How cargo is compared with a mixture. Default `auto`.
    pub method: Method,
    /// What a column of the signature is an amount of. Default `as-given`.
    pub scaling: Scaling,
    /// Whether a source that the signature does not hold is estimated along. Default true.
    pub unknown: bool,
    /// Whether sources that can be estimated only as a sum are merged into one. Default false.
    pub merge: bool,
    /// Replicates for intervals; 0 gives none. Default 200. Where shares are drawn from a posterior there are at
    /// least 600 draws.
    pub resamples: usize,
    /// Permutations of the cargo for p; 0 gives none. Default 199; fewer than 99 cannot reach the p of the gate.
    pub permutations: usize,
    /// Coverage that intervals aim at, between 0 and 1. Default 0.95.
    pub level: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            method: Method::Auto,
            scaling: Scaling::AsGiven,
            unknown: true,
            merge: false,
            resamples: 200,
            permutations: 199,
            level: 0.95,
        }
    }
}

/// Options that cannot be followed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A coverage outside of 0 to 1.
    #[error("`level` is {0}; it has to lie between 0 and 1, such as 0.95")]
    Level(f64),
    /// Too few replicates for the tails asked for.
    #[error("`resamples` is {found}; intervals of this level need {wanted}, or 0 for none")]
    Resamples {
        /// Number given.
        found: usize,
        /// Least number.
        wanted: usize,
    },
    /// Too few permutations to reach the p that the gate asks for.
    #[error("`permutations` is {found}; p below {p} needs {wanted}, or 0 for none")]
    FewPermutations {
        /// Number given.
        found: usize,
        /// Least number.
        wanted: usize,
        /// The p of the gate.
        p: f64,
    },
    /// A share of the features to take as selected that is outside of 0 to 1.
    #[error("`top` is {0}; it has to lie between 0 and 1, such as 0.05")]
    Top(f64),
    /// A smallest set size below what a test needs.
    #[error("`least-features` is {0}; a set needs at least one feature")]
    LeastFeatures(usize),
    /// No permutation where a test is made of them.
    #[error("`permutations` is 0; `gsea` needs random sets to compare with, such as 1000")]
    Permutations,
}

/// Checked [`Options`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedOptions(Options);

impl Options {
    /// Checks the options.
    ///
    /// # Errors
    /// Where the level is not between 0 and 1, or replicates or permutations are too few for its tails and the
    /// gate on p.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small, positive")]
    pub fn check(self) -> Result<CheckedOptions, BadOption> {
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(BadOption::Level(self.level));
        }
        let wanted = (2.0 / (1.0 - self.level)).ceil() as usize;
        if self.resamples > 0 && self.resamples < wanted {
            return Err(BadOption::Resamples { found: self.resamples, wanted });
        }
        let wanted = (1.0 / GATES.p).round() as usize - 1;
        if self.permutations > 0 && self.permutations < wanted {
            let (found, p) = (self.permutations, GATES.p);
            return Err(BadOption::FewPermutations { found, wanted, p });
        }
        Ok(CheckedOptions(self))
    }
}

impl CheckedOptions {
    /// The options, to be written beside results.
    #[must_use]
    pub fn get(&self) -> &Options {
        &self.0
    }
}
