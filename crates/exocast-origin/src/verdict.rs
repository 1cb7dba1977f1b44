//! What may be said about a share.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::constants::GATES;

/// How far the data supports a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// The data cannot decide it.
    #[serde(rename = "cannot tell")]
    CannotTell,
    /// The data leans, or does not exclude zero.
    #[serde(rename = "weak")]
    Weak,
    /// The data supports it.
    #[serde(rename = "supported")]
    Supported,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CannotTell => "cannot tell",
            Self::Weak => "weak",
            Self::Supported => "supported",
        })
    }
}

/// What is known about the fit of one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostics {
    /// Condition number of the signature, as in [`Identifiability`](crate::Identifiability).
    pub condition_number: f64,
    /// Correlation of √cargo and √fitted by the known sources.
    pub fit: Option<f64>,
    /// Chance that cargo shuffled over features fits as well; nothing without permutations.
    pub p: Option<f64>,
    /// Signature features that the cargo speaks about, as part of all.
    pub overlap: f64,
    /// Features with cargo above zero.
    pub features: usize,
    /// Share of the unknown source; nothing where it was not estimated.
    pub unknown: Option<f64>,
    /// Relative variance of features around the fit that nothing says is bias; nothing where it was
    /// not estimated.
    pub scatter: Option<f64>,
    /// Part of the cargo that would have to move to other features to agree with the fit; for amounts
    /// that are not counts.
    pub misplaced: Option<f64>,
    /// Whether the fit settled.
    pub converged: bool,
}

impl Diagnostics {
    /// The verdict on the sample: the worst of the gates of [`GATES`], each a plain threshold.
    #[must_use]
    pub fn verdict(&self, sources: usize) -> Verdict {
        let Some(fit) = self.fit else { return Verdict::CannotTell };
        let unknown = self.unknown.unwrap_or(0.0);
        let none = self.p.is_some_and(|p| p > GATES.p)
            || fit < GATES.fit_none
            || self.overlap < GATES.overlap_none
            || unknown > GATES.unknown_none
            || self.scatter.is_some_and(|scatter| scatter > GATES.scatter)
            || self.misplaced.is_some_and(|part| part > GATES.misplaced_none)
            || self.features < GATES.features;
        let weak = fit < GATES.fit_weak
            || self.overlap < GATES.overlap_weak
            || unknown > GATES.unknown_weak
            || self.misplaced.is_some_and(|part| part > GATES.misplaced_weak)
            || (self.features as f64) < GATES.features_per_source * sources as f64
            || self.condition_number > GATES.condition
            || !self.converged;
        if none {
            Verdict::CannotTell
        } else if weak {
            Verdict::Weak
        } else {
            Verdict::Supported
        }
    }
}
