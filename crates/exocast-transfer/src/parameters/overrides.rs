//! What the user says of a parameter.

use exocast_core::Interval;
use serde::{Deserialize, Serialize};

use super::entry::Status;

/// What the user says of a parameter: a number, or a number with more about it.
///
/// A bare number is taken as known without error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Override {
    /// The value alone.
    Value(f64),
    /// The value with its 95 % interval, status and source.
    Full(FullOverride),
}

/// A value with its 95 % interval, status and source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FullOverride {
    /// The value.
    pub value: f64,
    /// Lower end; the value where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end; the value where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Whether it was measured; `assumed` where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl From<f64> for Override {
    fn from(value: f64) -> Self {
        Self::Value(value)
    }
}

impl From<Interval> for Override {
    fn from(range: Interval) -> Self {
        Self::Full(FullOverride {
            value: range.value,
            low: Some(range.low),
            high: Some(range.high),
            status: None,
            source: None,
        })
    }
}
