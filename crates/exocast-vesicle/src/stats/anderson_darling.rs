//! The k-sample Anderson–Darling test.

use exocast_core::order;
use exocast_core::rank::Test;

/// The k-sample Anderson–Darling test with midranks (Scholz & Stephens 1987, J Am Stat Assoc 82:918).
///
/// The statistic is standardised; its p-value is interpolated from their table and lies between .001
/// and .25. Nothing for fewer than two samples, or where one is empty or all values are equal.
#[must_use]
pub(crate) fn anderson_darling(samples: &[&[f64]]) -> Option<Test> {
    if samples.len() < 2 || samples.iter().any(|sample| sample.is_empty()) {
        return None;
    }
    let mut pooled: Vec<f64> = samples.iter().flat_map(|sample| sample.iter().copied()).collect();
    order::sort(&mut pooled);
    let total = pooled.len() as f64;
    let mut distinct: Vec<(f64, f64, f64)> = Vec::new(); // value, below, ties
    for ties in pooled.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        let below = distinct.last().map_or(0.0, |last| last.1 + last.2);
        distinct.push((ties[0], below, ties.len() as f64));
    }
    if distinct.len() < 2 {
        return None;
    }
    let mut statistic = 0.0;
    for sample in samples {
        let mut sorted = sample.to_vec();
        order::sort(&mut sorted);
        let n = sorted.len() as f64;
        let (mut at, mut sum) = (0, 0.0);
        for &(value, below, ties) in &distinct {
            let first = at;
            while at < sorted.len() && sorted[at] <= value {
                at += 1;
            }
            let mid = f64::midpoint(first as f64, at as f64);
            let pooled_mid = below + 0.5 * ties;
            let spread = pooled_mid * (total - pooled_mid) - 0.25 * total * ties;
            if spread > 0.0 {
                sum += ties / total * (total * mid - pooled_mid * n).powi(2) / spread;
            }
        }
        statistic += sum / n;
    }
    statistic *= (total - 1.0) / total;
    let k = samples.len() as f64;
    let inverse: f64 = samples.iter().map(|sample| 1.0 / sample.len() as f64).sum();
    let harmonic: f64 = (1..pooled.len()).map(|i| 1.0 / i as f64).sum();
    let (mut tail, mut g) = (0.0, 0.0);
    for i in (1..pooled.len() - 1).rev() {
        // Σ_{i<j} 1/((N − i) j), from the inside out.
        tail += 1.0 / (i + 1) as f64;
        g += tail / (total - i as f64);
    }
    let a = (4.0 * g - 6.0) * (k - 1.0) + (10.0 - 6.0 * g) * inverse;
    let b =
        (2.0 * g - 4.0) * k * k + 8.0 * harmonic * k + (2.0 * g - 14.0 * harmonic - 4.0) * inverse
            - 8.0 * harmonic
            + 4.0 * g
            - 6.0;
    let c = (6.0 * harmonic + 2.0 * g - 2.0) * k * k
        + (4.0 * harmonic - 4.0 * g + 6.0) * k
        + (2.0 * harmonic - 6.0) * inverse
        + 4.0 * harmonic;
    let d = (2.0 * harmonic + 6.0) * k * k - 4.0 * harmonic * k;
    let variance = (((a * total + b) * total + c) * total + d)
        / ((total - 1.0) * (total - 2.0) * (total - 3.0));
    let m = k - 1.0;
    let standard = (statistic - m) / variance.sqrt();
    Some(Test { statistic: standard, p: anderson_darling_tail(standard, m) })
}

/// ln p as a parabola in the statistic, through the critical values of the paper.
fn anderson_darling_tail(statistic: f64, m: f64) -> f64 {
    const LEVELS: [f64; 7] = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
    const B: [[f64; 3]; 7] = [
        [0.675, -0.245, -0.105],
        [1.281, 0.25, -0.305],
        [1.645, 0.678, -0.362],
        [1.96, 1.149, -0.391],
        [2.326, 1.822, -0.396],
        [2.573, 2.364, -0.345],
        [3.085, 3.615, -0.154],
    ];
    let critical = B.map(|[b0, b1, b2]| b0 + b1 / m.sqrt() + b2 / m);
    if statistic < critical[0] {
        return LEVELS[0];
    }
    if statistic > critical[6] {
        return LEVELS[6];
    }
    let mut normal = [[0.0; 4]; 3];
    for (x, level) in critical.iter().zip(LEVELS) {
        let powers = [1.0, *x, x * x];
        for i in 0..3 {
            for j in 0..3 {
                normal[i][j] += powers[i] * powers[j];
            }
            normal[i][3] += powers[i] * level.ln();
        }
    }
    let [a, b, c] = gauss(normal);
    (a + b * statistic + c * statistic * statistic).exp().clamp(LEVELS[6], LEVELS[0])
}

/// Gaussian elimination with pivots.
fn gauss<const N: usize, const M: usize>(mut rows: [[f64; M]; N]) -> [f64; N] {
    for k in 0..N {
        let pivot = (k..N).max_by(|&i, &j| rows[i][k].abs().total_cmp(&rows[j][k].abs()));
        rows.swap(k, pivot.unwrap_or(k));
        for i in k + 1..N {
            let factor = rows[i][k] / rows[k][k];
            let pivot = rows[k];
            for (cell, above) in rows[i].iter_mut().zip(pivot) {
                *cell -= factor * above;
            }
        }
    }
    let mut x = [0.0; N];
    for k in (0..N).rev() {
        let rest: f64 = (k + 1..N).map(|j| rows[k][j] * x[j]).sum();
        x[k] = (rows[k][N] - rest) / rows[k][k];
    }
    x
}
