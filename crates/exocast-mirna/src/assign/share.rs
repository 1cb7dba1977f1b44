//! A share with its interval.

use exocast_core::{Interval, Z95};

/// The share `k` of `n` with its 95 % interval by Wilson (1927, J Am Stat Assoc 22:209), which holds at shares near 0 and 1 too
/// (Brown, Cai & `DasGupta` 2001, Stat Sci 16:101). Counts need not be whole. None of nothing.
pub(crate) fn wilson(k: f64, n: f64) -> Option<Interval> {
    if n.is_nan() || n <= 0.0 || k.is_nan() {
        return None;
    }
    let share = (k / n).clamp(0.0, 1.0);
    let z = Z95 * Z95 / n;
    let middle = share + z / 2.0;
    let half = (z * (share * (1.0 - share) + z / 4.0)).sqrt();
    // At the ends both are equal but for rounding.
    let low = if share <= 0.0 { 0.0 } else { (middle - half) / (1.0 + z) };
    let high = if share >= 1.0 { 1.0 } else { (middle + half) / (1.0 + z) };
    Some(Interval::new(share, low.max(0.0), high.min(1.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Newcombe 1998, Stat Med 17:857, Table I, method 3.
    #[test]
    fn as_published() {
        for (k, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let share = wilson(k, n).unwrap();
            assert!((share.low - low).abs() < 6e-5, "{share:?}");
            assert!((share.high - high).abs() < 6e-5, "{share:?}");
        }
        assert_eq!(wilson(0.0, 0.0), None);
    }

    proptest! {
        /// The ends are the shares that lie 1.96 of their own standard deviations from what was seen.
        #[test]
        fn ends_solve_their_equation(n in 0.1_f64..1e7, part in 0.0_f64..1.0) {
            let share = wilson(n * part.powi(3), n).unwrap();
            prop_assert!(share.low <= share.value && share.value <= share.high);
            for end in [share.low, share.high] {
                let distance = (share.value - end).powi(2) * n;
                prop_assert!((distance - Z95 * Z95 * end * (1.0 - end)).abs() < 1e-9 * (1.0 + distance));
            }
        }
    }
}
