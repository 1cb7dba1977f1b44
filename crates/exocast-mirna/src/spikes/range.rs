//! Position of copies relative to the curve.

use std::fmt;

use serde::Serialize;

use super::curve::SpikeCurve;

/// Position of copies relative to the limits and spikes of their curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum CopyRange {
    /// Below the limit of detection.
    BelowDetection,
    /// Above it, but below the limit of quantification.
    BelowQuantification,
    /// Quantified, below the smallest amount of a spike: extrapolated.
    BelowSpikes,
    /// Within the amounts of the spikes.
    Within,
    /// Above the largest amount of a spike: extrapolated.
    AboveSpikes,
}

impl CopyRange {
    pub(super) fn new(copies: f64, curve: &SpikeCurve) -> Self {
        // The ends of the range are within it, whatever the rounding of the fit.
        let (least, most) = (curve.range.0 * (1.0 - 1e-9), curve.range.1 * (1.0 + 1e-9));
        match copies {
            x if x < curve.detection_limit => Self::BelowDetection,
            x if x < curve.quantification_limit => Self::BelowQuantification,
            x if x < least => Self::BelowSpikes,
            x if x > most => Self::AboveSpikes,
            _ => Self::Within,
        }
    }
}

impl fmt::Display for CopyRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BelowDetection => "below detection",
            Self::BelowQuantification => "below quantification",
            Self::BelowSpikes => "below spikes",
            Self::Within => "within",
            Self::AboveSpikes => "above spikes",
        })
    }
}
