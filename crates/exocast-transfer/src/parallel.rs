//! One place that knows whether there are threads: the result is the same with and without.

/// `f` of every index, in order of the index.
#[cfg(feature = "rayon")]
pub(crate) fn map<T: Send>(count: usize, f: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
    (0..count).into_par_iter().map(f).collect()
}

/// `f` of every index, in order of the index.
#[cfg(not(feature = "rayon"))]
pub(crate) fn map<T>(count: usize, f: impl Fn(usize) -> T) -> Vec<T> {
    (0..count).map(f).collect()
}
