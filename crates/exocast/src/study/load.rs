//! Reading a study file.

use std::path::{Path, PathBuf};

use super::{Study, error::StudyError, read::read, source::Source};

impl Study {
    /// Reads a study file, and checks values, options and that every file it names is there.
    ///
    /// Reads that nothing is counted of, and a blank, are [left out](Self::left_out) if they are not there: no number
    /// of a sample rests on them.
    ///
    /// # Errors
    /// With all that is wrong at once: unknown keys, values of the wrong kind, rows of the sample sheet, patterns that
    /// fit no file, values, missing files. Text that is not TOML is an error of its own.
    pub fn load(path: &Path) -> Result<Self, StudyError> {
        Self::load_with(path, false)
    }

    /// As [`load`](Self::load); reads, counts and sizing exports that are missing or empty are
    /// [left out](Self::left_out) of their samples, and so will be those that a run cannot read.
    ///
    /// # Errors
    /// As [`load`](Self::load), but for files of samples.
    pub fn load_keeping_going(path: &Path) -> Result<Self, StudyError> {
        Self::load_with(path, true)
    }

    fn load_with(path: &Path, keep_going: bool) -> Result<Self, StudyError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| StudyError::Io { path: name.clone(), source })?;
        let source = Source::new(&text, &name);
        let (study, mut faults) = read(&source);
        if let Some(mut study) = study {
            study.folder = path.parent().map(PathBuf::from).unwrap_or_default();
            study.run.keep_going |= keep_going;
            faults.extend(study.add_sheet());
            faults.extend(study.check(&source, faults.is_empty()));
            if faults.is_empty() {
                return Ok(study);
            }
        }
        Err(StudyError::of_all(faults))
    }

    /// Reads the text of a study without looking for the files it names; `source` is the name that
    /// errors give.
    ///
    /// # Errors
    /// With every unknown key and value of the wrong kind; where the text is not TOML.
    pub fn parse(text: &str, source: &str) -> Result<Self, StudyError> {
        match read(&Source::new(text, source)) {
            (Some(study), faults) if faults.is_empty() => Ok(study),
            (_, faults) => Err(StudyError::of_all(faults)),
        }
    }
}
