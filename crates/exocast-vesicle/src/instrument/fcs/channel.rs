//! Channels of a flow cytometer.

use serde::Serialize;

use crate::export::{Entry, Finding};

/// How the values of a channel come from what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "scale")]
pub enum ChannelScale {
    /// Stored values over the gain.
    Linear {
        /// `$PnG`; 1 where not given.
        gain: f64,
    },
    /// `offset · 10^(decades · stored/range)`.
    Logarithmic {
        /// First number of `$PnE`.
        decades: f64,
        /// Second number of `$PnE`; 0 there means 1 (3.1, section 3.2.20).
        offset: f64,
    },
}

/// One channel and its values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Channel {
    /// `$PnN`.
    pub name: String,
    /// `$PnS`; empty where not given.
    pub label: String,
    /// Bits of a stored value.
    pub bits: u32,
    /// `$PnR`, one more than the largest stored value.
    pub range: f64,
    /// How values come from what is stored.
    pub scale: ChannelScale,
    /// What is stored, one value an event.
    #[serde(skip)]
    pub stored: Vec<f64>,
}

impl Channel {
    /// Values on the linear scale of the detector.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        let value = |&stored: &f64| match self.scale {
            ChannelScale::Linear { gain } => stored / gain,
            ChannelScale::Logarithmic { decades, offset } => {
                offset * 10_f64.powf(decades * stored / self.range)
            }
        };
        self.stored.iter().map(value).collect()
    }
}

/// The events of one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cytometry {
    /// Name of the source.
    pub source: String,
    /// Version of the standard, such as `3.1`.
    pub version: String,
    /// Number of events.
    pub events: usize,
    /// The channels, in the order of the file.
    pub channels: Vec<Channel>,
    /// All keywords.
    pub metadata: Vec<Entry>,
    /// What does not agree.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}
