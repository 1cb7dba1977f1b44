//! One export of an instrument, as read.

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::instrument::Instrument;
use super::reported::{FurtherBlock, Reported};
use crate::number::{RecordedDilution, StatedConcentration, Track};
use crate::size::{PercentileRule, SizeDistribution, Summary};

/// One video, or one column or list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Replicate {
    /// Its name in the export.
    pub name: String,
    /// The sample it belongs to, where one export holds several.
    pub sample: Option<String>,
    /// Sizes in nm; `tracks` are the valid tracks or traces.
    pub sizes: SizeDistribution,
    /// What the export says about it.
    pub reported: Reported,
    /// Particles per mL in the state that the export gives, with the Garwood interval of its tracks.
    pub concentration: Option<StatedConcentration>,
    /// What the export says about dilution.
    pub dilution: RecordedDilution,
    /// Further distributions of the same particles.
    pub further: Vec<FurtherBlock>,
    /// Followed particles with the length of their tracks, in the order of the file, where given.
    pub tracks: Vec<Track>,
}

impl Replicate {
    /// Sizes of which nothing else is known.
    #[must_use]
    pub fn new(name: impl Into<String>, sizes: SizeDistribution) -> Self {
        Self {
            name: name.into(),
            sample: None,
            sizes,
            reported: Reported::default(),
            concentration: None,
            dilution: RecordedDilution::NotRecorded,
            further: Vec::new(),
            tracks: Vec::new(),
        }
    }
}

/// One line of what surrounds the sizes in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The section of the file, empty where it has none.
    pub section: String,
    /// The key.
    pub key: String,
    /// One value, or one per video.
    pub values: Vec<String>,
}

/// One export: replicates with their sizes, what surrounds them, and what does not agree.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// Name of the source, as errors give it.
    pub source: String,
    /// Where it comes from.
    pub instrument: Instrument,
    /// Videos or columns, in the order of the file; at least one.
    pub replicates: Vec<Replicate>,
    /// All keys and values around the sizes.
    pub metadata: Vec<Entry>,
    /// What does not agree, or was passed over.
    pub findings: Vec<Finding>,
    /// How the software of this export reads percentiles from its bins.
    pub percentiles: PercentileRule,
}

impl Measurement {
    /// Replicates without anything around them.
    #[must_use]
    pub fn new(
        source: impl Into<String>,
        instrument: Instrument,
        replicates: Vec<Replicate>,
    ) -> Self {
        let percentiles = instrument.percentile_rule();
        let (metadata, findings) = (Vec::new(), Vec::new());
        Self { source: source.into(), instrument, replicates, metadata, findings, percentiles }
    }

    /// The first value of a key, where the export has it.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        let entry = self.metadata.iter().find(|entry| entry.key == key)?;
        entry.values.first().map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The statistics of one replicate, with the arithmetic of the instrument.
    #[must_use]
    pub fn summary(&self, replicate: &Replicate) -> Summary {
        Summary::of(&replicate.sizes, self.percentiles)
    }

    /// The samples that one export holds: itself under `name`, or, for a matrix, one for each group
    /// of columns that differ only in a video number (`…_00`, `…_01`).
    #[must_use]
    pub fn split(mut self, name: &str) -> Vec<(String, Self)> {
        let mut samples: Vec<(String, Self)> = Vec::new();
        for replicate in std::mem::take(&mut self.replicates) {
            let sample_name = replicate.sample.clone().unwrap_or_else(|| name.to_owned());
            if let Some((_, sample)) = samples.iter_mut().find(|(name, _)| *name == sample_name) {
                sample.replicates.push(replicate);
            } else {
                // What holds for the whole file is said once.
                let mut sample = self.clone();
                if !samples.is_empty() {
                    sample.findings.clear();
                }
                sample.replicates.push(replicate);
                samples.push((sample_name, sample));
            }
        }
        samples
    }
}
