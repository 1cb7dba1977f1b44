//! How unequal recipient cells are when few vesicles carry the cargo.

use serde::Serialize;

/// Copies that single cells receive where each vesicle carries all or nothing.
///
/// How much of a target site is occupied is the `SiteOccupancy` of `exocast-target`.
///
/// Of `n` vesicles taken up by a cell each escapes with probability `f` and is loaded with probability
/// `p = λ/c`; a loaded one carries `c` copies. The number of loaded vesicles that reach the cytosol is
/// binomial with `n` trials and probability `f·p`, whatever the order of the two. The mean depends on
/// `λ` alone and not on how it is spread over vesicles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Occupancy {
    /// Mean copies per cell, `n·f·λ`.
    pub mean: f64,
    /// Share of cells that receive no copy, `(1 − f·p)ⁿ`.
    pub none: f64,
    /// Standard deviation over mean between cells, `√((1 − f·p)/(n·f·p))`; infinite where no cell
    /// receives any.
    pub cv: f64,
}

impl Occupancy {
    /// `vesicles` taken up per cell, escape share, mean `copies_per_vesicle`, and the copies that a
    /// loaded vesicle carries.
    ///
    /// Nothing where a number is negative or not finite, escape is above 1, or the loaded vesicles would
    /// have to carry more copies than there are vesicles for: `copies_per_vesicle > copies_per_loaded`.
    pub(crate) fn new(
        vesicles: f64,
        escape: f64,
        copies_per_vesicle: f64,
        copies_per_loaded: f64,
    ) -> Option<Self> {
        let possible = [vesicles, escape, copies_per_vesicle, copies_per_loaded]
            .iter()
            .all(|value| value.is_finite() && *value >= 0.0);
        if !possible
            || escape > 1.0
            || copies_per_loaded <= 0.0
            || copies_per_vesicle > copies_per_loaded
        {
            return None;
        }
        let hit = escape * copies_per_vesicle / copies_per_loaded;
        let hits = vesicles * hit;
        let none = (vesicles * (-hit).ln_1p()).exp();
        let cv = if hits > 0.0 { ((1.0 - hit) / hits).sqrt() } else { f64::INFINITY };
        Some(Self {
            mean: vesicles * escape * copies_per_vesicle,
            none: if vesicles > 0.0 { none } else { 1.0 },
            cv,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Of 20,000 drawn cells; the closed form is held to its sampling error.
    #[test]
    fn rare_and_rich_vesicles() {
        for (copies, none, cv, tolerance) in [
            (1.0, 0.1391, 0.713_657_432_263_232_1, 0.01),
            (10.0, 0.8236, 2.268_679_715_818_471_7, 0.02),
            (100.0, 0.9832, 7.705_257_804_994_966, 0.1),
        ] {
            let occupancy = Occupancy::new(12_000.0, 0.02, 0.00825, copies).unwrap();
            assert!((occupancy.mean / 1.98 - 1.0).abs() < 1e-12);
            assert!((occupancy.none - none).abs() < 0.005, "{occupancy:?}");
            assert!((occupancy.cv / cv - 1.0).abs() <= tolerance, "{occupancy:?}");
        }
    }

    proptest! {
        #[test]
        fn spreading_the_cargo_keeps_the_mean(
            vesicles in 1.0..1e6, escape in 0.0..1.0, copies in 1e-4..1.0, loaded in 1.0..1e3,
        ) {
            let occupancy = Occupancy::new(vesicles, escape, copies, 1.0).unwrap();
            let other = Occupancy::new(vesicles, escape, copies, loaded).unwrap();
            prop_assert!((occupancy.mean - other.mean).abs() <= 1e-12 * occupancy.mean);
            prop_assert!(
                other.none >= occupancy.none - 1e-12 && other.cv >= occupancy.cv * (1.0 - 1e-12)
            );
        }
    }
}
