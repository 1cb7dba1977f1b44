//! Signatures, cargo, and what is known of sources and gene sets.

use std::path::Path;

use exocast_core::table::{
    TableNotice,
    intake::{Choice, Known},
};
use exocast_origin::{Cargo, Factors, Signature, enrich::FeatureSets, read_biases};

use super::file::{LoadError, read};

/// Features × sources, as the user has decided.
///
/// # Errors
/// As [`Signature::read_with`].
pub fn signature(path: &Path, choice: &Choice) -> Result<Signature, LoadError> {
    read(path, |input, source| Signature::read_with(input, source, choice))
}

/// Features × samples, as the user has decided. The column that agrees best with the features of the signature, if it is
/// given, names the rows.
///
/// # Errors
/// As [`Cargo::read_with`].
pub fn cargo(
    path: &Path,
    choice: &Choice,
    signature: Option<&Signature>,
) -> Result<Cargo, LoadError> {
    let names = signature.map(Signature::known_names);
    let known = names.as_ref().map(|names| names as Known<'_>);
    read(path, |input, source| Cargo::read_with(input, source, choice, known))
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
