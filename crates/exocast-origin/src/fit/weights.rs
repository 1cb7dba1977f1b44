//! How much each feature weighs where a fit is to relative errors.

use ndarray::ArrayView2;

/// 1 / mean of each feature over sources (least squares then weighs residuals by 1/√mean).
pub(crate) fn balanced_weights(signature: ArrayView2<'_, f64>) -> Vec<f64> {
    signature
        .rows()
        .into_iter()
        .map(|row| {
            let mean = row.sum() / row.len() as f64;
            if mean > 0.0 { 1.0 / mean } else { 0.0 }
        })
        .collect()
}
