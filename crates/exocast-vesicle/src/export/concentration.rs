//! The concentration of one video from what its export states.

use exocast_core::Interval;

use crate::number::{
    Concentration, DilutionState, RecordedDilution, ReplicationUnit, StatedConcentration,
};
use crate::stats::garwood;

/// The concentration of one video with the Garwood interval of its tracks, where these are known.
pub(crate) fn counted<S: DilutionState>(
    per_ml: f64,
    tracks: Option<f64>,
) -> Option<Concentration<S>> {
    let Some(tracks) = tracks.filter(|&tracks| tracks >= 1.0) else {
        return Concentration::new(per_ml).ok();
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let count = tracks.round() as u64;
    let Interval { value, low, high } = garwood(count);
    let interval = Interval::new(per_ml, per_ml * low / value, per_ml * high / value);
    Concentration::with_interval(interval, ReplicationUnit::Tracks(count)).ok()
}

/// A concentration in the state that the record of the dilution says.
pub(crate) fn stated(
    per_ml: f64,
    tracks: Option<f64>,
    dilution: RecordedDilution,
) -> Option<StatedConcentration> {
    match dilution {
        RecordedDilution::Applied(_) => counted(per_ml, tracks).map(StatedConcentration::Undiluted),
        RecordedDilution::NotRecorded | RecordedDilution::NotApplied(_) => {
            counted(per_ml, tracks).map(StatedConcentration::Measured)
        }
    }
}
