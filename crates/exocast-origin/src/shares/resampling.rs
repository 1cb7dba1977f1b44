//! Bootstrap over features and permutation of cargo.

use exocast_core::{SeedPlan, parallel, rank::pearson};
use ndarray::ArrayView2;
use rand::RngExt;

use crate::{
    fit::{Nnls, balanced_weights},
    linalg::times,
};

/// How often each of `features` features is drawn when as many are drawn with replacement.
pub(crate) fn multiplicities(features: usize, plan: SeedPlan, name: &str, index: u64) -> Vec<f64> {
    let mut stream = plan.stream(name, index);
    let mut weights = vec![0.0; features];
    for _ in 0..features {
        weights[stream.random_range(0..features)] += 1.0;
    }
    weights
}

/// Parts that features are held out in.
const FOLDS: usize = 10;

/// The part of each feature: at random over names, whatever the order of the features.
pub(crate) fn folds(features: &[String], plan: SeedPlan) -> Vec<usize> {
    let mut order: Vec<usize> = (0..features.len()).collect();
    order.sort_by_key(|&f| &features[f]);
    let mut stream = plan.stream("origin held out", 0);
    for i in (1..order.len()).rev() {
        order.swap(i, stream.random_range(0..=i));
    }
    let mut fold = vec![0; features.len()];
    for (place, f) in order.into_iter().enumerate() {
        fold[f] = place % FOLDS;
    }
    fold
}

/// What features are predicted to hold by a fit to the others; `fit` takes the weights of the features (0 or 1)
/// and gives amounts for all.
pub(crate) fn held_out(fold: &[usize], fit: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut predicted = vec![0.0; fold.len()];
    for part in 0..FOLDS.min(fold.len()) {
        let weights: Vec<f64> =
            fold.iter().map(|&of_feature| f64::from(u8::from(of_feature != part))).collect();
        let all = fit(&weights);
        for (f, value) in predicted.iter_mut().enumerate().filter(|(f, _)| fold[*f] == part) {
            *value = all[f];
        }
    }
    predicted
}

/// Correlation of square roots: the scale on which counts scatter evenly.
pub(crate) fn root_correlation(y: &[f64], fitted: &[f64]) -> Option<f64> {
    let root = |v: &[f64]| v.iter().map(|x| x.max(0.0).sqrt()).collect::<Vec<_>>();
    pearson(&root(y), &root(fitted))
}

/// The chance that cargo shuffled over features fits the signature as well.
#[derive(Debug)]
pub(crate) struct Permutation<'a> {
    signature: ArrayView2<'a, f64>,
    solver: Nnls<'a>,
}

impl<'a> Permutation<'a> {
    pub(crate) fn new(signature: ArrayView2<'a, f64>) -> Self {
        Self { signature, solver: Nnls::weighted(signature, balanced_weights(signature)) }
    }

    fn statistic(&self, y: &[f64]) -> f64 {
        let fitted = times(self.signature, &self.solver.solve(y));
        root_correlation(y, &fitted).unwrap_or(-1.0)
    }

    /// p = (1 + permutations at least as good) / (1 + permutations); the fit is least squares with
    /// features weighed by 1/√mean in both.
    pub(crate) fn p(&self, y: &[f64], permutations: usize, plan: SeedPlan, sample: &str) -> f64 {
        let observed = self.statistic(y);
        let name = format!("origin permutation {sample}");
        let as_good = parallel::map(permutations, |index| {
            let mut stream = plan.stream(&name, index as u64);
            let mut shuffled = y.to_vec();
            for i in (1..shuffled.len()).rev() {
                shuffled.swap(i, stream.random_range(0..=i));
            }
            self.statistic(&shuffled) >= observed
        });
        let count = as_good.into_iter().filter(|good| *good).count();
        (1 + count) as f64 / (1 + permutations) as f64
    }
}
