//! Transcripts, miRNAs and what is known of a recipient cell.

use std::path::Path;

use exocast_target::{
    Amounts, Annotation, Expression, ExpressionScale, Mirnas, Observed, Transcripts, UtrProfiles,
};

use super::file::{LoadError, read};

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

/// Where 3'UTRs end.
///
/// # Errors
/// As [`UtrProfiles::read`].
pub fn profiles(path: &Path) -> Result<UtrProfiles, LoadError> {
    read(path, UtrProfiles::read)
}
