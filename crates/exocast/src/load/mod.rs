//! Files by path, into the types of the crates: open, decompress, read, name the file in errors.

use std::path::{Path, PathBuf};

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError};
use exocast_mirna::{Catalogue, ReferenceSet};
use exocast_target::{
    Amounts, Annotation, Expression, ExpressionScale, Mirna, Mirnas, Observed, Transcripts,
};
use exocast_transfer::{Cargo, Vesicles};
use exocast_vesicle::{
    Measurement,
    instrument::{self, Columns, Content},
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

/// Transcripts: TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
///
/// # Errors
/// As [`Transcripts::read`].
pub fn transcripts(path: &Path) -> Result<Transcripts, LoadError> {
    read(path, Transcripts::read)
}

/// Any sequences of FASTA, each whole whatever its header says.
///
/// # Errors
/// As [`Transcripts::read_sequences`].
pub fn sequences(path: &Path) -> Result<Transcripts, LoadError> {
    read(path, Transcripts::read_sequences)
}

/// Transcripts cut from the FASTA of a genome by its GTF or GFF3.
///
/// # Errors
/// As [`Annotation::read`] and [`Transcripts::read_genome`].
pub fn annotated(genome: &Path, annotation: &Path) -> Result<Transcripts, LoadError> {
    let annotation = read(annotation, Annotation::read)?;
    read(genome, |input, source| Transcripts::read_genome(input, source, &annotation))
}

/// miRNAs from FASTA.
///
/// # Errors
/// As [`Mirnas::read_fasta`].
pub fn mirnas(path: &Path) -> Result<Mirnas, LoadError> {
    read(path, Mirnas::read_fasta)
}

/// Copies per cell by miRNA.
///
/// # Errors
/// As [`Amounts::read`].
pub fn amounts(path: &Path) -> Result<Amounts, LoadError> {
    read(path, Amounts::read)
}

/// Expression of the recipient.
///
/// # Errors
/// As [`Expression::read`].
pub fn expression(path: &Path, scale: ExpressionScale) -> Result<Expression, LoadError> {
    read(path, |input, source| Expression::read(input, source, scale))
}

/// A change that was observed.
///
/// # Errors
/// As [`Observed::read`].
pub fn observed(path: &Path) -> Result<Observed, LoadError> {
    read(path, Observed::read)
}

/// Copies per vesicle by miRNA.
///
/// # Errors
/// As [`Cargo::read`].
pub fn cargo(path: &Path) -> Result<Cargo, LoadError> {
    read(path, Cargo::read)
}

/// Vesicle concentrations by sample.
///
/// # Errors
/// As [`Vesicles::read`].
pub fn vesicles(path: &Path) -> Result<Vec<Vesicles>, LoadError> {
    read(path, Vesicles::read)
}

/// The miRNA reference, of one organism where one is named; without annotation, `hairpin` is EMBL.
///
/// # Errors
/// As [`Catalogue::read`] and [`Catalogue::read_embl`].
pub fn catalogue(
    hairpin: &Path,
    annotation: Option<&Path>,
    organism: Option<&str>,
) -> Result<Catalogue, LoadError> {
    let Some(annotation) = annotation else {
        return read(hairpin, |stream, source| Catalogue::read_embl(stream, source, organism));
    };
    let (fasta, gff3) = (open(hairpin)?, open(annotation)?);
    let names = (source_name(hairpin), source_name(annotation));
    Ok(Catalogue::read(fasta, &names.0, gff3, &names.1, organism)?)
}

/// Contaminants from FASTA; what their headers do not say is of the class that the file's name says.
///
/// # Errors
/// As [`ReferenceSet::read_contaminants`].
pub fn contaminants(path: &Path) -> Result<ReferenceSet, LoadError> {
    let class = file_name(path);
    read(path, |input, source| ReferenceSet::read_contaminants(input, source, &class))
}

/// The lanes of a sample, opened, with the names that errors give.
///
/// # Errors
/// Where a file cannot be opened.
pub fn lanes(paths: &[PathBuf]) -> Result<Vec<(String, Input)>, OpenError> {
    paths.iter().map(|path| Ok((source_name(path), open(path)?))).collect()
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

/// An export of a sizing instrument.
///
/// As [`any_export`], where it has to hold sizes of single particles.
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

/// The mature miRNAs of a catalogue that can guide, for target prediction.
#[must_use]
pub fn guides(catalogue: &Catalogue) -> Mirnas {
    let mut mirnas = Mirnas::default();
    for mature in catalogue.matures() {
        // One that is too short to have a seed has no targets; a name seen before is the same miRNA.
        if let Ok(mirna) = Mirna::new(mature.name.clone(), mature.sequence.clone()) {
            let _ = mirnas.push(mirna);
        }
    }
    mirnas
}

/// The [`guides`], and those that share a sequence also under their joint name, as counts have them.
#[must_use]
pub fn counted_guides(catalogue: &Catalogue) -> Mirnas {
    let mut mirnas = guides(catalogue);
    for same in catalogue.names_by_sequence().iter().filter(|same| same.len() > 1) {
        let sequence = catalogue.matures()[same[0]].sequence.clone();
        if let Ok(mirna) = Mirna::new(catalogue.joint_name(same), sequence) {
            let _ = mirnas.push(mirna);
        }
    }
    mirnas
}
