//! The exact two-sample Kolmogorov–Smirnov p-value.

/// The two-sided p-value of a Kolmogorov–Smirnov distance between samples of n and m without ties,
/// by counting lattice paths that reach it (Hodges 1958, Ark Mat 3:469).
///
/// Exact in O(n m); for millions take the asymptotic one of
/// [`kolmogorov_smirnov`](exocast_core::rank::kolmogorov_smirnov).
#[must_use]
pub(crate) fn kolmogorov_smirnov_exact(distance: f64, n: usize, m: usize) -> f64 {
    let (rows, columns) = (n as f64, m as f64);
    let bound = (0.5 + (distance * rows * columns - 1e-7).floor()) / (rows * columns);
    let reached = |i: usize, j: usize| (i as f64 / rows - j as f64 / columns).abs() >= bound;
    let mut chance = vec![0.0; m + 1];
    for j in 1..=m {
        chance[j] = if reached(0, j) { 1.0 } else { chance[j - 1] };
    }
    for i in 1..=n {
        if reached(i, 0) {
            chance[0] = 1.0;
        }
        for j in 1..=m {
            chance[j] = if reached(i, j) {
                1.0
            } else {
                let both = (i + j) as f64;
                i as f64 / both * chance[j] + j as f64 / both * chance[j - 1]
            };
        }
    }
    chance[m].clamp(0.0, 1.0)
}
