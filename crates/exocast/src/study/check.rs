//! Checks of a study: values, options, groups and files.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use super::{
    LeftOut, Sample, Study,
    error::{StudyError, nearest},
    options,
    source::Source,
};
use crate::io::SheetPath;

/// Something wrong with a file; of which sample, where it is its reads, counts or sizing.
struct Fault {
    of_sample: Option<(usize, &'static str)>,
    error: StudyError,
}

impl Study {
    /// Everything that is wrong, at once. Where the study keeps going, inputs of samples that are not there are left
    /// out of it instead.
    pub(super) fn check(&mut self, source: &Source<'_>) -> Result<(), StudyError> {
        let mut faults = self.values(source);
        faults.extend(options::check(self, source).err());
        faults.extend(self.check_contrasts(source).err());
        let of_files: Vec<Fault> = self.files(source);
        let keeps = self.run.keep_going && faults.is_empty();
        if keeps && of_files.iter().all(|fault| fault.of_sample.is_some()) {
            for Fault { of_sample, error } in of_files {
                if let Some((place, what)) = of_sample {
                    self.leave_out(place, what, &error);
                }
            }
        } else {
            faults.extend(of_files.into_iter().map(|fault| fault.error));
        }
        match faults.len() {
            0 => Ok(()),
            1 => Err(faults.remove(0)),
            _ => Err(StudyError::Several(faults)),
        }
    }

    /// Leaves one kind of input out of a sample: a part of its lanes is not the sample.
    fn leave_out(&mut self, place: usize, what: &'static str, error: &StudyError) {
        let sample = &mut self.samples[place];
        match what {
            "reads" => sample.reads.clear(),
            "sizing" => sample.sizing.clear(),
            _ => sample.counts = None,
        }
        let known = |out: &LeftOut| out.sample == sample.name && out.what == what;
        if !self.left_out.iter().any(known) {
            let (sample, why) = (sample.name.clone(), error.to_string());
            self.left_out.push(LeftOut { sample, what, why });
        }
    }

    fn values(&self, source: &Source<'_>) -> Vec<StudyError> {
        let mut faults = Vec::new();
        let mut refused = |key: &str, value: f64, expected| {
            if !(value.is_finite() && value > 0.0) {
                let (at, key, value) = (source.at(key), key.to_owned(), value.to_string());
                faults.push(StudyError::BadValue { at, key, value, expected });
            }
        };
        if let Some(spikes) = &self.spikes {
            refused("spikes.volume_ul", spikes.volume_ul, "a volume above zero in µL");
            refused("spikes.dilution", spikes.dilution, "a dilution factor above zero");
        }
        let mut names = HashSet::new();
        for (place, sample) in self.samples.iter().enumerate() {
            if !names.insert(&sample.name) {
                faults.push(StudyError::DuplicateSample {
                    at: source.at(&format!("sample.{place}.name")),
                    name: sample.name.clone(),
                });
            }
            faults.extend(check_sample(sample, place, source).err());
        }
        faults.extend(check_columns(&self.samples, source));
        if self.reference.transcript_annotation.is_some() && self.reference.transcripts.is_none() {
            faults.push(StudyError::Needs {
                at: source.at("reference.transcript_annotation"),
                what: "`reference.transcript_annotation`",
                needs: "`reference.transcripts`, the FASTA of its genome",
            });
        }
        faults
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

    /// What is wrong with files: missing, folders, reads that are empty or given twice.
    fn files(&self, source: &Source<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (key, path) in self.inputs() {
            let path = self.resolve(path);
            let at = || self.place_of(&key, source);
            let of_sample = self.sample_of(&key);
            if path.is_dir() {
                let (value, expected) = (format!("the folder {}", path.display()), "a file");
                let error = StudyError::BadValue { at: at(), key: key.clone(), value, expected };
                faults.push(Fault { of_sample, error });
            } else if !SheetPath::of(&path).file.exists() {
                let (key, path) = (key.clone(), path.display().to_string());
                let error = StudyError::MissingFile { at: at(), key, path };
                faults.push(Fault { of_sample, error });
            }
        }
        self.check_reads(source, &mut faults);
        faults
    }

    /// The sample that a key of [`inputs`](Self::inputs) is of, and what of it.
    fn sample_of(&self, key: &str) -> Option<(usize, &'static str)> {
        self.samples.iter().enumerate().find_map(|(place, sample)| {
            let rest = key.strip_prefix("sample ")?.strip_prefix(sample.name.as_str())?;
            let what = rest.strip_prefix(", ")?;
            let what = ["reads", "counts", "sizing"].into_iter().find(|known| *known == what)?;
            Some((place, what))
        })
    }

    /// Where the study sets a key that [`inputs`](Self::inputs) names: `reference.hairpin`, `sample EV, reads`.
    fn place_of(&self, whole: &str, source: &Source<'_>) -> exocast_core::Location {
        let of_sample = self.sample_of(whole);
        let key = of_sample.map(|(place, what)| format!("sample.{place}.{what}"));
        key.map_or_else(|| source.at(whole), |key| source.at(&key))
    }

    /// A file of reads is not empty and counts once, under whatever name.
    fn check_reads(&self, source: &Source<'_>, faults: &mut Vec<Fault>) {
        let mut seen: HashMap<PathBuf, &str> = HashMap::new();
        for (place, sample) in self.samples.iter().enumerate() {
            for (lane, path) in sample.reads.iter().enumerate() {
                let resolved = self.resolve(path);
                let at = source.at(&format!("sample.{place}.reads.{lane}"));
                if std::fs::metadata(&resolved).is_ok_and(|file| file.is_file() && file.len() == 0)
                {
                    let error = StudyError::BadValue {
                        at,
                        key: format!("reads of sample {}", sample.name),
                        value: format!("{}, which is empty", path.display()),
                        expected: "a FASTQ file; copy or download it again, or leave the sample out",
                    };
                    faults.push(Fault { of_sample: Some((place, "reads")), error });
                    continue;
                }
                let file = std::fs::canonicalize(&resolved).unwrap_or(resolved);
                if let Some(first) = seen.insert(file, &sample.name) {
                    let (path, first) = (path.display().to_string(), first.to_owned());
                    let error = StudyError::RepeatedReads { at, path, first };
                    faults.push(Fault { of_sample: None, error });
                }
            }
        }
    }
}

/// Two samples have no column of a table in common: it would count twice.
fn check_columns(samples: &[Sample], source: &Source<'_>) -> Vec<StudyError> {
    let mut first: HashMap<(Option<&PathBuf>, &str), &str> = HashMap::new();
    let mut faults = Vec::new();
    for (place, sample) in samples.iter().enumerate() {
        let counts = sample.counts.as_ref().map(|path| {
            let column = sample.counts_column.as_ref().unwrap_or(&sample.name);
            ("counts_column", (Some(path), column.as_str()))
        });
        let molecules = sample.molecules_column.as_ref();
        let molecules = molecules.map(|column| ("molecules_column", (None, column.as_str())));
        for (key, column) in counts.into_iter().chain(molecules) {
            if let Some(other) = first.insert(column, &sample.name) {
                faults.push(StudyError::BadValue {
                    at: source.at(&format!("sample.{place}.{key}")),
                    key: format!("{key} of sample {}", sample.name),
                    value: format!("the column `{}`, which is that of sample {other}", column.1),
                    expected: "a column of its own: it would count twice",
                });
            }
        }
    }
    faults
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
