//! An estimate with its interval.

use serde::{Deserialize, Serialize};

use super::quantile::{QuantileType, quantile};

/// Half the width of a 95 % interval of the normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A value with the interval in which it is believed to lie, 95 % unless the producer says otherwise.
///
/// The unit is the producer's. Constructors keep `low <= value <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// An interval as it is read, before its ends are checked.
#[derive(Deserialize)]
struct Ends {
    value: f64,
    low: f64,
    high: f64,
}

impl TryFrom<Ends> for Interval {
    type Error = &'static str;

    fn try_from(Ends { value, low, high }: Ends) -> Result<Self, Self::Error> {
        if low <= value && value <= high {
            Ok(Self { value, low, high })
        } else {
            Err("an interval needs low <= value <= high")
        }
    }
}

impl Interval {
    /// An estimate with its ends; an end on the wrong side of the value is moved to the value.
    #[must_use]
    pub fn new(value: f64, low: f64, high: f64) -> Self {
        Self { value, low: low.min(value), high: high.max(value) }
    }

    /// A value known without error.
    #[must_use]
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// A value with the central 95 % of its draws: their quantiles of type 7 at 2.5 and 97.5 %. The value alone
    /// where there are no draws.
    ///
    /// ```
    /// use exocast_core::Interval;
    ///
    /// let draws: Vec<f64> = (0..=40).map(f64::from).collect();
    /// assert_eq!(Interval::of_draws(20.0, &draws), Interval::new(20.0, 1.0, 39.0));
    /// ```
    #[must_use]
    pub fn of_draws(value: f64, draws: &[f64]) -> Self {
        let mut sorted = draws.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self::of_sorted_draws(value, &sorted)
    }

    /// As [`of_draws`](Self::of_draws), for draws in ascending order.
    #[must_use]
    pub fn of_sorted_draws(value: f64, sorted: &[f64]) -> Self {
        let end = |p| quantile(sorted, p, QuantileType::Type7).unwrap_or(value);
        Self::new(value, end(0.025), end(0.975))
    }

    /// The same interval in a unit `factor` times smaller; a negative factor turns it round.
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Self { value: self.value * factor, low: a.min(b), high: a.max(b) }
    }

    /// The quantity at the normal deviate `z`, where the interval is its 95 % interval: the value at 0, the ends
    /// at ∓1.96. Rises with `z`.
    ///
    /// Each side is log-normal where the interval lies above zero, else linear and held at zero.
    ///
    /// ```
    /// use exocast_core::Interval;
    ///
    /// let copies = Interval::new(10.0, 5.0, 40.0);
    /// assert_eq!(copies.at_deviate(0.0), 10.0);
    /// assert!((copies.at_deviate(1.959_963_984_540_054) - 40.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn at_deviate(self, z: f64) -> f64 {
        let Self { value, low, high } = self;
        let end = if z < 0.0 { low } else { high };
        let far = z.abs() / Z95;
        if low > 0.0 {
            value * (end / value).powf(far)
        } else {
            (value + (end - value) * far).max(0.0)
        }
    }

    /// Whether `value` lies inside, ends included.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_its_ends_at_its_quantiles() {
        for interval in [Interval::new(5.0, 1.0, 100.0), Interval::new(5.0, 0.0, 100.0)] {
            assert!((interval.at_deviate(0.0) - 5.0).abs() < 1e-12);
            assert!((interval.at_deviate(-Z95) - interval.low).abs() < 1e-12);
            assert!((interval.at_deviate(Z95) - 100.0).abs() < 1e-9);
            let steps: Vec<f64> =
                (-40..=40).map(|z| interval.at_deviate(f64::from(z) / 10.0)).collect();
            assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]));
        }
        assert!(Interval::exact(0.0).at_deviate(3.0).abs() < 1e-300);
    }
}
