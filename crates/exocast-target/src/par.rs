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

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_order() {
        let squares: Vec<usize> = super::map(1000, |i| i * i);
        assert!(squares.iter().enumerate().all(|(i, square)| *square == i * i));
    }
}
