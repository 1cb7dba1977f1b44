//! What a run of the hierarchical model is given, and what it gives.

use exocast_core::SeedPlan;
use ndarray::ArrayView2;

use super::amounts::Amounts;
use crate::fit::BiasPrior;

/// A sample with the unit of its counts.
#[derive(Clone, Debug)]
pub(crate) struct Scaled<'a> {
    pub(crate) name: &'a str,
    /// Cargo over `unit`.
    pub(crate) counts: Vec<f64>,
    pub(crate) unit: f64,
}

/// What a run of the model needs in addition to cargo.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan<'a> {
    /// Features × distinct sources.
    pub(crate) signature: ArrayView2<'a, f64>,
    pub(crate) prior: &'a BiasPrior,
    /// Places of the sources in the order of their names.
    pub(crate) order: &'a [usize],
    pub(crate) unknown: bool,
    /// Whether dispersion and shared biases are estimated: not where the unit of amounts already
    /// holds all misfit.
    pub(crate) dispersed: bool,
    /// Part of each feature in which it is held out.
    pub(crate) folds: &'a [usize],
    /// Draws of the shares of one sample.
    pub(crate) draws: usize,
    pub(crate) seed: SeedPlan,
}

/// One sample, explained.
#[derive(Clone, Debug)]
pub(crate) struct Explained {
    /// Posterior means.
    pub(crate) amounts: Amounts,
    pub(crate) draws: Vec<Amounts>,
    /// What the known sources give each feature, biases included.
    pub(crate) fitted: Vec<f64>,
    /// The same, where coefficients are of the other features alone.
    pub(crate) predicted: Vec<f64>,
    /// Relative variance of features that nothing says is bias, where it was estimated.
    pub(crate) scatter: Option<f64>,
    /// Part of the cargo in the wrong features, where its unit holds all misfit.
    pub(crate) misplaced: Option<f64>,
}
