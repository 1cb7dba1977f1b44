//! Checks of a study: values, options, groups and files.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use super::{
    Sample, Study,
    error::{StudyError, nearest},
    options,
    source::Source,
};

impl Study {
    pub(super) fn check(&self, source: &Source<'_>) -> Result<(), StudyError> {
        if let Some(spikes) = &self.spikes
            && !(spikes.volume_ul.is_finite() && spikes.volume_ul > 0.0)
        {
            return Err(StudyError::BadValue {
                at: source.at("spikes.volume_ul"),
                key: "spikes.volume_ul".to_owned(),
                value: spikes.volume_ul.to_string(),
                expected: "a volume above zero in µL",
            });
        }
        if let Some(spikes) = &self.spikes
            && !(spikes.dilution.is_finite() && spikes.dilution > 0.0)
        {
            return Err(StudyError::BadValue {
                at: source.at("spikes.dilution"),
                key: "spikes.dilution".to_owned(),
                value: spikes.dilution.to_string(),
                expected: "a dilution factor above zero",
            });
        }
        let mut names = HashSet::new();
        for (place, sample) in self.samples.iter().enumerate() {
            if !names.insert(&sample.name) {
                return Err(StudyError::DuplicateSample {
                    at: source.at(&format!("sample.{place}.name")),
                    name: sample.name.clone(),
                });
            }
            check_sample(sample, place, source)?;
        }
        if self.samples.iter().any(|sample| !sample.reads.is_empty()) {
            let missing = [
                (self.reference.hairpin.is_none(), "`reference.hairpin`"),
                (self.reference.annotation.is_none(), "`reference.annotation`"),
            ];
            if let Some((_, needs)) = missing.into_iter().find(|(missing, _)| *missing) {
                let at = source.file();
                return Err(StudyError::Needs { at, what: "counting reads", needs });
            }
        }
        if self.reference.transcript_annotation.is_some() && self.reference.transcripts.is_none() {
            return Err(StudyError::Needs {
                at: source.at("reference.transcript_annotation"),
                what: "`reference.transcript_annotation`",
                needs: "`reference.transcripts`, the FASTA of its genome",
            });
        }
        options::check(self, source)?;
        self.check_contrasts(source)?;
        self.check_files(source)?;
        self.check_reads(source)
    }

    fn check_contrasts(&self, source: &Source<'_>) -> Result<(), StudyError> {
        let groups = self.groups();
        let mut seen = BTreeSet::new();
        for (place, contrast) in self.contrasts.iter().enumerate() {
            for (key, group) in [("of", &contrast.of), ("against", &contrast.against)] {
                if !groups.iter().any(|(name, _)| name == group) {
                    let known = groups.iter().map(|(name, _)| (*name).to_owned());
                    return Err(StudyError::UnknownGroup {
                        at: source.at(&format!("contrast.{place}.{key}")),
                        group: group.clone(),
                        suggestion: nearest(group, known),
                    });
                }
            }
            if contrast.of == contrast.against {
                return Err(StudyError::BadValue {
                    at: source.at(&format!("contrast.{place}.against")),
                    key: "against of a contrast".to_owned(),
                    value: format!("the group `{}` itself", contrast.of),
                    expected: "a different group",
                });
            }
            if !seen.insert((&contrast.of, &contrast.against)) {
                return Err(StudyError::RepeatedContrast {
                    at: source.at(&format!("contrast.{place}.of")),
                    of: contrast.of.clone(),
                    against: contrast.against.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_files(&self, source: &Source<'_>) -> Result<(), StudyError> {
        for (key, path) in self.inputs() {
            let path = self.resolve(path);
            if path.is_dir() {
                return Err(StudyError::BadValue {
                    at: self.place_of(&key, source),
                    key,
                    value: format!("the folder {}", path.display()),
                    expected: "a file",
                });
            }
            if !path.exists() {
                return Err(StudyError::MissingFile {
                    at: self.place_of(&key, source),
                    key,
                    path: path.display().to_string(),
                });
            }
        }
        Ok(())
    }

    /// Where the study sets a key that [`inputs`](Self::inputs) names: `reference.hairpin`, `sample EV, reads`.
    fn place_of(&self, key: &str, source: &Source<'_>) -> exocast_core::Location {
        let of_sample = |place: usize, sample: &Sample| {
            let rest = key.strip_prefix("sample ")?.strip_prefix(sample.name.as_str())?;
            Some(source.at(&format!("sample.{place}.{}", rest.strip_prefix(", ")?)))
        };
        let mut samples = self.samples.iter().enumerate();
        samples
            .find_map(|(place, sample)| of_sample(place, sample))
            .unwrap_or_else(|| source.at(key))
    }

    /// A file of reads is not empty and counts once, under whatever name.
    fn check_reads(&self, source: &Source<'_>) -> Result<(), StudyError> {
        let mut seen: HashMap<PathBuf, &str> = HashMap::new();
        for (place, sample) in self.samples.iter().enumerate() {
            for (lane, path) in sample.reads.iter().enumerate() {
                let resolved = self.resolve(path);
                if std::fs::metadata(&resolved).is_ok_and(|file| file.is_file() && file.len() == 0)
                {
                    return Err(StudyError::BadValue {
                        at: source.at(&format!("sample.{place}.reads.{lane}")),
                        key: format!("reads of sample {}", sample.name),
                        value: format!("{}, which is empty", path.display()),
                        expected: "a FASTQ file; copy or download it again, or leave the sample out",
                    });
                }
                let file = std::fs::canonicalize(&resolved).unwrap_or(resolved);
                if let Some(first) = seen.insert(file, &sample.name) {
                    return Err(StudyError::RepeatedReads {
                        at: source.at(&format!("sample.{place}.reads.{lane}")),
                        path: path.display().to_string(),
                        first: first.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }
}

fn check_sample(sample: &Sample, place: usize, source: &Source<'_>) -> Result<(), StudyError> {
    let at = |key: &str| source.at(&format!("sample.{place}.{key}"));
    if sample.name.is_empty() || sample.name.contains(|c: char| c == ',' || c.is_control()) {
        return Err(StudyError::BadValue {
            at: at("name"),
            key: "the name of a sample".to_owned(),
            value: format!("{:?}", sample.name),
            expected: "a name without commas, tabs and line ends",
        });
    }
    let mut seen = HashSet::new();
    if let Some(path) = sample.sizing.iter().find(|path| !seen.insert(*path)) {
        return Err(StudyError::BadValue {
            at: at("sizing"),
            key: format!("a file of sample {}", sample.name),
            value: format!("named twice ({})", path.display()),
            expected: "a different file: it would count twice",
        });
    }
    if !sample.reads.is_empty() && sample.counts.is_some() {
        return Err(StudyError::ReadsAndCounts { at: at("counts"), name: sample.name.clone() });
    }
    let positive = |key: &str, value: Option<f64>, least: f64, expected| match value {
        Some(value) if !(value.is_finite() && value > 0.0 && value >= least) => {
            let name = format!("{key} of sample {}", sample.name);
            let value = value.to_string();
            Err(StudyError::BadValue { at: at(key), key: name, value, expected })
        }
        _ => Ok(()),
    };
    positive("spikes_ul", sample.spikes_ul, 0.0, "a volume above zero in µL")?;
    positive("volume_ul", sample.volume_ul, 0.0, "a volume above zero in µL")?;
    positive("dilution", sample.dilution, 1.0, "a dilution factor of 1 or more")?;
    Ok(())
}
