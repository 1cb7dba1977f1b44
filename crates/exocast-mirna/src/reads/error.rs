//! Samples whose reads cannot be used.

use exocast_core::ReadError;

/// A sample whose reads cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// Its input is malformed or cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Names of reads that may hold numbers of equal reads.
    #[error(
        "`{name}` of {sample} may be one read, or a sequence that was read {copies} times; set --collapsed (in a study \
         `collapsed`) to no or yes"
    )]
    Copies {
        /// The sample.
        sample: String,
        /// The name.
        name: String,
        /// The number at its end.
        copies: u32,
    },
}
