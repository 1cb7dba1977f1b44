//! What no number of samples determines: the gain of each source over all its features.

use exocast_core::linalg::Cholesky;
use ndarray::Array2;

use super::local::Local;
use crate::{
    constants::GAIN_SPREAD,
    linalg::{cholesky, times, weighted_gram},
};

/// Cholesky factor of the precision of ln gains g of the sources.
///
/// Multiplying source j by `exp(g_j)` in all samples and dividing its features' biases by as much leaves
/// the fit as it is where a feature is of one source only. It is held by the prior of
/// the biases: with `q_fj` the mean part of feature f that is of source j, QᵀQ/τ². A gain of its own
/// has a prior too.
pub(super) fn gain_factor(samples: &[&Local], variance: f64) -> Option<Cholesky> {
    let first = samples.first()?;
    let (n, k) = (first.counts.len(), first.known());
    let mut parts: Array2<f64> = Array2::zeros((n, k));
    let mut weights = vec![0.0; n];
    for sample in samples {
        let (information, _) = sample.linearised();
        let fitted = times(sample.design.view(), &sample.amounts);
        for f in 0..n {
            // Weight of the feature's log in this sample.
            let weight = information[f] * fitted[f] * fitted[f];
            weights[f] += weight;
            let known: f64 = (0..k).map(|j| sample.design[[f, j]] * sample.amounts[j]).sum();
            if known > 0.0 {
                for j in 0..k {
                    parts[[f, j]] += weight * sample.design[[f, j]] * sample.amounts[j] / known;
                }
            }
        }
    }
    for (mut row, weight) in parts.rows_mut().into_iter().zip(&weights) {
        if *weight > 0.0 {
            row /= *weight;
        }
    }
    let mut precision = weighted_gram(parts.view(), &vec![1.0 / variance.max(1e-4); n]);
    for d in &mut precision.diag_mut() {
        *d += 1.0 / (GAIN_SPREAD * GAIN_SPREAD);
    }
    cholesky(precision.view())
}
