//! Samples whose reads cannot be used.

use exocast_core::ReadError;

/// A sample whose reads cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// Its input is malformed or cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No library was recognised.
    #[error(
        "no library is recognised in {sample}: the most frequent adapter, of {best}, is in {support} of the first \
         {examined} reads; give the library, its 3' adapter, or `trimmed`"
    )]
    NoAdapter {
        /// The sample.
        sample: String,
        /// The library with the most frequent adapter.
        best: &'static str,
        /// Number of reads with its adapter.
        support: usize,
        /// Number of reads examined.
        examined: usize,
    },
}
