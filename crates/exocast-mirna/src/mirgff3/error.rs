//! What the format does not allow.

use std::io;

use exocast_core::ReadError;

/// A header or record that the format does not allow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The output fails.
    #[error("cannot write mirGFF3")]
    Io(#[from] io::Error),
    /// A required part is empty or holds what it may not.
    #[error("{field} of a mirGFF3 record is `{value}`, which the format does not allow")]
    Field {
        /// The part.
        field: &'static str,
        /// Its value.
        value: String,
    },
    /// Another number of counts than of samples.
    #[error("{found} expression values for {wanted} samples")]
    Expression {
        /// Values.
        found: usize,
        /// Samples.
        wanted: usize,
    },
}

/// Reading one dialect and writing 1.2 failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// A record cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A record cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}
