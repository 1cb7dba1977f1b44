//! Multivariate linear model.

use ndarray::Array2;
use statrs::function::beta::beta_reg;

use crate::linalg::{cholesky, solve_lower, solve_transposed};

/// t of each set's weights in one regression of the values on all sets together, with its two-sided p.
///
/// `sets` hold places in `values` with their weights; df = n − sets − 1 (Badia-i-Mompel et al. 2022,
/// Bioinform Adv 2:vbac016). Nothing where there are too few features, or where sets are so alike
/// that they cannot be told apart.
#[must_use]
pub fn multivariate_linear_model(
    sets: &[&[(usize, f64)]],
    values: &[f64],
) -> Option<Vec<(f64, f64)>> {
    Multivariate::new(sets, values.len())?.test(values)
}

/// A design prepared once for any number of samples.
#[derive(Clone, Debug)]
pub(crate) struct Multivariate<'a> {
    sets: Vec<&'a [(usize, f64)]>,
    features: usize,
    /// Mean weight of each set over all features.
    means: Vec<f64>,
    factor: Vec<f64>,
    /// Diagonal of the inverse of the centred cross products.
    inverse: Vec<f64>,
}

impl<'a> Multivariate<'a> {
    pub(crate) fn new(sets: &[&'a [(usize, f64)]], features: usize) -> Option<Self> {
        let k = sets.len();
        if features < k + 2 || k == 0 {
            return None;
        }
        let n = features as f64;
        let sums: Vec<f64> = sets.iter().map(|set| set.iter().map(|(_, w)| w).sum()).collect();
        let mut cross: Array2<f64> = Array2::zeros((k, k));
        let mut dense = vec![0.0; features];
        for i in 0..k {
            for &(row, weight) in sets[i] {
                dense[row] = weight;
            }
            for j in 0..=i {
                let shared: f64 = sets[j].iter().map(|&(row, weight)| weight * dense[row]).sum();
                let centred = shared - sums[i] * sums[j] / n;
                cross[[i, j]] = centred;
                cross[[j, i]] = centred;
            }
            for &(row, _) in sets[i] {
                dense[row] = 0.0;
            }
        }
        let factor = cholesky(cross.view())?;
        if (0..k).any(|i| factor[i * k + i].powi(2) <= 1e-10 * cross[[i, i]]) {
            return None;
        }
        let inverse = (0..k)
            .map(|j| {
                let mut unit = vec![0.0; k];
                unit[j] = 1.0;
                solve_lower(&factor, &unit).iter().map(|v| v * v).sum()
            })
            .collect();
        let means = sums.iter().map(|s| s / n).collect();
        Some(Self { sets: sets.to_vec(), features, means, factor, inverse })
    }

    pub(crate) fn test(&self, values: &[f64]) -> Option<Vec<(f64, f64)>> {
        let n = self.features as f64;
        let mean = values.iter().sum::<f64>() / n;
        let total: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let cross: Vec<f64> = self
            .sets
            .iter()
            .map(|set| set.iter().map(|&(row, weight)| weight * (values[row] - mean)).sum())
            .collect();
        let slopes = solve_transposed(&self.factor, &solve_lower(&self.factor, &cross));
        // The residual itself: total less explained would cancel where the fit is close.
        let mut fitted =
            vec![-self.means.iter().zip(&slopes).map(|(m, b)| m * b).sum::<f64>(); values.len()];
        for (set, slope) in self.sets.iter().zip(&slopes) {
            for &(row, weight) in *set {
                fitted[row] += weight * slope;
            }
        }
        let residual: f64 =
            values.iter().zip(&fitted).map(|(v, f)| (v - mean - f) * (v - mean - f)).sum();
        if total <= 0.0 {
            return None;
        }
        let freedom = n - slopes.len() as f64 - 1.0;
        let variance = residual / freedom;
        Some(
            slopes
                .iter()
                .zip(&self.inverse)
                .map(|(slope, inverse)| {
                    let t = slope / (variance * inverse).sqrt();
                    (t, beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)))
                })
                .collect(),
        )
    }
}
