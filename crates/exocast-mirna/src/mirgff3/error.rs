//! What can go wrong in writing and converting.

use std::io;

use exocast_core::{ReadError, words::plural};

/// mirGFF3 that cannot be written or converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A record of the input cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The output cannot be written.
    #[error("cannot write mirGFF3")]
    Io(#[from] io::Error),
    /// A required part is empty or has a value that the format does not allow.
    #[error("{field} of a mirGFF3 record is `{value}`, which the format does not allow")]
    Field {
        /// The part.
        field: &'static str,
        /// Its value.
        value: String,
    },
    /// The number of counts differs from that of samples.
    #[error("{} for {}", plural(*.values, "expression value"), plural(*.samples, "sample"))]
    Expression {
        /// Number of values.
        values: usize,
        /// Number of samples.
        samples: usize,
    },
}
