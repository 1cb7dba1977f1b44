//! What is given to the hierarchical model and what comes of it.

use ndarray::ArrayView2;

use crate::fit::unknown::UnknownPrior;

/// What is known of the bias of each feature before any sample is seen: ln of vesicle over cell.
#[derive(Clone, Debug)]
pub(crate) struct BiasPrior {
    pub(crate) mean: Vec<f64>,
    /// Variance, where matched pairs gave one.
    pub(crate) variance: Vec<Option<f64>>,
}

/// Samples to be explained together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Samples<'a> {
    /// Features × sources.
    pub(crate) signature: ArrayView2<'a, f64>,
    /// One vector of counts per sample.
    pub(crate) cargo: &'a [Vec<f64>],
    pub(crate) prior: &'a BiasPrior,
}

/// What is estimated along.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Whether features get a bias that samples share.
    pub(crate) bias: bool,
    pub(crate) unknown: bool,
    /// Dispersion at the start; estimated where `estimate_alpha` says so.
    pub(crate) alpha: f64,
    pub(crate) estimate_alpha: bool,
    pub(crate) iterations: usize,
}

/// A settled fit.
#[derive(Clone, Debug)]
pub(crate) struct Calibrated {
    /// Coefficients, samples × sources.
    pub(crate) coefficients: Vec<Vec<f64>>,
    pub(crate) alpha: f64,
    /// Variance of ln bias over features without a prior of their own.
    pub(crate) bias_variance: f64,
    /// Posterior mean and variance of ln bias.
    pub(crate) bias: Vec<(f64, f64)>,
    /// Expected amount of the unknown source per feature at level 1, and levels of the samples.
    pub(crate) unknown: Vec<f64>,
    pub(crate) levels: Vec<f64>,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

pub(super) struct State {
    pub(super) w: Vec<Vec<f64>>,
    pub(super) level: Vec<f64>,
    pub(super) alpha: f64,
    pub(super) tau: f64,
    /// ln bias at each point of the grid, by feature.
    pub(super) bias: Vec<Vec<f64>>,
    /// Posterior of the grid points, by feature.
    pub(super) posterior: Vec<Vec<f64>>,
    pub(super) prior: UnknownPrior,
}

/// What one feature says at one state.
pub(super) struct Feature {
    pub(super) evidence: f64,
    /// At each point of the grid, over that at the best one.
    pub(super) likelihood: Vec<f64>,
    pub(super) posterior: Vec<f64>,
    pub(super) bias: Vec<f64>,
    /// Posterior second moment of ln bias around its prior mean.
    pub(super) square: f64,
    pub(super) mean: f64,
    /// By sample: derivative and information by the fitted mean, and by the level of the unknown.
    pub(super) by_sample: Vec<[f64; 4]>,
}
