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
///
/// ```
/// use exocast_transfer::Occupancy;
///
/// let rare_and_rich = Occupancy::new(12_000.0, 0.02, 0.00825, 100.0).ok_or("impossible")?;
/// assert!((rare_and_rich.mean - 1.98).abs() < 0.001);
/// assert!((rare_and_rich.none - 0.98).abs() < 0.01);
/// # Ok::<(), &str>(())
/// ```
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
    #[must_use]
    pub fn new(
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
