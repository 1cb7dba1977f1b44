//! Signatures, cargo, and what is known of sources and gene sets.

use std::path::Path;

use exocast_core::{
    LabelledMatrix,
    table::{TableNotice, intake::Known},
};
use exocast_origin::{AmountTable, Cargo, Factors, Signature, enrich::FeatureSets, read_biases};

use super::file::{LoadError, read};

/// Features × sources, as the user has decided.
///
/// # Errors
/// As [`Signature::read_with`].
pub fn signature(path: &Path, table: &AmountTable) -> Result<Signature, LoadError> {
    read(path, |input, source| Signature::read_with(input, source, table))
}

/// Features × samples, as the user has decided. The column that agrees best with the features of the signature, if it is
/// given, names the rows.
///
/// # Errors
/// As [`Cargo::read_with`].
pub fn cargo(
    path: &Path,
    table: &AmountTable,
    signature: Option<&Signature>,
) -> Result<Cargo, LoadError> {
    let names = signature.map(Signature::known_names);
    let known = names.as_ref().map(|names| names as Known<'_>);
    read(path, |input, source| Cargo::read_with(input, source, table, known))
}

/// Scores of features × samples, as the user has decided. The column that agrees best with the features of the sets names the
/// rows; features may be in the columns.
///
/// # Errors
/// As [`AmountTable::read_scores`].
pub fn scores(
    path: &Path,
    table: &AmountTable,
    sets: &FeatureSets,
) -> Result<LabelledMatrix, LoadError> {
    let names = sets.known_names();
    read(path, |input, source| table.read_scores(input, source, Some(&names)))
}

/// RNA per vesicle and per cell of each source, and the cell-to-vesicle bias of features, where their tables are given;
/// and how these were read.
///
/// # Errors
/// As [`Factors::read`] and [`read_biases`].
pub fn factors(
    factors: Option<&Path>,
    bias: Option<&Path>,
) -> Result<(Factors, Vec<TableNotice>), LoadError> {
    let mut factors =
        factors.map(|path| read(path, Factors::read)).transpose()?.unwrap_or_default();
    let mut notices = factors.notices().to_vec();
    if let Some(path) = bias {
        let (biases, how) = read(path, read_biases)?;
        factors.bias = biases;
        notices.extend(how);
    }
    Ok((factors, notices))
}

/// Gene sets in GMT.
///
/// # Errors
/// As [`FeatureSets::read`].
pub fn sets(path: &Path) -> Result<FeatureSets, LoadError> {
    read(path, FeatureSets::read)
}

/// Gene sets with weights.
///
/// # Errors
/// As [`FeatureSets::read_network`].
pub fn weighted_sets(path: &Path) -> Result<FeatureSets, LoadError> {
    read(path, FeatureSets::read_network)
}
