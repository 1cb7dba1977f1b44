//! Concentration and sizes of several videos and exports.

use exocast_core::Interval;

use super::replicate::Seen;
use crate::error::ComputeError;
use crate::number::{Concentration, Counted, DilutionState, ReplicationUnit, StatedConcentration};
use crate::size::SizeDistribution;
use crate::stats::{between, between_geometric, garwood};

pub(crate) fn stated_as<S: DilutionState>(
    value: f64,
    interval: Option<Interval>,
    unit: ReplicationUnit,
) -> Option<Concentration<S>> {
    match interval {
        Some(interval) => Concentration::with_interval(interval, unit).ok(),
        None => Concentration::new(value).ok(),
    }
}

/// Tracks of all videos, and the volume that they were counted in: tracks over concentration.
pub(crate) fn counted<'a>(videos: impl Iterator<Item = &'a Seen>) -> Option<Counted> {
    let (mut tracks, mut volume_ml) = (0.0, 0.0);
    for video in videos {
        let per_ml = match video.concentration? {
            StatedConcentration::Measured(stated) => stated.per_ml(),
            StatedConcentration::Undiluted(stated) => stated.per_ml() / video.dilution?.get(),
        };
        let followed = video.sizes.tracks().filter(|_| per_ml > 0.0)?;
        tracks += followed;
        volume_ml += followed / per_ml;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    Counted::new(tracks.round() as u64, volume_ml).ok()
}

/// Videos of an export count the same, then exports.
pub(crate) fn pooled_sizes(exports: &[Vec<Seen>]) -> Result<SizeDistribution, ComputeError> {
    let averages: Vec<SizeDistribution> = exports
        .iter()
        .map(|videos| {
            let sizes: Vec<&SizeDistribution> = videos.iter().map(|video| &video.sizes).collect();
            SizeDistribution::average(&sizes)
        })
        .collect::<Result<_, _>>()?;
    SizeDistribution::average(&averages.iter().collect::<Vec<_>>())
}

/// Estimate, interval and what it rests on.
///
/// One export: the mean over its videos, as the instrument averages, with Student's t on the
/// logarithm, and never narrower than counting all tracks allows. Several: the geometric mean of the
/// exports with the spread between them.
pub(crate) fn pooled_concentration(
    exports: &[Vec<&Seen>],
) -> Option<(f64, Option<Interval>, ReplicationUnit)> {
    let values = |videos: &[&Seen]| -> Vec<f64> {
        videos.iter().filter_map(|v| v.concentration.map(|stated| stated.per_ml())).collect()
    };
    let [videos] = exports else {
        let means: Vec<f64> = exports
            .iter()
            .map(|videos| {
                let values = values(videos);
                values.iter().sum::<f64>() / values.len() as f64
            })
            .collect();
        let interval = between_geometric(&means)?;
        return Some((interval.value, Some(interval), ReplicationUnit::Exports(means.len())));
    };
    if let [video] = videos[..] {
        let concentration = video.concentration?;
        return Some((concentration.per_ml(), concentration.interval(), concentration.unit()));
    }
    let values = values(videos);
    let between = between(&values)?;
    let tracks = videos.iter().map(|video| video.sizes.tracks()).sum::<Option<f64>>();
    let interval = match tracks.filter(|&tracks| tracks >= 1.0) {
        None => between,
        Some(tracks) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
            let counted = garwood(tracks.round() as u64);
            let scale = between.value / counted.value;
            Interval::new(
                between.value,
                between.low.min(counted.low * scale),
                between.high.max(counted.high * scale),
            )
        }
    };
    Some((interval.value, Some(interval), ReplicationUnit::Videos(values.len())))
}
