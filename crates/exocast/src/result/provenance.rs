//! What the results of a study were made from.

use crate::{
    io::{InputFile, OpenError, Provenance},
    study::Study,
};

impl Provenance {
    /// The record of a command that carries out a study: the study's own options, and every file
    /// that it names.
    ///
    /// # Errors
    /// Where an input cannot be read.
    pub fn of_study(command: &str, study: &Study) -> Result<Self, OpenError> {
        let inputs = study
            .inputs()
            .into_iter()
            .map(|(role, path)| InputFile::read(&role, &study.resolve(path)))
            .collect::<Result<_, _>>()?;
        let options = serde_json::to_value(study.portable()).unwrap_or_default();
        Ok(Self::new(command, study.run.seed, options, inputs))
    }
}
