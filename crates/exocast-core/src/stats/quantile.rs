//! Sample quantiles, types 1 to 9 of Hyndman & Fan (1996, Am Stat 50:361).

use serde::{Deserialize, Serialize};

/// How a quantile is read from an ordered sample. Type 7 is the default of R and `NumPy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is the definition of that number in the paper")]
pub enum QuantileType {
    Type1,
    Type2,
    Type3,
    Type4,
    Type5,
    Type6,
    #[default]
    Type7,
    Type8,
    Type9,
}

impl QuantileType {
    /// All nine, in order.
    pub const ALL: [Self; 9] = [
        Self::Type1,
        Self::Type2,
        Self::Type3,
        Self::Type4,
        Self::Type5,
        Self::Type6,
        Self::Type7,
        Self::Type8,
        Self::Type9,
    ];
}

/// The quantile at probability `p` of a sample in ascending order.
///
/// Nothing where the sample is empty or `p` is outside of 0 to 1. The sample has to be sorted by
/// [`f64::total_cmp`] and free of `NaN`.
///
/// ```
/// use exocast_core::quantile::{QuantileType, quantile};
///
/// assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, QuantileType::Type7), Some(2.5));
/// assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, QuantileType::Type1), Some(2.0));
/// ```
#[must_use]
pub fn quantile(sorted: &[f64], p: f64, kind: QuantileType) -> Option<f64> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let n = sorted.len() as f64;
    // x[j] counts from 1 and is held inside the sample.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=n")]
    let x = |j: f64| sorted[(j.clamp(1.0, n) as usize) - 1];
    // m of the paper; types 1 to 3 are steps, 4 to 9 interpolate.
    let (m, step) = match kind {
        QuantileType::Type1 | QuantileType::Type2 => (0.0, true),
        QuantileType::Type3 => (-0.5, true),
        QuantileType::Type4 => (0.0, false),
        QuantileType::Type5 => (0.5, false),
        QuantileType::Type6 => (p, false),
        QuantileType::Type7 => (1.0 - p, false),
        QuantileType::Type8 => ((p + 1.0) / 3.0, false),
        QuantileType::Type9 => (p / 4.0 + 3.0 / 8.0, false),
    };
    // n·p + m is meant to be exact at the steps: absorb what rounding adds or takes, as R does.
    let position = n * p + m;
    let fuzz = 4.0 * f64::EPSILON * position.abs().max(1.0);
    let j = (position + fuzz).floor();
    let g = position - j;
    let g = if g.abs() < fuzz { 0.0 } else { g };
    let gamma = if step {
        let at_step = g <= 0.0;
        match kind {
            QuantileType::Type2 if at_step => 0.5,
            QuantileType::Type3 if at_step && (j % 2.0).abs() < 0.5 => 0.0,
            QuantileType::Type1 if at_step => 0.0,
            _ => 1.0,
        }
    } else {
        g
    };
    let (below, above) = (x(j), x(j + 1.0));
    Some(if gamma <= 0.0 {
        below
    } else if gamma >= 1.0 {
        above
    } else {
        below + gamma * (above - below)
    })
}

/// Sorts a copy of the sample and reads several type 7 quantiles from it.
///
/// Nothing where the sample is empty or a probability is outside of 0 to 1.
#[must_use]
pub fn quantiles(sample: &[f64], probabilities: &[f64]) -> Option<Vec<f64>> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    probabilities.iter().map(|&p| quantile(&sorted, p, QuantileType::Type7)).collect()
}
