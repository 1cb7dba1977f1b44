//! Parts of files that samples take: what one sample has counts for no other.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::notice::StepNotice;
use crate::{
    io::InputFile,
    load,
    result::AnalysisError,
    study::{self, Step, Study},
};

/// What samples have taken of files so far.
#[derive(Default)]
pub(super) struct Parts<'a> {
    taken: Vec<Part<'a>>,
}

/// A part of a file and its sample.
struct Part<'a> {
    /// The file, whatever it was called.
    file: PathBuf,
    /// Names of the part in the file; all of it, where there are none.
    names: Option<Vec<String>>,
    sample: &'a study::Sample,
}

impl Part<'_> {
    fn overlaps(&self, file: &Path, names: Option<&[String]>) -> bool {
        self.file == file
            && match (&self.names, names) {
                (Some(taken), Some(names)) => taken.iter().any(|name| names.contains(name)),
                _ => true,
            }
    }
}

/// Something that two samples would count.
#[derive(Debug, thiserror::Error)]
enum Shared {
    #[error(
        "{file} gives {second} the sizes that are those of {first} already: they would count twice; name another export, the name that each has in this one (`columns = {{ samples = [\"…\"] }}`, in a sheet `sizing_name`) or, for aliquots of one preparation, the same `preparation`"
    )]
    Sizes { file: String, first: String, second: String },
    #[error(
        "{file} gives {second} the column `{column}`, which is that of {first} already: it would count twice; name the column of each sample (`counts_column`)"
    )]
    Column { file: String, column: String, first: String, second: String },
}

impl<'a> Parts<'a> {
    /// The part is that of the sample from now on, or of another one already.
    fn take(
        &mut self,
        sample: &'a study::Sample,
        path: &Path,
        names: Option<Vec<String>>,
    ) -> Option<&'a study::Sample> {
        let file = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let overlapping = self.taken.iter().find(|part| part.overlaps(&file, names.as_deref()));
        let other = overlapping.map(|part| part.sample);
        if other.is_none() {
            self.taken.push(Part { file, names, sample });
        }
        other
    }

    /// Takes sizes. Aliquots of one preparation may share them: then the other sample is given.
    ///
    /// # Errors
    /// Where another sample has them.
    pub(super) fn sizes(
        &mut self,
        sample: &'a study::Sample,
        path: &Path,
        names: Option<Vec<String>>,
    ) -> Result<Option<StepNotice>, AnalysisError> {
        let Some(earlier) = self.take(sample, path, names) else { return Ok(None) };
        let (first, second) = (earlier.name.clone(), sample.name.clone());
        match &sample.preparation {
            Some(preparation) if earlier.preparation.as_ref() == Some(preparation) => {
                let preparation = preparation.clone();
                Ok(Some(StepNotice::SharedSizes { first, second, preparation }))
            }
            _ => {
                let file = load::source_name(path);
                Err(Step::Vesicles.failed()(Shared::Sizes { file, first, second }))
            }
        }
    }

    /// Takes a column of counts.
    ///
    /// # Errors
    /// Where another sample has it.
    pub(super) fn column(
        &mut self,
        sample: &'a study::Sample,
        path: &Path,
        column: &str,
    ) -> Result<(), AnalysisError> {
        match self.take(sample, path, Some(vec![column.to_owned()])) {
            None => Ok(()),
            Some(first) => Err(Step::Mirna.failed()(Shared::Column {
                file: load::source_name(path),
                column: column.to_owned(),
                first: first.name.clone(),
                second: sample.name.clone(),
            })),
        }
    }
}

/// Reads or exports of two samples that are different files with the same content; `files` are the inputs of the study
/// in their order.
pub(super) fn same_content(study: &Study, files: &[InputFile]) -> Vec<StepNotice> {
    let mut first: HashMap<(&str, &str), (String, PathBuf)> = HashMap::new();
    let mut notices = Vec::new();
    for ((key, path), file) in study.inputs().into_iter().zip(files) {
        let Some(rest) = key.strip_prefix("sample ").filter(|_| !file.sha256.is_empty()) else {
            continue;
        };
        let part = |what: &'static str| Some((rest.strip_suffix(what)?.strip_suffix(", ")?, what));
        let Some((sample, what)) = part("reads").or_else(|| part("sizing")) else { continue };
        let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match first.get(&(what, file.sha256.as_str())) {
            None => {
                first.insert((what, &file.sha256), (sample.to_owned(), place));
            }
            Some((other, there)) if other != sample && *there != place => {
                let files = [there, &place].map(|path| InputFile::name_of(path)).join(", ");
                let (first, second) = (other.clone(), sample.to_owned());
                notices.push(StepNotice::SameContent { what, first, second, files });
            }
            Some(_) => {}
        }
    }
    notices
}
