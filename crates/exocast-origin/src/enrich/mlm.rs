//! Multivariate linear model.

use exocast_core::linalg::Cholesky;
use statrs::function::beta::beta_reg;

/// One regression of the values on all sets together, prepared once for any number of samples: t of each set's weights
/// with its two-sided p.
///
/// `sets` hold places in the values with their weights; df = n − sets − 1 (Badia-i-Mompel et al. 2022, Bioinform Adv
/// 2:vbac016). Nothing where there are too few features, or where sets depend on each other.
#[derive(Clone, Debug)]
pub(crate) struct Multivariate<'a> {
    sets: Vec<&'a [(usize, f64)]>,
    features: usize,
    /// Mean weight of each set over all features.
    means: Vec<f64>,
    factor: Cholesky,
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
        let mut cross = vec![0.0; k * k];
        let mut dense = vec![0.0; features];
        for i in 0..k {
            for &(row, weight) in sets[i] {
                dense[row] = weight;
            }
            for j in 0..=i {
                let shared: f64 = sets[j].iter().map(|&(row, weight)| weight * dense[row]).sum();
                let centred = shared - sums[i] * sums[j] / n;
                cross[i * k + j] = centred;
            }
            for &(row, _) in sets[i] {
                dense[row] = 0.0;
            }
        }
        let squares: Vec<f64> = (0..k).map(|i| cross[i * k + i]).collect();
        let factor = Cholesky::new(cross, k)?;
        // What of a set's weights no set before it makes up.
        if factor.diagonal().zip(squares).any(|(left, all)| left.powi(2) <= 1e-10 * all) {
            return None;
        }
        let inverse = (0..k)
            .map(|j| {
                let mut unit = vec![0.0; k];
                unit[j] = 1.0;
                factor.solve_lower(unit).iter().map(|v| v * v).sum()
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
        let slopes = self.factor.solve(cross);
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
