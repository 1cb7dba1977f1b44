//! Why signature, cargo or what is computed from them is refused.

use exocast_core::{BadMatrix, words::quoted};

use crate::names::{NameDifference, hint_text};

/// Why a table of amounts, or what is computed from it, is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// The table has no row.
    #[error("the table has no features")]
    NoFeature,
    /// The table has no column of sources or samples.
    #[error("the table has no column of a {0}")]
    NoColumn(&'static str),
    /// An amount is below zero.
    #[error(
        "`{feature}` in `{column}` is {value}; amounts are zero or more: give counts, CPM or TPM, \
         not logarithms or z-scores"
    )]
    Negative {
        /// The feature.
        feature: String,
        /// The source or sample.
        column: String,
        /// The value in the table.
        value: f64,
    },
    /// A source has no amount in any feature.
    #[error("source `{0}` is zero in every feature: leave it out of the signature")]
    EmptySource(String),
    /// A source has the name that results use for what no source explains.
    #[error("a source is named `unknown`, the name of what no source explains: rename it")]
    ReservedName,
    /// No feature has the same name in signature and cargo.
    #[error(
        "signature and cargo have no feature in common: the signature has {}, the cargo has {}{}",
        quoted(.signature), quoted(.cargo),
        names.as_ref().map_or_else(|| hint_text(.hint.as_ref()), |names| format!("; {names}"))
    )]
    NoCommonFeature {
        /// Up to three names of the signature.
        signature: Vec<String>,
        /// Up to three names of the cargo.
        cargo: Vec<String>,
        /// A pair of names that differ only in spelling, where there is one.
        hint: Option<(String, String, NameDifference)>,
        /// What is to say of the names of the cargo, where they are of another kind.
        names: Option<Box<str>>,
    },
    /// Merged sources make no signature.
    #[error("sources cannot be merged")]
    Merged(#[source] BadMatrix),
    /// A factor names no source of the signature.
    #[error("the signature has no source `{name}`; it has {sources}")]
    UnknownSource {
        /// The name of the factor.
        name: String,
        /// The sources of the signature.
        sources: String,
    },
    /// A factor is not a number above zero.
    #[error("the factor of source `{name}` is {value}; it has to be above zero")]
    BadFactor {
        /// The source.
        name: String,
        /// The value of the factor.
        value: f64,
    },
    /// Amounts of the reference may be logarithms.
    #[error(
        "the amounts of the reference, none above {largest}, look like logarithms or Ct values, of which no mean is that \
         of amounts: give linear amounts (2^x of log2, 2^-Ct of Ct); where they are linear, scale each sample to a million"
    )]
    LogarithmicReference {
        /// The largest value.
        largest: f64,
    },
    /// A sample of the reference has no label.
    #[error("sample `{0}` of the reference has no label")]
    Unlabelled(String),
    /// A sample of the reference has no amount in any feature.
    #[error("sample `{0}` of the reference is zero in every feature")]
    EmptySample(String),
    /// The labels name fewer than two sources.
    #[error("a signature needs two sources or more; the labels name {0}")]
    TooFewSources(usize),
    /// No feature is a marker.
    #[error("no feature is {fold} times as high in one source as in all others: lower `fold`")]
    NoMarker {
        /// The least fold of a marker.
        fold: f64,
    },
    /// No sample has one name in both tables and holds something in both.
    #[error(
        "cells and vesicles have no sample in common that holds anything: name each pair alike in both tables"
    )]
    NoPair,
    /// No feature has one name in both tables.
    #[error("cells and vesicles have no feature in common")]
    NoPairedFeature,
}
