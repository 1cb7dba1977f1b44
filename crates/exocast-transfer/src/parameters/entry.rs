//! What is known of a parameter before the user says anything.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Measured, in the cited paper or by the user.
    Measured,
    /// Fitted to data by this project.
    Fitted,
    /// Believed or chosen; no measurement is cited for it.
    Assumed,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measured => "measured",
            Self::Fitted => "fitted",
            Self::Assumed => "assumed",
        })
    }
}

/// How a parameter varies over its 95 % range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// It does not vary.
    Fixed,
    /// The logarithm is normal and the range is its central 95 %; shares are cut at 1.
    LogNormal,
    /// The log odds are normal and the range is its central 95 %; for shares.
    LogitNormal,
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "fixed",
            Self::LogNormal => "log-normal",
            Self::LogitNormal => "logit-normal",
        })
    }
}

/// What values a parameter can take at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Above zero.
    Positive,
    /// Zero or more.
    NonNegative,
    /// From 0 to 1.
    Share,
}

impl Domain {
    /// Whether `value` is possible.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Self::Positive => value > 0.0,
                Self::NonNegative => value >= 0.0,
                Self::Share => (0.0..=1.0).contains(&value),
            }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Positive => "a finite number above zero",
            Self::NonNegative => "a finite number, zero or more",
            Self::Share => "a share from 0 to 1",
        })
    }
}

/// One row of the table: everything known of a parameter before the user says anything.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Name in kebab-case, as options, ledger and sensitivity table have it.
    pub name: &'static str,
    /// Default value.
    pub value: f64,
    /// Lower end of the 95 % range.
    pub low: f64,
    /// Upper end of the 95 % range.
    pub high: f64,
    /// How it varies over the range.
    pub distribution: Distribution,
    /// What it can be at all.
    pub domain: Domain,
    /// Unit; empty for shares and counts.
    pub unit: &'static str,
    /// Where the value comes from.
    pub status: Status,
    /// Citation, or the reason of the assumption.
    pub source: &'static str,
}
