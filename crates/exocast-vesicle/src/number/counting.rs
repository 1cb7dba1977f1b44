//! Concentrations from counts: blanks, detection limits, coincidence.

use exocast_core::{BadValue, Interval};
use serde::Serialize;

use super::concentration::{Concentration, Measured, ReplicationUnit};
use crate::stats::garwood;

/// Particles counted in a volume of the suspension, mL.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Counted {
    /// Number of particles.
    pub count: u64,
    /// Volume looked at, mL.
    pub volume_ml: f64,
}

impl Counted {
    /// Checks a count and its volume.
    ///
    /// # Errors
    /// Where the volume is not above zero.
    pub fn new(count: u64, volume_ml: f64) -> Result<Self, BadValue> {
        if volume_ml.is_finite() && volume_ml > 0.0 {
            Ok(Self { count, volume_ml })
        } else {
            Err(BadValue { value: volume_ml, wanted: "a volume above 0 mL" })
        }
    }

    /// `n/V` with the Garwood interval of the count.
    ///
    /// # Errors
    /// Where the quotient is no finite number.
    pub fn concentration(self) -> Result<Concentration<Measured>, BadValue> {
        let interval = garwood(self.count).scale(1.0 / self.volume_ml);
        Concentration::with_interval(interval, ReplicationUnit::Tracks(self.count))
    }

    /// The concentration above that of a blank: `n_s/V_s − n_b/V_b`, with variance
    /// `n_s/V_s² + n_b/V_b²`.
    ///
    /// The interval is that of Zou & Donner (2008, Stat Med 27:1693), which puts the Garwood limits
    /// of both together and so holds for few counts as well; it may reach below zero.
    ///
    /// ```
    /// use exocast_vesicle::Counted;
    ///
    /// let net = Counted::new(306, 1e-5)?.above(Counted::new(30, 1e-5)?);
    /// assert!((net.difference.value - 2.76e7).abs() < 1e-6);
    /// assert!((net.sd - 336_f64.sqrt() * 1e5).abs() < 1e-6);
    /// assert!(net.detected);
    /// # Ok::<(), exocast_core::BadValue>(())
    /// ```
    #[must_use]
    pub fn above(self, blank: Self) -> Net {
        let per_ml = |counted: Self| garwood(counted.count).scale(1.0 / counted.volume_ml);
        let (sample, other) = (per_ml(self), per_ml(blank));
        let value = sample.value - other.value;
        let low = value - (sample.value - sample.low).hypot(other.high - other.value);
        let high = value + (sample.high - sample.value).hypot(other.value - other.low);
        let part = |counted: Self| counted.count as f64 / counted.volume_ml.powi(2);
        // The blank, seen in the sample's volume.
        let expected = blank.count as f64 * self.volume_ml / blank.volume_ml;
        let limits = Currie::new(expected, self.volume_ml / blank.volume_ml);
        let net_count = self.count as f64 - expected;
        Net {
            difference: Interval::new(value, low, high),
            sd: (part(self) + part(blank)).sqrt(),
            detected: net_count > limits.decision,
            limit_per_ml: limits.detection / self.volume_ml,
        }
    }
}

/// A concentration above a blank, per mL.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Net {
    /// The difference with its 95 % interval.
    pub difference: Interval,
    /// Its standard deviation by Poisson counts.
    pub sd: f64,
    /// Whether the count is above Currie's decision limit.
    pub detected: bool,
    /// Currie's detection limit.
    pub limit_per_ml: f64,
}

/// Limits in counts over a background counted as well (Currie 1968, Anal Chem 40:586).
struct Currie {
    /// Net counts above which something was detected, `1.645 √(B(1 + r))`: false in 5 % of blanks.
    decision: f64,
    /// Net counts that are detected in 95 % of samples, `2.71 + 3.29 √(B(1 + r))`.
    detection: f64,
}

impl Currie {
    /// For B counts of background in the sample's volume, known from a blank of another volume:
    /// `ratio` r is the volume of the sample over that of the blank, and B counts in the sample have
    /// variance B, their estimate from the blank rB. Equal volumes give `√(2B)`.
    fn new(background: f64, ratio: f64) -> Self {
        let root = (background.max(0.0) * (1.0 + ratio.max(0.0))).sqrt();
        Self { decision: 1.645 * root, detection: 2.71 + 3.29 * root }
    }
}

/// The number of particles behind `observed` events where several within the volume `probe` of a
/// total `volume` count as one: `−V/v ln(1 − N v/V)` (Poisson). Nothing where all of it is full.
///
/// ```
/// let particles = exocast_vesicle::coincidence(1e5, 1.0, 1e-6).ok_or("full")?;
/// assert!((particles - 105_360.515_657_826_28).abs() < 1e-6);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn coincidence(observed: f64, volume: f64, probe: f64) -> Option<f64> {
    let share = observed * probe / volume;
    (observed >= 0.0 && (0.0..1.0).contains(&share))
        .then(|| if share > 0.0 { -volume / probe * (-share).ln_1p() } else { observed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_equal_volumes_are_those_of_paired_counts() {
        let limits = Currie::new(50.0, 1.0);
        assert!((limits.detection - 35.61).abs() < 1e-9);
        assert!((limits.decision - 16.45).abs() < 1e-9);
    }
}
