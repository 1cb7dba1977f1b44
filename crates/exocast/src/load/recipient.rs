//! Transcripts, miRNAs and what is known of a recipient cell.

use std::path::Path;

use exocast_core::table::intake::{Choice, Known};
use exocast_target::{
    Amounts, Annotation, Expression, ExpressionTable, Mirnas, Observed, RnaKind, Sponges,
    Transcripts, UtrProfiles,
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

/// RNAs that bind miRNA, with their copies.
///
/// # Errors
/// As [`Sponges::read`].
pub fn sponges(path: &Path) -> Result<Sponges, LoadError> {
    read(path, Sponges::read)
}

/// Reads with the names of the transcripts, if they are given.
fn with_names<T>(
    transcripts: Option<&Transcripts>,
    read: impl FnOnce(Option<Known<'_>>) -> T,
) -> T {
    match transcripts.map(Transcripts::known_names) {
        Some(known) => read(Some(&known)),
        None => read(None),
    }
}

/// Expression of the recipient. The column that agrees best with the names of the transcripts, if they are given, names
/// the rows.
///
/// # Errors
/// As [`Expression::read_with`].
pub fn expression(
    path: &Path,
    table: &ExpressionTable,
    transcripts: Option<&Transcripts>,
) -> Result<Expression, LoadError> {
    with_names(transcripts, |known| {
        read(path, |input, source| Expression::read_with(input, source, table, known))
    })
}

/// A change that was observed. The column that agrees best with the names of the transcripts, if they are given, names
/// the rows.
///
/// # Errors
/// As [`Observed::read_with`].
pub fn observed(
    path: &Path,
    choice: &Choice,
    transcripts: Option<&Transcripts>,
) -> Result<Observed, LoadError> {
    with_names(transcripts, |known| {
        read(path, |input, source| Observed::read_with(input, source, choice, known))
    })
}

/// Where 3'UTRs end.
///
/// # Errors
/// As [`UtrProfiles::read`].
pub fn profiles(path: &Path) -> Result<UtrProfiles, LoadError> {
    read(path, UtrProfiles::read)
}
