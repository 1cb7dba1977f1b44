//! Shares of counted reads with exact intervals.

use exocast_core::tails::beta_quantile;

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounded {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Probability of either tail.
const TAIL: f64 = 0.025;

impl Bounded {
    /// `part` of `all` independent reads (Clopper & Pearson 1934, Biometrika 26:404); nothing where there are none.
    pub(super) fn share(part: u64, all: u64) -> Option<Self> {
        if all == 0 || part > all {
            return None;
        }
        let (k, n) = (part as f64, all as f64);
        let low = if part == 0 { 0.0 } else { beta_quantile(k, n - k + 1.0, TAIL)? };
        let high = if part == all { 1.0 } else { beta_quantile(k + 1.0, n - k, 1.0 - TAIL)? };
        Some(Self { value: k / n, low, high })
    }

    /// The share of what is not in it.
    pub(super) fn complement(self) -> Self {
        Self { value: 1.0 - self.value, low: 1.0 - self.high, high: 1.0 - self.low }
    }

    /// A number with a standard error.
    pub(super) fn normal(value: f64, error: f64) -> Self {
        let half = exocast_core::Z95 * error;
        Self { value, low: value - half, high: value + half }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use statrs::distribution::{Binomial, DiscreteCDF};

    use super::*;

    #[test]
    fn clopper_pearson_as_published() {
        let close = |a: f64, b: f64| (a - b).abs() < 5e-4;
        // Tabulated: 10 of 100.
        let share = Bounded::share(10, 100).unwrap();
        assert!(close(share.low, 0.0490) && close(share.high, 0.1762), "{share:?}");
        // None of n: 1 − 0.025^(1/n).
        let none = Bounded::share(0, 30).unwrap();
        assert!(close(none.high, 1.0 - 0.025_f64.powf(1.0 / 30.0)) && none.low <= 0.0);
        assert_eq!(Bounded::share(0, 0), None);
    }

    #[test]
    fn few_of_many_million_reads_have_an_end() {
        // Limits of Poisson for five (Garwood 1936).
        for all in [30_000_000_u64, 1_000_000_000] {
            let share = Bounded::share(5, all).unwrap();
            assert!((share.low * all as f64 - 1.623_486).abs() < 1e-5, "{share:?}");
            assert!((share.high * all as f64 - 11.668_332).abs() < 1e-5, "{share:?}");
            let rest = Bounded::share(all - 5, all).unwrap().complement();
            assert!((rest.low * all as f64 - 1.623_486).abs() < 1e-4, "{rest:?}");
        }
    }

    proptest! {
        #[test]
        fn ends_leave_a_fortieth_to_either_side(n in 1_u64..5000, part in 0_u64..5000) {
            let k = part % n;
            let share = Bounded::share(k, n).unwrap();
            prop_assert!(share.low <= share.value && share.value <= share.high);
            if k > 0 {
                let at_least = Binomial::new(share.low, n).unwrap().sf(k - 1);
                prop_assert!((at_least - TAIL).abs() < 1e-6, "{at_least}");
            }
            if k < n {
                let at_most = Binomial::new(share.high, n).unwrap().cdf(k);
                prop_assert!((at_most - TAIL).abs() < 1e-6, "{at_most}");
            }
        }
    }
}
