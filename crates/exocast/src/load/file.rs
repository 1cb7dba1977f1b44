//! A file by its path: opened, read whole, named in errors.

use std::{path::Path, sync::Arc};

use exocast_core::{
    LabelledMatrix, ReadError,
    names::Mapping,
    table::{
        TableNotice,
        intake::{Choice, Quantity, Request},
    },
};

use crate::io::{Input, OpenError, open};

/// A file that cannot be opened, or does not hold what it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Its content is not what it should be.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Opens a file and reads it whole with a reader that takes a stream and the name of its source.
///
/// # Errors
/// Where the file cannot be opened or the reader refuses it.
pub fn read<T>(
    path: &Path,
    reader: impl FnOnce(Input, &str) -> Result<T, ReadError>,
) -> Result<T, LoadError> {
    Ok(reader(open(path)?, &source_name(path))?)
}

/// An error and its causes in one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let sentences: Vec<String> = causes.map(ToString::to_string).collect();
    sentences.join(": ").replace('\n', " ")
}

/// The name that errors give to a path.
#[must_use]
pub fn source_name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// A table with names in its first column and numbers in each further one.
///
/// # Errors
/// As [`LabelledMatrix::read`].
pub fn matrix(path: &Path) -> Result<LabelledMatrix, LoadError> {
    read(path, LabelledMatrix::read)
}

/// As [`matrix`], with what the user has decided.
///
/// # Errors
/// As [`Request::read`].
pub fn matrix_with(path: &Path, choice: &Choice) -> Result<LabelledMatrix, LoadError> {
    let request = Request::of(Quantity::Any).choice(choice);
    read(path, |input, source| Ok(request.read(input, source)?.matrix))
}

/// Features × samples, as the user has decided; the amounts of rows that come to have one name by the table of names are added.
///
/// # Errors
/// As [`Request::read`].
pub fn amounts_of_features(path: &Path, choice: &Choice) -> Result<LabelledMatrix, LoadError> {
    let request = Request::of(Quantity::Any).choice(choice).adding_names();
    read(path, |input, source| Ok(request.read(input, source)?.matrix))
}

/// A table of names, as [`Mapping::read`] takes it, and how it was read.
///
/// # Errors
/// As [`Mapping::read`].
pub fn names(path: &Path) -> Result<(Arc<Mapping>, Vec<TableNotice>), LoadError> {
    let (mapping, notices) = read(path, Mapping::read)?;
    Ok((Arc::new(mapping), notices))
}

/// A file's name without folders and endings, as a name for what is in it.
#[must_use]
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let known = ["gz", "bgz", "zst", "fastq", "fq", "fasta", "fa", "tsv", "csv", "txt"];
    let mut stem = name.as_str();
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        if rest.is_empty() || !known.contains(&ending) {
            break;
        }
        stem = rest;
    }
    stem.to_owned()
}
