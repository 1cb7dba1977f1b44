//! Transcripts, miRNAs and what is known of a recipient cell.

use std::path::Path;

use exocast_target::{
    Amounts, Annotation, Expression, ExpressionScale, Mirnas, Observed, RnaKind, Transcripts,
    UtrProfiles,
};

use super::file::{LoadError, read};

/// Transcripts of a kind: a table or FASTA; with an annotation, those that it has on a genome, or among cDNA, in FASTA.
///
/// # Errors
/// As [`Transcripts::read_as`], [`Annotation::read`] and [`Transcripts::read_genome`].
pub fn transcripts(
    path: &Path,
    annotation: Option<&Path>,
    kind: RnaKind,
) -> Result<Transcripts, LoadError> {
    let annotation = match (annotation, kind) {
        (None, _) => return read(path, |input, source| Transcripts::read_as(input, source, kind)),
        (Some(annotation), RnaKind::Noncoding) => read(annotation, Annotation::read_noncoding)?,
        (Some(annotation), _) => read(annotation, Annotation::read)?,
    };
    read(path, |input, source| Transcripts::read_genome(input, source, &annotation))
}

/// Any sequences of FASTA, each whole whatever its header says.
///
/// # Errors
/// As [`Transcripts::read_sequences`].
pub fn sequences(path: &Path) -> Result<Transcripts, LoadError> {
    read(path, Transcripts::read_sequences)
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
