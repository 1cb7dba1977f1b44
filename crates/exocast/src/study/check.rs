//! Whether a study can be carried out as it is written: values, options, groups and files.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use super::{
    Sample, Study,
    error::{StudyError, nearest},
    options,
    places::Places,
};

impl Study {
    pub(super) fn check(&self, places: &Places<'_>) -> Result<(), StudyError> {
        if let Some(spikes) = &self.spikes
            && !(spikes.volume_ul.is_finite() && spikes.volume_ul > 0.0)
        {
            return Err(StudyError::BadValue {
                at: places.key("spikes", "volume_ul"),
                key: "spikes.volume_ul".to_owned(),
                found: spikes.volume_ul.to_string(),
                wanted: "a volume above zero in µL",
            });
        }
        let mut names = HashSet::new();
        for (place, sample) in self.samples.iter().enumerate() {
            if !names.insert(&sample.name) {
                return Err(StudyError::DuplicateSample {
                    at: places.key_of("sample", place, "name"),
                    name: sample.name.clone(),
                });
            }
            check_sample(sample, place, places)?;
        }
        if self.samples.iter().any(|sample| !sample.reads.is_empty()) {
            let missing = [
                (self.reference.hairpin.is_none(), "`reference.hairpin`"),
                (self.reference.annotation.is_none(), "`reference.annotation`"),
            ];
            if let Some((_, needs)) = missing.into_iter().find(|(missing, _)| *missing) {
                let at = places.whole();
                return Err(StudyError::Needs { at, what: "counting reads", needs });
            }
        }
        options::check(self, places)?;
        self.check_contrasts(places)?;
        self.check_files(places)?;
        self.check_reads(places)
    }

    fn check_contrasts(&self, places: &Places<'_>) -> Result<(), StudyError> {
        let groups = self.groups();
        let mut seen = BTreeSet::new();
        for (place, contrast) in self.contrasts.iter().enumerate() {
            for (key, group) in [("of", &contrast.of), ("against", &contrast.against)] {
                if !groups.iter().any(|(own, _)| own == group) {
                    let known = groups.iter().map(|(own, _)| (*own).to_owned());
                    return Err(StudyError::UnknownGroup {
                        at: places.key_of("contrast", place, key),
                        group: group.clone(),
                        suggestion: nearest(group, known),
                    });
                }
            }
            if contrast.of == contrast.against {
                return Err(StudyError::BadValue {
                    at: places.key_of("contrast", place, "against"),
                    key: "against of a contrast".to_owned(),
                    found: format!("the group `{}` itself", contrast.of),
                    wanted: "another group",
                });
            }
            if !seen.insert((&contrast.of, &contrast.against)) {
                return Err(StudyError::RepeatedContrast {
                    at: places.key_of("contrast", place, "of"),
                    of: contrast.of.clone(),
                    against: contrast.against.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_files(&self, places: &Places<'_>) -> Result<(), StudyError> {
        for (key, path) in self.inputs() {
            let path = self.resolve(path);
            if path.is_dir() {
                return Err(StudyError::BadValue {
                    at: self.place_of(&key, places),
                    key,
                    found: format!("the folder {}", path.display()),
                    wanted: "a file",
                });
            }
            if !path.exists() {
                return Err(StudyError::MissingFile {
                    at: self.place_of(&key, places),
                    key,
                    path: path.display().to_string(),
                });
            }
        }
        Ok(())
    }

    /// Where the study sets a key as [`inputs`](Self::inputs) has it: `reference.hairpin`, `sample EV, reads`.
    fn place_of(&self, key: &str, places: &Places<'_>) -> exocast_core::Location {
        let of_sample = |place: usize, sample: &Sample| {
            let own = key.strip_prefix("sample ")?.strip_prefix(sample.name.as_str())?;
            Some(places.key_of("sample", place, own.strip_prefix(", ")?))
        };
        let mut samples = self.samples.iter().enumerate();
        match key.split_once('.') {
            Some((section, key)) if !section.starts_with("sample ") => places.key(section, key),
            _ => samples
                .find_map(|(place, sample)| of_sample(place, sample))
                .unwrap_or_else(|| places.whole()),
        }
    }

    /// A file of reads holds something and counts once, whatever it is called.
    fn check_reads(&self, places: &Places<'_>) -> Result<(), StudyError> {
        let mut seen: HashMap<PathBuf, &str> = HashMap::new();
        for (place, sample) in self.samples.iter().enumerate() {
            for (lane, path) in sample.reads.iter().enumerate() {
                let resolved = self.resolve(path);
                if std::fs::metadata(&resolved).is_ok_and(|file| file.is_file() && file.len() == 0)
                {
                    return Err(StudyError::BadValue {
                        at: places.element("sample", place, "reads", lane),
                        key: format!("reads of sample {}", sample.name),
                        found: format!("{}, which is empty", path.display()),
                        wanted: "a FASTQ file; copy or download it again, or leave the sample out",
                    });
                }
                let file = std::fs::canonicalize(&resolved).unwrap_or(resolved);
                if let Some(first) = seen.insert(file, &sample.name) {
                    return Err(StudyError::RepeatedReads {
                        at: places.element("sample", place, "reads", lane),
                        path: path.display().to_string(),
                        first: first.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }
}

fn check_sample(sample: &Sample, place: usize, places: &Places<'_>) -> Result<(), StudyError> {
    let at = |key: &str| places.key_of("sample", place, key);
    if sample.name.is_empty() || sample.name.contains(|c: char| c == ',' || c.is_control()) {
        return Err(StudyError::BadValue {
            at: at("name"),
            key: "the name of a sample".to_owned(),
            found: format!("{:?}", sample.name),
            wanted: "a name without commas, tabs and line ends",
        });
    }
    let mut seen = HashSet::new();
    if let Some(path) = sample.sizing.iter().find(|path| !seen.insert(*path)) {
        return Err(StudyError::BadValue {
            at: at("sizing"),
            key: format!("a file of sample {}", sample.name),
            found: format!("named twice ({})", path.display()),
            wanted: "another file: it would count twice",
        });
    }
    if !sample.reads.is_empty() && sample.counts.is_some() {
        return Err(StudyError::ReadsAndCounts { at: at("counts"), name: sample.name.clone() });
    }
    let positive = |key: &str, value: Option<f64>, least: f64, wanted| match value {
        Some(value) if !(value.is_finite() && value > 0.0 && value >= least) => {
            let name = format!("{key} of sample {}", sample.name);
            let found = value.to_string();
            Err(StudyError::BadValue { at: at(key), key: name, found, wanted })
        }
        _ => Ok(()),
    };
    positive("volume_ul", sample.volume_ul, 0.0, "a volume above zero in µL")?;
    positive("dilution", sample.dilution, 1.0, "a dilution factor of 1 or more")?;
    Ok(())
}
