//! One export of an instrument, as read.

use exocast_core::words;
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

/// An export of several samples none of which is the one wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_name} {}", said(.samples, .sample))]
#[non_exhaustive]
pub struct SeveralSamples {
    /// The export.
    pub source_name: String,
    /// The samples that it holds.
    pub samples: String,
    /// The sample wanted.
    pub sample: String,
}

/// What the samples of an export are, and what to do.
fn said(samples: &str, sample: &str) -> String {
    if samples.is_empty() {
        return format!(
            "names no samples, so that none is `{sample}`: leave `columns = {{ samples = … }}` of the sample out (in a sheet, its `sizing_name`) where all of the export is of it"
        );
    }
    format!(
        "holds several samples ({samples}) and none is named `{sample}`: name the sample as the file does, or give its name there with `columns = {{ samples = [\"…\"] }}` of the sample in a study (in a sheet `sizing_name`)"
    )
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
        Summary::new(&replicate.sizes, self.percentiles)
    }

    /// Names of the samples that the export tells apart, in its order; none where it names no sample.
    #[must_use]
    pub fn samples(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.replicates.iter().filter_map(|replicate| replicate.sample.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The part of an export of several samples that belongs to the sample `name`; all of it where it holds one
    /// sample, whatever that is called there.
    ///
    /// `inside` are the names that the sample has in the export, where these are not its own.
    ///
    /// # Errors
    /// Where the export holds several samples and none of this name, or lacks one of the names `inside`.
    ///
    /// ```
    /// use exocast_vesicle::instrument;
    ///
    /// let text = "particle_size,small_00,small_01,big_00\n50,3e8,2e8,0\n150,1e8,1e8,4e8\n";
    /// let batch = instrument::read(text.as_bytes(), "batch.csv")?;
    /// assert_eq!(batch.samples(), ["small", "big"]);
    /// assert_eq!(batch.clone().of_sample("small", &[])?.replicates.len(), 2);
    /// let error = batch.of_sample("EV_1", &[]).unwrap_err();
    /// assert!(error.to_string().starts_with("batch.csv holds several samples (`small`, `big`)"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_sample(mut self, name: &str, inside: &[String]) -> Result<Self, SeveralSamples> {
        let Some(wanted) = self.part_of(name, inside)? else { return Ok(self) };
        self.replicates.retain(|replicate| {
            replicate.sample.as_ref().is_some_and(|sample| wanted.contains(sample))
        });
        // One preparation from here on.
        for replicate in &mut self.replicates {
            replicate.sample = Some(name.to_owned());
        }
        Ok(self)
    }

    /// The names in the export that [`of_sample`](Self::of_sample) takes; nothing where it takes all of it.
    ///
    /// # Errors
    /// As [`of_sample`](Self::of_sample).
    pub fn part_of(
        &self,
        name: &str,
        inside: &[String],
    ) -> Result<Option<Vec<String>>, SeveralSamples> {
        let samples: Vec<String> = self.samples().into_iter().map(str::to_owned).collect();
        let source_name = self.source.clone();
        let refused = |missing: Option<&str>| SeveralSamples {
            source_name: source_name.clone(),
            samples: words::quoted(&samples),
            sample: missing.unwrap_or(name).to_owned(),
        };
        let alike = |name: &str| -> Vec<&String> {
            let key = words::sample_key(name);
            samples.iter().filter(|sample| words::sample_key(sample) == key).collect()
        };
        // The one of this name, or the only one that is called so but for marks and case.
        let named = |name: &str| match (
            samples.iter().any(|sample| sample == name),
            alike(name).as_slice(),
        ) {
            (true, _) => Some(name.to_owned()),
            (false, [sample]) => Some((*sample).clone()),
            _ => None,
        };
        if inside.is_empty() {
            if samples.len() < 2 {
                return Ok(None);
            }
            return named(name).map(|name| Some(vec![name])).ok_or_else(|| refused(None));
        }
        let parts = inside.iter().map(|wanted| named(wanted).ok_or_else(|| refused(Some(wanted))));
        parts.collect::<Result<Vec<_>, _>>().map(Some)
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
