//! One export of an instrument, as read.

use std::fmt;

use exocast_core::Interval;
use serde::{Deserialize, Serialize};

use crate::{
    Concentration, Finding, PercentileRule, RecordedDilution, ReplicationUnit, SizeDistribution,
    StatedConcentration, Summary, Weighting, spread,
};

/// Where an export comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "name", content = "version")]
#[non_exhaustive]
pub enum Instrument {
    /// A NanoSight NTA summary, with the version of its software.
    NanoSight(String),
    /// A list of particles that NanoSight NTA followed.
    NanoSightTracks,
    /// A `ZetaView` size export, with the version of its software.
    ZetaView(String),
    /// A Zetasizer, with the version of its software.
    Zetasizer(String),
    /// A matrix of size by sample.
    Matrix,
    /// A table with a diameter column.
    Table,
    /// One diameter a line.
    ParticleList,
}

impl Instrument {
    /// How the instrument's software reads percentiles from its bins.
    #[must_use]
    pub fn percentile_rule(&self) -> PercentileRule {
        match self {
            Self::NanoSight(version) if version.starts_with("3.2") => PercentileRule::LowerEdge,
            Self::ZetaView(_) => PercentileRule::Centre,
            _ => PercentileRule::UpperEdge,
        }
    }
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NanoSight(version) => write!(f, "NanoSight NTA {version}"),
            Self::NanoSightTracks => f.write_str("NanoSight NTA particles"),
            Self::ZetaView(version) => write!(f, "ZetaView {version}"),
            Self::Zetasizer(version) => write!(f, "Zetasizer {version}"),
            Self::Matrix => f.write_str("size by sample matrix"),
            Self::Table => f.write_str("size table"),
            Self::ParticleList => f.write_str("particle list"),
        }
    }
}

/// The statistics that the export itself gives for one video, nm and per mL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reported {
    /// Mean.
    pub mean: Option<f64>,
    /// Mode.
    pub mode: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 10th percentile.
    pub d10: Option<f64>,
    /// Median.
    pub d50: Option<f64>,
    /// 90th percentile.
    pub d90: Option<f64>,
    /// Concentration, as it stands there.
    pub concentration: Option<f64>,
}

/// What the bins of a block are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Diameter, nm.
    Size,
    /// Diffusion coefficient, 10⁴ nm²/s.
    Diffusion,
}

/// A further distribution of the same particles, as six-block exports have five of.
#[derive(Clone, Debug, PartialEq)]
pub struct FurtherBlock {
    /// What its bins are of.
    pub quantity: Quantity,
    /// What each particle counts for: one, nm² or nm³.
    pub weighting: Weighting,
    /// What the export says about it, in the unit of the quantity.
    pub reported: Reported,
    /// Centres of its bins.
    pub centres: Vec<f64>,
    /// Weight of each bin, per mL.
    pub weights: Vec<f64>,
}

impl FurtherBlock {
    /// Quantity and weighting in words.
    #[must_use]
    pub fn name(&self) -> String {
        let quantity = match self.quantity {
            Quantity::Size => "size",
            Quantity::Diffusion => "diffusion",
        };
        let weighting = match self.weighting {
            Weighting::Number => "number",
            Weighting::Area => "surface area",
            Weighting::Volume => "volume",
        };
        format!("{quantity} by {weighting}")
    }
}

/// One followed particle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Track {
    /// Apparent diameter, nm.
    pub diameter_nm: f64,
    /// Frames over which it was followed.
    pub frames: u32,
}

/// One video, or one column or list.
#[derive(Clone, Debug, PartialEq)]
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
    /// One value, or one a video.
    pub values: Vec<String>,
}

/// One export: replicates with their sizes, what surrounds them, and what does not agree.
#[derive(Clone, Debug, PartialEq)]
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
            let own = replicate.sample.clone().unwrap_or_else(|| name.to_owned());
            if let Some((_, sample)) = samples.iter_mut().find(|(name, _)| *name == own) {
                sample.replicates.push(replicate);
            } else {
                // What holds for the whole file is said once.
                let mut sample = self.clone();
                if !samples.is_empty() {
                    sample.findings.clear();
                }
                sample.replicates.push(replicate);
                samples.push((own, sample));
            }
        }
        samples
    }
}

/// The concentration of one video with the Garwood interval of its tracks, where these are known.
pub(crate) fn counted<S: crate::DilutionState>(
    per_ml: f64,
    tracks: Option<f64>,
) -> Option<Concentration<S>> {
    let Some(tracks) = tracks.filter(|&tracks| tracks >= 1.0) else {
        return Concentration::new(per_ml).ok();
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let count = tracks.round() as u64;
    let Interval { value, low, high } = spread::garwood(count);
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
