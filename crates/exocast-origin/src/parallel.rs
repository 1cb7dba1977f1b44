//! Replicates in index order, over threads where the feature `rayon` is on.

#[cfg(feature = "rayon")]
pub(crate) fn map<T: Send>(count: usize, each: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    (0..count).into_par_iter().map(each).collect()
}

#[cfg(not(feature = "rayon"))]
pub(crate) fn map<T>(count: usize, each: impl Fn(usize) -> T) -> Vec<T> {
    (0..count).map(each).collect()
}
