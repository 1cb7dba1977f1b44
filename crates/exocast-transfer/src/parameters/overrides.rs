//! What the user says of a parameter.

use exocast_core::Interval;
use serde::{Deserialize, Serialize};

use super::entry::Status;

/// What the user says of a parameter: a number, or a number with more about it.
///
/// A bare number is taken as known without error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Override {
    /// The value alone.
    Value(f64),
    /// The value with its 95 % interval, status and source.
    #[non_exhaustive]
    Full {
        /// The value.
        value: f64,
        /// Lower end; the value where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        /// Upper end; the value where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
        /// Whether it was measured; `assumed` where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<Status>,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
}

impl From<f64> for Override {
    fn from(value: f64) -> Self {
        Self::Value(value)
    }
}

impl From<Interval> for Override {
    fn from(range: Interval) -> Self {
        Self::Full {
            value: range.value,
            low: Some(range.low),
            high: Some(range.high),
            status: None,
            source: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_a_map_without_other_names_is_read() {
        let read = serde_json::from_str::<Override>;
        assert_eq!(read("2.5").unwrap(), Override::from(2.5));
        let full = read(r#"{"value": 2, "low": 1, "high": 4}"#).unwrap();
        assert_eq!(full, Override::from(Interval::new(2.0, 1.0, 4.0)));
        assert!(read(r#"{"value": 2, "lower": 1}"#).is_err());
        let text = r#"{"value":2.0,"status":"measured","source":"us"}"#;
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }
}
