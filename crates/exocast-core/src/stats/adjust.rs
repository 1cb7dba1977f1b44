//! Adjustment of p-values for many tests.

/// Benjamini–Hochberg false discovery rate (Benjamini & Hochberg 1995, J R Stat Soc B 57:289).
///
/// Returns one adjusted value a p-value, in the order given; values are at most 1. `NaN` stays `NaN`
/// and does not count as a test.
///
/// ```
/// use exocast_core::adjust::benjamini_hochberg;
///
/// assert_eq!(benjamini_hochberg(&[0.01, 0.02, 0.5]), [0.03, 0.03, 0.5]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, 1.0)
}

/// Benjamini–Yekutieli rate under any dependence (Benjamini & Yekutieli 2001, Ann Stat 29:1165).
///
/// Shapes as [`benjamini_hochberg`].
#[must_use]
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    let tests = p.iter().filter(|p| !p.is_nan()).count();
    step_up(p, (1..=tests).map(|i| 1.0 / i as f64).sum())
}

/// Holm's family-wise error rate (Holm 1979, Scand J Stat 6:65).
///
/// Shapes as [`benjamini_hochberg`].
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = ascending(p);
    let n = order.len();
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut largest: f64 = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        largest = largest.max(p[i] * (n - rank) as f64).min(1.0);
        adjusted[i] = largest;
    }
    adjusted
}

fn step_up(p: &[f64], factor: f64) -> Vec<f64> {
    let order = ascending(p);
    let n = order.len() as f64;
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut smallest: f64 = 1.0;
    for (rank, &i) in order.iter().enumerate().rev() {
        smallest = smallest.min(p[i] * factor * n / (rank + 1) as f64);
        adjusted[i] = smallest;
    }
    adjusted
}

fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&i| !p[i].is_nan()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    order
}
