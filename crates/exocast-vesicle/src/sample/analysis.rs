//! What sizing says about one sample.

use exocast_core::Interval;
use serde::{Deserialize, Serialize, Serializer};

use super::intervals::StatisticInterval;
use super::replicate::Row;
use super::resample::{ClassFraction, Population};
use crate::export::{Entry, Finding, Measurement};
use crate::number::{Concentration, Counted, Track, Undiluted};
use crate::size::{DensityCurve, Selection, SizeDistribution, Summary};

/// The rows of a sample: one per video, and one of the whole sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rows {
    /// One row per video, in order.
    pub videos: Vec<Row>,
    /// The row of the whole sample.
    pub all: Row,
}

impl Rows {
    /// The rows in the order of the tables: videos, then the whole sample.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.videos.iter().chain([&self.all])
    }
}

/// The rows in the order of the tables.
impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// All that sizing says about one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SampleAnalysis {
    /// Name of the sample.
    pub sample: String,
    /// Instrument of each export.
    pub instruments: Vec<String>,
    /// Detection limit, nm, where given.
    pub lod_nm: Option<f64>,
    /// One row per video, in order, then that of the whole sample.
    pub rows: Rows,
    /// Statistics of the pooled distribution (videos count the same, then exports).
    pub pooled: Summary,
    /// Intervals of the statistics of `all`, each with what it rests on.
    pub intervals: Vec<StatisticInterval>,
    /// Fitted size populations; nothing where no mixture can be fitted.
    pub mixture: Option<Selection>,
    /// The populations of the best mixture with their intervals.
    pub populations: Vec<Population>,
    /// Size classes by posterior, in the order of the options.
    pub classes: Vec<ClassFraction>,
    /// Share of all particles, as fitted, that lie above the detection limit.
    pub seen: Option<Interval>,
    /// Number density over size, for figures.
    pub density: DensityCurve,
    /// What does not agree, was left out or was assumed.
    pub findings: Vec<Finding>,
    /// What the exports say around their sizes.
    pub exports: Vec<ExportNotes>,
    /// Particles counted and volume looked at, of the suspension as it was measured; where every video
    /// has its tracks and a concentration.
    pub counted: Option<Counted>,
    /// Followed particles with the lengths of their tracks, where exports have them.
    #[serde(skip)]
    pub tracks: Vec<Track>,
    /// The density of each video.
    #[serde(skip)]
    pub ridges: Vec<Ridge>,
    /// The pooled size distribution.
    #[serde(skip)]
    pub sizes: SizeDistribution,
}

impl SampleAnalysis {
    /// The row of the whole sample.
    #[must_use]
    pub fn all(&self) -> &Row {
        &self.rows.all
    }

    /// Particles per mL of the undiluted sample with its 95 % interval, where its dilution is known.
    #[must_use]
    pub fn undiluted(&self) -> Option<Concentration<Undiluted>> {
        self.all().concentration.and_then(|concentration| concentration.undiluted(None))
    }
}

/// An export without its sizes: for reports of how a sample was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExportNotes {
    /// Name of the source.
    pub source: String,
    /// Instrument and version.
    pub instrument: String,
    /// Number of videos, columns or lists.
    pub replicates: usize,
    /// All keys and values around the sizes.
    pub metadata: Vec<Entry>,
}

impl ExportNotes {
    pub(crate) fn new(export: &Measurement) -> Self {
        Self {
            source: export.source.clone(),
            instrument: export.instrument.to_string(),
            replicates: export.replicates.len(),
            metadata: export.metadata.clone(),
        }
    }
}

/// The density of one video, for ridgelines.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ridge {
    /// Name of the video.
    pub replicate: String,
    /// Its density.
    pub density: DensityCurve,
}
