//! Reading and checking a study file.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};

use super::{Sample, Study};

/// A study that cannot be carried out as it is written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The file cannot be read.
    #[error("cannot read the study {path}")]
    Io {
        /// The study file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A key nobody knows.
    #[error("{path}, line {line}: unknown key `{key}`{}", suggestion.as_ref().map(|known| format!(", did you mean `{known}`?")).unwrap_or_default())]
    UnknownKey {
        /// The study file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// The key.
        key: String,
        /// The nearest known key.
        suggestion: Option<String>,
    },
    /// Not TOML, or a value of the wrong kind.
    #[error("{path}, line {line}: {message}")]
    Syntax {
        /// The study file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A file that is not there.
    #[error(
        "{study}: `{key}` names {path}, which does not exist; paths are relative to the study file"
    )]
    MissingFile {
        /// The study file.
        study: String,
        /// The key that names it.
        key: String,
        /// The path as it was looked for.
        path: String,
    },
    /// A value that cannot be.
    #[error("{study}: `{key}` is {found}, not {wanted}")]
    BadValue {
        /// The study file.
        study: String,
        /// The key.
        key: String,
        /// The value found.
        found: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// Two samples of one name.
    #[error("{study}: two samples are named `{name}`; give each its own name")]
    DuplicateSample {
        /// The study file.
        study: String,
        /// The name.
        name: String,
    },
    /// A contrast of a group that no sample is in.
    #[error("{study}: a contrast names the group `{group}`, which no sample is in{}", suggestion.as_ref().map(|known| format!(", did you mean `{known}`?")).unwrap_or_default())]
    UnknownGroup {
        /// The study file.
        study: String,
        /// The group.
        group: String,
        /// The nearest group.
        suggestion: Option<String>,
    },
    /// Reads and counts for one sample.
    #[error("{study}: sample `{name}` has both reads and counts; keep one of them")]
    ReadsAndCounts {
        /// The study file.
        study: String,
        /// The sample.
        name: String,
    },
    /// One thing needs another that is not there.
    #[error("{study}: {what} needs {needs}")]
    Needs {
        /// The study file.
        study: String,
        /// What is asked for.
        what: &'static str,
        /// What it needs.
        needs: &'static str,
    },
}

impl Study {
    /// Reads a study file, and checks values and that every file it names is there.
    ///
    /// # Errors
    /// At the first unknown key (with the nearest known one), wrong value, or missing file.
    pub fn load(path: &Path) -> Result<Self, StudyError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| StudyError::Io { path: name.clone(), source })?;
        let mut study = Self::parse(&text, &name)?;
        study.folder = path.parent().map(PathBuf::from).unwrap_or_default();
        study.check(&name)?;
        Ok(study)
    }

    /// Reads the text of a study without looking for the files it names; `source` is the name that
    /// errors give.
    ///
    /// # Errors
    /// At the first unknown key or wrong value.
    pub fn parse(text: &str, source: &str) -> Result<Self, StudyError> {
        toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |before| before.matches('\n').count() + 1);
            let path = source.to_owned();
            // The parser's message lists the known keys: `unknown field `x`, expected one of `a`, `b``.
            let mut quoted = error.message().split('`').skip(1).step_by(2).map(str::to_owned);
            if error.message().starts_with("unknown field")
                && let Some(key) = quoted.next()
            {
                let suggestion = nearest(&key, quoted);
                return StudyError::UnknownKey { path, line, key, suggestion };
            }
            StudyError::Syntax { path, line, message: error.message().to_owned() }
        })
    }

    fn check(&self, name: &str) -> Result<(), StudyError> {
        let study = || name.to_owned();
        if let Some(spikes) = &self.spikes
            && !(spikes.volume_ul.is_finite() && spikes.volume_ul > 0.0)
        {
            return Err(StudyError::BadValue {
                study: study(),
                key: "spikes.volume_ul".to_owned(),
                found: spikes.volume_ul.to_string(),
                wanted: "a volume above zero in µL",
            });
        }
        let mut names = HashSet::new();
        for sample in &self.samples {
            if !names.insert(&sample.name) {
                return Err(StudyError::DuplicateSample {
                    study: study(),
                    name: sample.name.clone(),
                });
            }
            check_sample(sample, name)?;
        }
        if self.samples.iter().any(|sample| !sample.reads.is_empty()) {
            let what = "counting reads";
            if self.reference.hairpin.is_none() {
                return Err(StudyError::Needs {
                    study: study(),
                    what,
                    needs: "`reference.hairpin`",
                });
            }
            if self.reference.annotation.is_none() {
                return Err(StudyError::Needs {
                    study: study(),
                    what,
                    needs: "`reference.annotation`",
                });
            }
        }
        if self.run.draws == 0 {
            return Err(StudyError::BadValue {
                study: study(),
                key: "run.draws".to_owned(),
                found: "0".to_owned(),
                wanted: "a number of draws of 1 or more",
            });
        }
        self.check_contrasts(name)?;
        self.check_files(name)
    }

    fn check_contrasts(&self, name: &str) -> Result<(), StudyError> {
        let groups = self.groups();
        for contrast in &self.contrasts {
            for group in [&contrast.of, &contrast.against] {
                if !groups.iter().any(|(own, _)| own == group) {
                    let known = groups.iter().map(|(own, _)| (*own).to_owned());
                    return Err(StudyError::UnknownGroup {
                        study: name.to_owned(),
                        group: group.clone(),
                        suggestion: nearest(group, known),
                    });
                }
            }
            if contrast.of == contrast.against {
                return Err(StudyError::BadValue {
                    study: name.to_owned(),
                    key: "against of a contrast".to_owned(),
                    found: format!("the group `{}` itself", contrast.of),
                    wanted: "another group",
                });
            }
        }
        Ok(())
    }

    fn check_files(&self, name: &str) -> Result<(), StudyError> {
        let study = || name.to_owned();
        for (key, path) in self.inputs() {
            let path = self.resolve(path);
            if path.is_dir() {
                return Err(StudyError::BadValue {
                    study: study(),
                    key,
                    found: format!("the folder {}", path.display()),
                    wanted: "a file",
                });
            }
            if !path.exists() {
                return Err(StudyError::MissingFile {
                    study: study(),
                    key,
                    path: path.display().to_string(),
                });
            }
        }
        Ok(())
    }
}

fn check_sample(sample: &Sample, name: &str) -> Result<(), StudyError> {
    let study = || name.to_owned();
    if sample.name.is_empty() || sample.name.contains(|c: char| c == ',' || c.is_control()) {
        return Err(StudyError::BadValue {
            study: study(),
            key: "the name of a sample".to_owned(),
            found: format!("{:?}", sample.name),
            wanted: "a name without commas, tabs and line ends",
        });
    }
    for paths in [&sample.reads, &sample.sizing] {
        let mut seen = HashSet::new();
        if let Some(path) = paths.iter().find(|path| !seen.insert(*path)) {
            return Err(StudyError::BadValue {
                study: study(),
                key: format!("a file of sample {}", sample.name),
                found: format!("named twice ({})", path.display()),
                wanted: "another file: it would count twice",
            });
        }
    }
    if !sample.reads.is_empty() && sample.counts.is_some() {
        return Err(StudyError::ReadsAndCounts { study: study(), name: sample.name.clone() });
    }
    let positive = |key: &str, value: Option<f64>, least: f64, wanted| match value {
        Some(value) if !(value.is_finite() && value > 0.0 && value >= least) => {
            let key = format!("{key} of sample {}", sample.name);
            Err(StudyError::BadValue { study: study(), key, found: value.to_string(), wanted })
        }
        _ => Ok(()),
    };
    positive("volume_ul", sample.volume_ul, 0.0, "a volume above zero in µL")?;
    positive("dilution", sample.dilution, 1.0, "a dilution factor of 1 or more")?;
    Ok(())
}

/// The known word nearest to `word`, where one is near enough to be meant.
pub(crate) fn nearest(word: &str, known: impl Iterator<Item = String>) -> Option<String> {
    known
        .map(|known| (strsim::damerau_levenshtein(word, &known), known))
        .filter(|(distance, known)| *distance <= (known.len().max(word.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Study::parse(text, "study.toml").expect_err("should be refused").to_string()
    }

    #[test]
    fn an_unknown_key_names_its_line_and_the_nearest_known_one() {
        assert_eq!(
            message("[study]\ntitle = \"x\"\norganisme = \"hsa\"\n"),
            "study.toml, line 3: unknown key `organisme`, did you mean `organism`?"
        );
    }

    #[test]
    fn an_unknown_section_is_an_unknown_key() {
        assert_eq!(
            message("[study]\ntitle = \"x\"\n[referense]\nfoo = 1\n"),
            "study.toml, line 3: unknown key `referense`, did you mean `reference`?"
        );
        assert!(!message("[study]\ntitle = \"x\"\n[qqqqqqqqqq]\n").contains("mean"));
    }

    #[test]
    fn a_wrong_kind_names_its_line() {
        let text = "[study]\ntitle = \"x\"\n[run]\nseed = \"one\"\n";
        assert!(message(text).starts_with("study.toml, line 4: invalid type"), "{}", message(text));
    }

    #[test]
    fn transfer_takes_any_parameter_by_name() {
        let text = "[study]\ntitle = \"x\"\n[transfer]\nscenario = \"csf\"\nhours = 24.0\nendosomal_escape = [0.001, 0.3]\n";
        let study = Study::parse(text, "study.toml").expect("good study");
        assert_eq!(study.transfer.scenario, "csf");
        assert_eq!(study.transfer.parameters.len(), 2);
    }
}
