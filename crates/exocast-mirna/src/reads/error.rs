//! Why the reads of a sample cannot be used.

use exocast_core::ReadError;

/// Reads of a sample could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The input is broken.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No library fits.
    #[error(
        "no adapter is credible in {sample}: the best, {best}, stands in {support} of the first \
         {examined} reads; name the library or give its 3' adapter, or `trimmed`"
    )]
    NoAdapter {
        /// The sample.
        sample: String,
        /// The preset with most support.
        best: &'static str,
        /// Reads that support it.
        support: usize,
        /// Reads looked at.
        examined: usize,
    },
}
