//! What all samples of one deconvolution share.

use exocast_core::{SeedPlan, options::Checked};
use ndarray::Array2;

use super::{factors::Factors, resampling::folds};
use crate::{
    fit::BiasPrior,
    options::Options,
    signature::{Identifiability, Matched, Signature, proportional_groups},
};

/// What all samples share.
pub(crate) struct Study<'a> {
    pub(super) names: &'a [String],
    pub(super) cargo: &'a Array2<f64>,
    /// Sum of each column over the features used.
    pub(super) column_sums: Vec<f64>,
    /// Sources that are the same but for a factor.
    pub(super) groups: Vec<Vec<usize>>,
    /// Features used × groups: the first source of each.
    pub(super) distinct: Array2<f64>,
    pub(super) overlap: f64,
    pub(crate) identifiability: Identifiability,
    /// Part of each feature in which it is held out.
    pub(super) folds: Vec<usize>,
    pub(super) bias: BiasPrior,
    pub(super) factors: &'a Factors,
    pub(super) options: &'a Checked<Options>,
    pub(super) seed: SeedPlan,
}

impl<'a> Study<'a> {
    pub(super) fn new(
        signature: &'a Signature,
        matched: &'a Matched,
        factors: &'a Factors,
        options: &'a Checked<Options>,
        seed: SeedPlan,
    ) -> Self {
        let used = &matched.signature;
        let groups = proportional_groups(used);
        let distinct =
            Array2::from_shape_fn((used.nrows(), groups.len()), |(f, g)| used[[f, groups[g][0]]]);
        let prior = |name: &String| factors.bias.get(name);
        Self {
            names: signature.sources(),
            cargo: &matched.cargo,
            column_sums: used.columns().into_iter().map(|column| column.sum()).collect(),
            groups,
            distinct,
            overlap: matched.overlap,
            identifiability: Identifiability::new(used.view(), signature.sources()),
            folds: folds(&matched.features, seed),
            bias: BiasPrior {
                mean: matched.features.iter().map(|f| prior(f).map_or(0.0, |b| b.mean)).collect(),
                variance: matched.features.iter().map(|f| prior(f).map(|b| b.sd * b.sd)).collect(),
            },
            factors,
            options,
            seed,
        }
    }
}
