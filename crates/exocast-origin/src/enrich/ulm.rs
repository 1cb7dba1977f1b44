//! Univariate linear model, and the z-score of a set's mean.

use statrs::function::{beta::beta_reg, erf::erfc};

/// A sample prepared once for t of the slope of its values on the weights of any number of sets, and its two-sided p.
///
/// With r the correlation of weights and values over all n features, t = r √(df/(1−r²)), df = n − 2
/// (Badia-i-Mompel et al. 2022, Bioinform Adv 2:vbac016). Nothing with fewer than three features, or where values
/// do not vary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Univariate<'a> {
    values: &'a [f64],
    mean: f64,
    squares: f64,
}

impl<'a> Univariate<'a> {
    pub(crate) fn new(values: &'a [f64]) -> Option<Self> {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        (values.len() >= 3 && squares > 0.0).then_some(Self { values, mean, squares })
    }

    /// `members` are places in the values with their weight; every other feature has weight 0. Nothing where weights do
    /// not vary.
    pub(crate) fn test(&self, members: &[(usize, f64)]) -> Option<(f64, f64)> {
        let n = self.values.len() as f64;
        let (mut sum, mut square, mut cross) = (0.0, 0.0, 0.0);
        for &(row, weight) in members {
            sum += weight;
            square += weight * weight;
            cross += weight * (self.values[row] - self.mean);
        }
        let weight_squares = square - sum * sum / n;
        if weight_squares <= 1e-12 * square {
            return None;
        }
        let r = (cross / (weight_squares * self.squares).sqrt()).clamp(-1.0, 1.0);
        let freedom = n - 2.0;
        let rest = 1.0 - r * r;
        if rest <= 0.0 {
            return Some((r.signum() * f64::INFINITY, 0.0));
        }
        let t = r * (freedom / rest).sqrt();
        let p = beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t));
        Some((t, p))
    }
}

/// z of a set's weighted mean against the mean of all features, `(x̄_set − x̄) √m / s` with s over all
/// features, and its two-sided normal p (Casado et al. 2013, Sci Signal 6:rs6). Nothing where the set is
/// empty or values do not vary.
pub(super) fn z_score(members: &[(usize, f64)], values: &[f64]) -> Option<(f64, f64)> {
    let sample = Univariate::new(values)?;
    let size: f64 = members.iter().map(|(_, weight)| weight.abs()).sum();
    if size <= 0.0 {
        return None;
    }
    let mean = members.iter().map(|&(row, weight)| weight * values[row]).sum::<f64>() / size;
    let sd = (sample.squares / (values.len() - 1) as f64).sqrt();
    let count = members.iter().filter(|(_, weight)| weight.abs() > 0.0).count() as f64;
    let z = (mean - sample.mean) * count.sqrt() / sd;
    Some((z, erfc(z.abs() / std::f64::consts::SQRT_2)))
}
