//! Estimators of other programs, for cargo and signature as they are.

use ndarray::ArrayView2;

use super::{
    cibersort::cibersort, dampened::dwls, huber::huber_nnls, nnls::Nnls, weights::balanced_weights,
};

/// A plain estimator: coefficients zero or more, one per source.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Estimator {
    WeightedNnls,
    NuSvr,
    Robust,
    Dwls,
}

impl Estimator {
    pub(crate) fn solve(self, s: ArrayView2<'_, f64>, y: &[f64]) -> Vec<f64> {
        match self {
            Self::WeightedNnls => Nnls::weighted(s, balanced_weights(s)).solve(y),
            Self::NuSvr => cibersort(s, y),
            Self::Robust => huber_nnls(s, y),
            Self::Dwls => dwls(s, y),
        }
    }
}
