//! A file by its path: opened, read whole, named in errors.

use std::{path::Path, sync::Arc};

use exocast_core::{
    LabelledMatrix, Location, ReadError,
    names::Mapping,
    table::{
        TableNotice,
        intake::{Choice, Quantity, Request},
    },
};

use crate::io::{Input, Named, OpenError, SheetPath, open_named};

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
    let Named { input, source } = open_named(path)?;
    Ok(reader(input, &source)?)
}

/// An error and its causes in one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let sentences: Vec<String> = causes.map(ToString::to_string).collect();
    sentences.join(": ").replace('\n', " ")
}

/// The name that errors give to a path; [`open_named`] gives that of a sheet which no path names too.
#[must_use]
pub fn source_name(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    let file = file.display().to_string();
    sheet.map_or(file.clone(), |sheet| Location::of_sheet(&file, sheet))
}

/// A name for the sample that a file holds: that of the sheet, where the path names one that is not called after its
/// number alone (`Sheet1`), else that of the file without folders and its last ending.
#[must_use]
pub fn sample_name(path: &Path) -> String {
    const NUMBERED: [&str; 7] = ["sheet", "tabelle", "feuil", "hoja", "foglio", "blad", "planilha"];
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    let is_numbered = |sheet: &&str| {
        let name = sheet.trim().trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
        name.is_empty() || NUMBERED.contains(&name.as_str())
    };
    match sheet.filter(|sheet| !is_numbered(sheet)) {
        Some(sheet) => sheet.to_owned(),
        None => file
            .file_stem()
            .map_or_else(|| "sample".to_owned(), |stem| stem.to_string_lossy().into_owned()),
    }
}

/// Features × samples, as the user has decided; the amounts of rows that come to have one name by the table of names are added.
///
/// # Errors
/// As [`Request::read`].
pub fn amounts_of_features(path: &Path, choice: &Choice) -> Result<LabelledMatrix, LoadError> {
    let request = Request::new(Quantity::Any).choice(choice).adding_names();
    read(path, |input, source| Ok(request.read(input, source)?.matrix))
}

/// As [`amounts_of_features`], with samples that are known: columns of these names are samples whatever else the names say.
///
/// # Errors
/// As [`Request::read`].
pub fn amounts_of_samples(
    path: &Path,
    choice: &Choice,
    samples: &[&str],
) -> Result<LabelledMatrix, LoadError> {
    let request = Request::new(Quantity::Any).choice(choice).samples(samples).adding_names();
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

/// A file's name without folders and endings, as a name for what is in it; with the sheet that its path names:
/// `sizes#EV_1` of `sizes.xlsx#EV_1`.
#[must_use]
pub fn file_name(path: &Path) -> String {
    const KNOWN: [&str; 14] = [
        "gz", "bgz", "zst", "fastq", "fq", "fasta", "fa", "tsv", "csv", "txt", "xlsx", "xlsm",
        "xls", "ods",
    ];
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut stem = name.as_str();
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        if rest.is_empty() || !KNOWN.contains(&ending) {
            break;
        }
        stem = rest;
    }
    sheet.map_or_else(|| stem.to_owned(), |sheet| format!("{stem}#{sheet}"))
}
