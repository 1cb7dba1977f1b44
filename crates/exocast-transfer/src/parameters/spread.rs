//! From a 95 % range to a random quantity.

use exocast_core::{Interval, Z95};
use statrs::distribution::{ContinuousCDF as _, Normal};

use super::entry::{Distribution, Domain};

/// Quantile function of the standard normal distribution.
pub(crate) fn normal_quantile(u: f64) -> f64 {
    Normal::standard().inverse_cdf(u)
}

/// A random quantity as a function of a standard normal score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Spread {
    /// Always the same.
    Fixed(f64),
    /// `min(exp(mu + sd·z), most)`.
    LogNormal { mu: f64, sd: f64, most: f64 },
    /// Log odds `mu + sd·z`.
    LogitNormal { mu: f64, sd: f64 },
    /// Zero in the lower half, then rising straight to `high` at the upper end of the range: a
    /// quantity that was not seen, with an upper limit.
    Censored { high: f64 },
}

impl Spread {
    /// The quantity whose central 95 % is `range`.
    ///
    /// A log-normal range that reaches down to zero keeps its value as the median and its upper end.
    pub(crate) fn new(range: Interval, distribution: Distribution, domain: Domain) -> Self {
        let Interval { value, low, high } = range;
        let most = if domain == Domain::Share { 1.0 } else { f64::INFINITY };
        if distribution == Distribution::Fixed || high <= low {
            Self::Fixed(value)
        } else if value <= 0.0 {
            Self::Censored { high }
        } else if distribution == Distribution::LogitNormal {
            let odds = |share: f64| (share / (1.0 - share)).ln();
            Self::LogitNormal {
                mu: f64::midpoint(odds(low), odds(high)),
                sd: (odds(high) - odds(low)) / (2.0 * Z95),
            }
        } else if low > 0.0 {
            Self::LogNormal {
                mu: f64::midpoint(low.ln(), high.ln()),
                sd: (high.ln() - low.ln()) / (2.0 * Z95),
                most,
            }
        } else if high > value {
            Self::LogNormal { mu: value.ln(), sd: (high / value).ln() / Z95, most }
        } else {
            Self::Fixed(value)
        }
    }

    /// Whether the quantity varies at all.
    pub(crate) fn varies(self) -> bool {
        !matches!(self, Self::Fixed(_))
    }

    /// The value at the probability `u` and its normal score `z`, and whether it was cut.
    pub(crate) fn at(self, u: f64, z: f64) -> (f64, bool) {
        match self {
            Self::Fixed(value) => (value, false),
            Self::LogNormal { mu, sd, most } => {
                let value = (mu + sd * z).exp();
                (value.min(most), value > most)
            }
            Self::LogitNormal { mu, sd } => (1.0 / (1.0 + (-(mu + sd * z)).exp()), false),
            Self::Censored { high } => (high * ((u - 0.5) / 0.475).max(0.0), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_the_central_95_percent() {
        let check = |range: Interval, distribution, domain| {
            let spread = Spread::new(range, distribution, domain);
            for (u, wanted) in [(0.025, range.low), (0.975, range.high)] {
                let value = spread.at(u, normal_quantile(u)).0;
                assert!((value / wanted - 1.0).abs() < 1e-9, "{value} for {wanted}");
            }
        };
        check(Interval::new(60.0, 10.0, 1000.0), Distribution::LogNormal, Domain::NonNegative);
        check(Interval::new(0.2, 0.02, 0.6), Distribution::LogitNormal, Domain::Share);
    }

    #[test]
    fn what_reaches_zero_is_not_negative_and_not_endless() {
        let unseen =
            Spread::new(Interval::new(0.0, 0.0, 0.4), Distribution::LogNormal, Domain::NonNegative);
        assert!(unseen.at(0.4, normal_quantile(0.4)).0.abs() < f64::EPSILON);
        assert!((unseen.at(0.975, normal_quantile(0.975)).0 - 0.4).abs() < 1e-12);
        let weak =
            Spread::new(Interval::new(0.1, 0.0, 0.4), Distribution::LogNormal, Domain::NonNegative);
        assert!((weak.at(0.5, 0.0).0 - 0.1).abs() < 1e-12);
        assert!((weak.at(0.975, normal_quantile(0.975)).0 - 0.4).abs() < 1e-9);
    }

    #[test]
    fn shares_are_cut_at_one() {
        let phi =
            Spread::new(Interval::new(0.5, 0.05, 1.0), Distribution::LogNormal, Domain::Share);
        let (value, cut) = phi.at(0.99, normal_quantile(0.99));
        assert!(cut && (value - 1.0).abs() < f64::EPSILON);
    }
}
