//! The two-sample Cramér–von Mises test.

use exocast_core::order;
use exocast_core::rank::{Test, ranks};
use statrs::function::gamma::ln_gamma;

/// Two-sample Cramér–von Mises test with its asymptotic p-value (Anderson 1962, Ann Math Stat
/// 33:1148). Nothing where a sample is empty.
#[must_use]
pub(crate) fn cramer_von_mises(a: &[f64], b: &[f64]) -> Option<Test> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    order::sort(&mut a);
    order::sort(&mut b);
    let pooled: Vec<f64> = a.iter().chain(&b).copied().collect();
    let ranks = ranks(&pooled);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let off = |ranks: &[f64]| -> f64 {
        ranks.iter().enumerate().map(|(i, rank)| (rank - (i + 1) as f64).powi(2)).sum()
    };
    let u = n * off(&ranks[..a.len()]) + m * off(&ranks[a.len()..]);
    let total = n + m;
    let statistic = u / (n * m * total) - (4.0 * n * m - 1.0) / (6.0 * total);
    let expected = (1.0 + 1.0 / total) / 6.0;
    let variance = (total + 1.0) * (4.0 * m * n * total - 3.0 * (m * m + n * n) - 2.0 * m * n)
        / (45.0 * total * total * 4.0 * m * n);
    let scaled = 1.0 / 6.0 + (statistic - expected) / (45.0 * variance).sqrt();
    Some(Test { statistic, p: cramer_von_mises_tail(scaled) })
}

/// P(W² > x) of the limit: a series in K_{1/4} (Anderson & Darling 1952, Ann Math Stat 23:193).
fn cramer_von_mises_tail(x: f64) -> f64 {
    if x < 0.003 {
        return 1.0;
    }
    let sum: f64 = (0..60)
        .map(|k| {
            let k = f64::from(k);
            let y = 4.0 * k + 1.0;
            let q = y * y / (16.0 * x);
            let u = (ln_gamma(k + 0.5) - ln_gamma(k + 1.0)).exp()
                / (std::f64::consts::PI.powf(1.5) * x.sqrt());
            u * y.sqrt() * scaled_bessel_k(0.25, q)
        })
        .sum();
    (1.0 - sum).clamp(0.0, 1.0)
}

/// `e^(−q) K_v(q)`, by the trapezoidal rule on `∫ exp(−q cosh t) cosh(vt) dt`, which converges
/// exponentially.
fn scaled_bessel_k(v: f64, q: f64) -> f64 {
    const STEP: f64 = 1.0 / 64.0;
    let term = |t: f64| (-q * (1.0 + t.cosh())).exp() * (v * t).cosh();
    let mut sum = 0.5 * term(0.0);
    let mut t = STEP;
    while t < 30.0 {
        let value = term(t);
        sum += value;
        if value < 1e-18 * sum {
            break;
        }
        t += STEP;
    }
    sum * STEP
}
