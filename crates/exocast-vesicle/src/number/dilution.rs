//! Dilution factors, and what an export records of them.

use exocast_core::{BadValue, Dilution};
use serde::{Deserialize, Serialize};

/// A dilution factor of 1 or more: a sample for sizing is diluted or measured as it is, and a factor below 1 is the
/// fraction 1/factor by mistake.
///
/// # Errors
/// Where the factor is not finite or below 1.
///
/// ```
/// use exocast_vesicle::diluted;
///
/// assert_eq!(diluted(1000.0)?.get(), 1000.0);
/// assert_eq!(diluted(0.001).unwrap_err().to_string(), "0.001 is not a dilution factor of 1 or more");
/// # Ok::<(), exocast_vesicle::core::BadValue>(())
/// ```
pub fn diluted(factor: f64) -> Result<Dilution, BadValue> {
    let below = BadValue { value: factor, wanted: "a dilution factor of 1 or more" };
    Dilution::new(factor).ok().filter(|dilution| dilution.get() >= 1.0).ok_or(below)
}

/// What an export says about dilution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedDilution {
    /// Nothing: the concentration is of the suspension that was measured.
    #[default]
    NotRecorded,
    /// The instrument has multiplied by this factor already (`NanoSight`).
    Applied(Dilution),
    /// The factor is written down, but the concentrations are not multiplied by it (`ZetaView`).
    NotApplied(Dilution),
}

impl RecordedDilution {
    /// The factor, where one is written down.
    #[must_use]
    pub const fn factor(self) -> Option<Dilution> {
        match self {
            Self::NotRecorded => None,
            Self::Applied(dilution) | Self::NotApplied(dilution) => Some(dilution),
        }
    }
}
