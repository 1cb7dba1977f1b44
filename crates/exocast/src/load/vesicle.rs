//! Exports of sizing instruments, and proteins and lipids of vesicles.

use std::path::Path;

use exocast_core::{
    LabelledMatrix, Location, Malformed, ReadError,
    table::intake::{Choice, Quantity, Request},
};
use exocast_vesicle::{
    Measurement,
    identity::{ProteinTable, SizedDocument, SizedSample},
    instrument::{self, Columns, Content},
};

use super::file::{LoadError, read, source_name};

/// An export of a sizing instrument.
///
/// As [`any_export`], where it must hold sizes of single particles.
///
/// # Errors
/// As [`instrument::read`].
pub fn export(path: &Path) -> Result<Measurement, LoadError> {
    export_with(path, &Columns::default())
}

/// As [`export`], with the names of columns of a table.
///
/// # Errors
/// As [`instrument::read`], and where a named column is not there.
pub fn export_with(path: &Path, columns: &Columns) -> Result<Measurement, LoadError> {
    let refused = |reason| {
        let at = Location::new(source_name(path));
        LoadError::Read(ReadError::malformed(at, Malformed::other(reason)))
    };
    any_export(path, columns)?.into_sizes().map_err(refused)
}

/// As [`export_with`], the part of the export that belongs to a sample.
///
/// # Errors
/// As [`export_with`], and where the export holds several samples none of which is this one.
pub fn export_of(
    path: &Path,
    columns: &Columns,
    sample: &str,
    inside: &[String],
) -> Result<Measurement, LoadError> {
    Ok(export_part(path, columns, sample, inside)?.0)
}

/// As [`export_of`], with the names that the sample has in the export; none where all of it is of the sample.
///
/// # Errors
/// As [`export_of`].
pub fn export_part(
    path: &Path,
    columns: &Columns,
    sample: &str,
    inside: &[String],
) -> Result<(Measurement, Option<Vec<String>>), LoadError> {
    let refused = |cause| {
        let at = Location::new(source_name(path));
        LoadError::Read(ReadError::malformed(at, Malformed::other(cause)))
    };
    let export = export_with(path, columns)?;
    let part = export.part_of(sample, inside).map_err(refused)?;
    Ok((export.of_sample(sample, inside).map_err(refused)?, part))
}

/// An export of any instrument.
///
/// Errors name the path as it was given; what is found in it names the file alone, so that results
/// do not depend on where it lies.
///
/// # Errors
/// As [`instrument::read_any`].
pub fn any_export(path: &Path, columns: &Columns) -> Result<Content, LoadError> {
    let mut content = read(path, |input, source| instrument::read_any(input, source, columns))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    content.rename(&name);
    Ok(content)
}

/// Proteins × samples, out of a table of any program.
///
/// # Errors
/// As [`ProteinTable::read`].
pub fn proteins(
    path: &Path,
    samples: &[&str],
    table: &ProteinTable,
) -> Result<LabelledMatrix, LoadError> {
    read(path, |input, source| table.read(input, source, samples))
}

/// Lipids × samples, as the user has decided; columns that are not used are named by the notices of the matrix. Columns
/// that are called as one of the samples, or `parent`, are samples whatever else their names say.
///
/// # Errors
/// As [`LabelledMatrix::read`], and where a column that is chosen is not there.
pub fn lipids(path: &Path, samples: &[&str], choice: &Choice) -> Result<LabelledMatrix, LoadError> {
    let parent = ["parent"].into_iter().filter(|_| !samples.is_empty());
    let samples: Vec<&str> = samples.iter().copied().chain(parent).collect();
    let request = Request::new(Quantity::Any).choice(choice).samples(&samples);
    read(path, |input, source| Ok(request.read(input, source)?.matrix))
}

/// The schema of vesicles.json.
const SIZED: &str = "exocast-vesicles/1";

/// Why a file is not vesicles.json.
#[derive(Debug, thiserror::Error)]
enum NotSized {
    #[error(
        "the file is not vesicles.json of `exocast vesicle summary`: give that file, or the folder that it is in ({0})"
    )]
    Json(serde_json::Error),
    #[error("the schema is `{0}`, not {SIZED}; run `exocast vesicle summary` again")]
    Schema(String),
    #[error("the file has no samples")]
    Empty,
}

/// The samples of vesicles.json.
///
/// # Errors
/// Where the file is not what `exocast vesicle summary` writes, or has no samples.
pub fn sized(path: &Path) -> Result<Vec<SizedSample>, LoadError> {
    read(path, |input, source| {
        let refused = |why| ReadError::malformed(Location::new(source), Malformed::other(why));
        let document: SizedDocument =
            serde_json::from_reader(input).map_err(|error| refused(NotSized::Json(error)))?;
        if document.schema != SIZED {
            return Err(refused(NotSized::Schema(document.schema)));
        }
        if document.samples.is_empty() {
            return Err(refused(NotSized::Empty));
        }
        Ok(document.samples)
    })
}
