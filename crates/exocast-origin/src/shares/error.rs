//! Why shares could not be computed.

use crate::signature::{BadTable, NoCommonFeature};

/// Why shares could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeconvolutionError {
    /// Signature and cargo speak about different things.
    #[error(transparent)]
    NoCommonFeature(#[from] NoCommonFeature),
    /// Merged sources make no signature.
    #[error("sources cannot be merged")]
    Merged(#[from] BadTable),
    /// A factor names no source of the signature.
    #[error("there is no source `{name}` in the signature; it has {sources}")]
    UnknownSource {
        /// The name given.
        name: String,
        /// The sources there are.
        sources: String,
    },
    /// A factor is not a number above zero.
    #[error("the factor of source `{name}` is {value}; it has to be above zero")]
    BadFactor {
        /// The source.
        name: String,
        /// The value given.
        value: f64,
    },
}
