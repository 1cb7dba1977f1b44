//! One place that knows whether there are threads: results come in the order of their index, the same with and without.

/// `f(0), f(1), … f(n − 1)`, over threads where the feature `rayon` is on.
///
/// ```
/// assert_eq!(exocast_core::parallel::map(4, |i| i * i), [0, 1, 4, 9]);
/// ```
#[cfg(feature = "rayon")]
pub fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
    (0..n).into_par_iter().map(f).collect()
}

/// `f(0), f(1), … f(n − 1)`, over threads where the feature `rayon` is on.
#[cfg(not(feature = "rayon"))]
pub fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    (0..n).map(f).collect()
}
