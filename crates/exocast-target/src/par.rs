//! One place where threads may help: results come in index order, with or without them.

/// `f(0), f(1), … f(n − 1)`.
#[cfg(feature = "rayon")]
pub(crate) fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    (0..n).into_par_iter().map(f).collect()
}

/// `f(0), f(1), … f(n − 1)`.
#[cfg(not(feature = "rayon"))]
pub(crate) fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    (0..n).map(f).collect()
}
