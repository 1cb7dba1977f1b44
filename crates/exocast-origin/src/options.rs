//! How shares are estimated.

use serde::{Deserialize, Serialize};

use crate::{
    constants::GATES,
    method::{Method, Scaling},
};

/// Options of a deconvolution.
///
/// ```
/// use exocast_origin::{Method, Options, core::options::Options as _};
///
/// let mut options = Options::default();
/// options.method = Method::Poisson;
/// options.level = 0.9;
/// assert_eq!(options.check()?.resamples, 200);
/// # Ok::<(), exocast_origin::BadOption>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Options {
    /// How cargo is compared with a mixture. Default `auto`.
    pub method: Method,
    /// The unit of the columns of the signature. Default `as-given`.
    pub scaling: Scaling,
    /// Whether a source outside of the signature is estimated too. Default true.
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

/// An invalid option.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A coverage outside of 0 to 1.
    #[error("`level` is {0}; it has to lie between 0 and 1, such as 0.95")]
    Level(f64),
    /// Too few replicates for the tails asked for.
    #[error("`resamples` is {given}; intervals of this level need {least}, or 0 for none")]
    Resamples {
        /// The number in the options.
        given: usize,
        /// Least number.
        least: usize,
    },
    /// Too few permutations to reach the p that the gate asks for.
    #[error("`permutations` is {given}; p below {p} needs {least}, or 0 for none")]
    FewPermutations {
        /// The number in the options.
        given: usize,
        /// Least number.
        least: usize,
        /// The p of the gate.
        p: f64,
    },
    /// A share of the features to take as selected that is outside of 0 to 1.
    #[error("`top` is {0}; it has to lie between 0 and 1, such as 0.05")]
    Top(f64),
    /// A smallest set size below what a test needs.
    #[error("`least-features` is {0}; a set needs at least one feature")]
    LeastFeatures(usize),
    /// A fold that would let any feature be a marker.
    #[error("`fold` is {0}; it has to be 1 or more, such as 2")]
    Fold(f64),
    /// Numbers of markers that no signature has.
    #[error(
        "`least` is {least} and `most` is {most}; `least` has to be 1 or more, and `most` no less than `least`"
    )]
    Markers {
        /// Fewest.
        least: usize,
        /// Most.
        most: usize,
    },
    /// No permutation where a test is made of them.
    #[error("`permutations` is 0; `gsea` needs random sets to compare with, such as 1000")]
    Permutations,
}

impl exocast_core::options::Options for Options {
    type Error = BadOption;

    /// The level has to lie between 0 and 1, and replicates and permutations have to be enough for its tails and the
    /// gate on p.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small, positive")]
    fn validate(&self) -> Result<(), BadOption> {
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(BadOption::Level(self.level));
        }
        let least = (2.0 / (1.0 - self.level)).ceil() as usize;
        if self.resamples > 0 && self.resamples < least {
            return Err(BadOption::Resamples { given: self.resamples, least });
        }
        let least = (1.0 / GATES.p).round() as usize - 1;
        if self.permutations > 0 && self.permutations < least {
            let (given, p) = (self.permutations, GATES.p);
            return Err(BadOption::FewPermutations { given, least, p });
        }
        Ok(())
    }
}
