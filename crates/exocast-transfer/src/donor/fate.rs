//! The fate of multivesicular bodies.

use serde::Serialize;

/// A multivesicular body either fuses with the plasma membrane, which releases its vesicles, or with a
/// lysosome, which degrades them.
///
/// ```
/// use exocast_transfer::Fate;
///
/// let fate = Fate::new(0.2, 0.8).ok_or("impossible")?;
/// assert!((fate.secreted - 0.2).abs() < 1e-12);
/// assert!((fate.released_per_hour(20.0, 15.0) - 60.0).abs() < 1e-9);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fate {
    /// Share that fuses with the plasma membrane, `k_fus/(k_fus + k_lys)`.
    pub secreted: f64,
    /// Share that fuses with lysosomes, `k_lys/(k_fus + k_lys)`.
    pub degraded: f64,
}

impl Fate {
    /// The fate under two rates, both per hour. Nothing where one is negative or not finite, or both are zero.
    #[must_use]
    pub fn new(fusion: f64, lysosome: f64) -> Option<Self> {
        let all = fusion + lysosome;
        let possible = fusion >= 0.0 && lysosome >= 0.0 && all.is_finite() && all > 0.0;
        possible.then(|| Self { secreted: fusion / all, degraded: lysosome / all })
    }

    /// Vesicles released by a cell per hour, `n_ILV · k_fus · M`, where `M` is in balance:
    /// `turnover = (k_fus + k_lys)·M` bodies meet their fate per hour, with `ilvs` vesicles each.
    #[must_use]
    pub fn released_per_hour(self, ilvs: f64, turnover: f64) -> f64 {
        ilvs * turnover * self.secreted
    }
}
