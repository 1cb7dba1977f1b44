//! The number of names expected at lower depths.

use statrs::function::gamma::ln_gamma;

/// Points of the saturation curve.
const POINTS: u64 = 10;

/// Names expected among m of N reads drawn without replacement, Σ 1 − C(N−nᵢ, m)/C(N, m) (Hurlbert
/// 1971, Ecology 52:577), at ten depths.
pub(super) fn rarefaction(counts: &[u64]) -> Vec<(u64, f64)> {
    let total: u64 = counts.iter().sum();
    let ln_choose = |n: u64, k: u64| {
        ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0)
    };
    let mut curve: Vec<(u64, f64)> = (1..=POINTS)
        .map(|i| u64::try_from(u128::from(total) * u128::from(i) / u128::from(POINTS)).unwrap_or(0))
        .filter(|&drawn| drawn > 0)
        .map(|drawn| {
            let all = ln_choose(total, drawn);
            let missed = |n: u64| {
                if drawn > total - n { 0.0 } else { (ln_choose(total - n, drawn) - all).exp() }
            };
            (drawn, counts.iter().map(|&n| 1.0 - missed(n)).sum())
        })
        .collect();
    curve.dedup_by_key(|point| point.0);
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarefaction_by_hand() {
        assert_eq!(rarefaction(&[]), []);
        // Two names of one read each: one read shows one name, two show both.
        let curve = rarefaction(&[1, 1]);
        assert_eq!(curve.iter().map(|point| point.0).collect::<Vec<_>>(), [1, 2]);
        assert!((curve[0].1 - 1.0).abs() < 1e-9 && (curve[1].1 - 2.0).abs() < 1e-9);
        // 3 of 4 reads miss the single one with probability 1/4.
        let curve = rarefaction(&[3, 1]);
        let three = curve.iter().find(|point| point.0 == 3).unwrap();
        assert!((three.1 - 1.75).abs() < 1e-9);
    }
}
