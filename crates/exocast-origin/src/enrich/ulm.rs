//! Univariate linear model.

use statrs::function::beta::beta_reg;

/// t of the slope of `values` on set weights, and its two-sided p.
///
/// `members` are places in `values` with their weight; every other feature has weight 0. With r the
/// correlation of weights and values over all n features, t = r √(df/(1−r²)), df = n − 2
/// (Badia-i-Mompel et al. 2022, Bioinform Adv 2:vbac016). Nothing with fewer than three features, or
/// where weights or values do not vary.
#[must_use]
pub fn univariate_linear_model(members: &[(usize, f64)], values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    if values.len() < 3 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    let (mut sum, mut square, mut cross) = (0.0, 0.0, 0.0);
    for &(row, weight) in members {
        sum += weight;
        square += weight * weight;
        cross += weight * (values[row] - mean);
    }
    let weight_squares = square - sum * sum / n;
    if squares <= 0.0 || weight_squares <= 1e-12 * square {
        return None;
    }
    let r = (cross / (weight_squares * squares).sqrt()).clamp(-1.0, 1.0);
    let freedom = n - 2.0;
    let rest = 1.0 - r * r;
    if rest <= 0.0 {
        return Some((r.signum() * f64::INFINITY, 0.0));
    }
    let t = r * (freedom / rest).sqrt();
    let p = beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t));
    Some((t, p))
}
