//! The hierarchical model of `auto`: all samples at once, then draws of the shares of each.

use exocast_core::{SeedPlan, parallel};
use ndarray::{Array2, ArrayView2, Axis, Slice};
use rand_distr::{Distribution, StandardNormal};

use crate::{
    constants::{
        DISPERSION, FEW_SAMPLES, GAIN_SPREAD, GATES, POISSON_ALPHA, PRESENCE, PRESENCE_RANGE, WARM,
    },
    estimate::Amounts,
    fit::{
        calibration::{BiasPrior, Calibrated, Samples, Settings, Stabiliser},
        mixture::balanced_weights,
        nnls::{GramProblem, Nnls},
        posterior::SpikeAndSlab,
    },
    linalg::{cholesky, solve_transposed, times, weighted_cross, weighted_gram},
    resampling::held_out,
};

/// Rounds of a fit to one sample, and to all.
const ROUNDS: (usize, usize) = (12, 40);

/// A sample with the unit of its counts.
#[derive(Clone, Debug)]
pub(crate) struct Scaled<'a> {
    pub(crate) name: &'a str,
    /// Cargo over `unit`.
    pub(crate) counts: Vec<f64>,
    pub(crate) unit: f64,
}

/// What a run of the model needs besides cargo.
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

impl Plan<'_> {
    /// Explains samples together; every one alone where they are too few to learn from.
    pub(crate) fn explain(&self, samples: &[Scaled<'_>]) -> Vec<Explained> {
        if samples.len() < FEW_SAMPLES || !self.dispersed {
            return parallel::map(samples.len(), |s| self.batch(&samples[s..=s], false))
                .into_iter()
                .flatten()
                .collect();
        }
        self.batch(samples, true)
    }

    fn batch(&self, samples: &[Scaled<'_>], shared: bool) -> Vec<Explained> {
        let cargo: Vec<Vec<f64>> = samples.iter().map(|s| s.counts.clone()).collect();
        let settings = Settings {
            bias: false,
            unknown: self.unknown,
            alpha: if self.dispersed { DISPERSION } else { POISSON_ALPHA },
            estimate_alpha: self.dispersed,
            iterations: if shared { ROUNDS.0 } else { 3 * ROUNDS.0 },
        };
        let solver = Nnls::weighted(self.signature, balanced_weights(self.signature));
        let even = self.signature.sum().max(f64::MIN_POSITIVE);
        let alone = |s: usize| {
            let y = &cargo[s..=s];
            let even = y[0].iter().sum::<f64>() / even;
            let start = solver.solve(&y[0]).iter().map(|w| 0.9 * w + 0.1 * even).collect();
            Samples { signature: self.signature, cargo: y, prior: self.prior }
                .fit(vec![start], settings)
        };
        let fit = if shared {
            let starts = parallel::map(cargo.len(), alone)
                .into_iter()
                .flat_map(|fit| fit.coefficients)
                .collect();
            let settings = Settings { bias: true, iterations: ROUNDS.1, ..settings };
            Samples { signature: self.signature, cargo: &cargo, prior: self.prior }
                .fit(starts, settings)
        } else {
            alone(0)
        };
        self.sample_posterior(samples, &fit, shared)
    }

    fn sample_posterior(
        &self,
        samples: &[Scaled<'_>],
        fit: &Calibrated,
        shared: bool,
    ) -> Vec<Explained> {
        let local = |s: usize| Local::new(self, &samples[s], fit, s, shared);
        let first = parallel::map(samples.len(), |s| {
            let mut local = local(s);
            let draws = local.draws(self, samples[s].name, 0, PRESENCE);
            local.centre(&draws);
            (local, presence(&draws, self.signature.ncols()))
        });
        let mean = first.iter().map(|(_, p)| p).sum::<f64>() / first.len() as f64;
        let mean = mean.clamp(PRESENCE_RANGE.0, PRESENCE_RANGE.1);
        let locals: Vec<&Local> = first.iter().map(|(local, _)| local).collect();
        let scatter = self.dispersed.then(|| {
            let told = shared && contrast(&locals, fit.alpha) >= GATES.contrast;
            fit.alpha + if told { 0.0 } else { fit.bias_variance }
        });
        let gains = shared.then(|| gain_factor(&locals, fit.bias_variance)).flatten();
        parallel::map(samples.len(), |s| {
            let local = locals[s];
            let mut draws = local.draws(self, samples[s].name, 1, mean);
            if let Some(factor) = &gains {
                local.spread(&mut draws, factor, self.seed, samples[s].name);
            }
            let predicted = local.predicted(self.folds, samples[s].unit);
            Explained { predicted, scatter, ..local.explained(&draws, samples[s].unit, fit) }
        })
    }
}

/// How much of what the samples differ in the sources explain: 1 − residual over what one common
/// profile leaves, both on the scale where counts scatter evenly.
fn contrast(samples: &[&Local], alpha: f64) -> f64 {
    let g = Stabiliser { alpha };
    let totals: Vec<f64> = samples.iter().map(|s| s.counts.iter().sum()).collect();
    let depth: f64 = totals.iter().sum();
    let features = samples.first().map_or(0, |s| s.counts.len());
    let common: Vec<f64> =
        (0..features).map(|f| samples.iter().map(|s| s.counts[f]).sum::<f64>() / depth).collect();
    let (mut left, mut all) = (0.0, 0.0);
    for (sample, total) in samples.iter().zip(&totals) {
        let fitted = times(sample.design.view(), &sample.amounts);
        for ((y, m), c) in sample.counts.iter().zip(&fitted).zip(&common) {
            left += (g.at(*y) - g.at(*m)).powi(2);
            all += (g.at(*y) - g.at(c * total)).powi(2);
        }
    }
    if all > 0.0 { 1.0 - left / all } else { 0.0 }
}

/// Share of the sources that draws hold, over draws.
fn presence(draws: &[Vec<f64>], sources: usize) -> f64 {
    let held: usize = draws.iter().map(|a| a[..sources].iter().filter(|a| **a > 0.0).count()).sum();
    held as f64 / (draws.len() * sources) as f64
}

/// The quadratic neighbourhood of one sample's fit, in amounts of cargo.
struct Local {
    /// Features × (sources, then the unknown one): parts of one column's amount.
    design: Array2<f64>,
    /// Amount of one unit of each column.
    sums: Vec<f64>,
    /// Variance of the features around the fit, relative.
    alpha: Vec<f64>,
    counts: Vec<f64>,
    amounts: Vec<f64>,
    unknown: bool,
    /// Whether the unit holds all misfit.
    poisson: bool,
}

impl Local {
    fn new(plan: &Plan<'_>, sample: &Scaled<'_>, fit: &Calibrated, s: usize, shared: bool) -> Self {
        let (n, k) = plan.signature.dim();
        let level = fit.levels[s];
        let columns = k + usize::from(plan.unknown);
        let mut design = Array2::from_shape_fn((n, columns), |(f, j)| {
            if j < k {
                plan.signature[[f, j]] * fit.bias[f].0.exp()
            } else {
                fit.unknown[f] * level
            }
        });
        let sums: Vec<f64> = design.columns().into_iter().map(|c| c.sum()).collect();
        for (mut column, sum) in design.columns_mut().into_iter().zip(&sums) {
            if *sum > 0.0 {
                column /= *sum;
            }
        }
        let amounts = (0..columns)
            .map(|j| if j < k { fit.coefficients[s][j] * sums[j] } else { sums[j] })
            .collect();
        let alpha = (0..n)
            .map(|f| {
                let own = plan.prior.variance[f].unwrap_or(0.0);
                fit.alpha + if shared { fit.bias[f].1 } else { own }
            })
            .collect();
        Self {
            design,
            sums,
            alpha,
            counts: sample.counts.clone(),
            amounts,
            unknown: plan.unknown,
            poisson: !plan.dispersed,
        }
    }

    /// Information and score of each feature's mean at the present amounts.
    fn linearised(&self) -> (Vec<f64>, Vec<f64>) {
        let total: f64 = self.counts.iter().sum();
        let floor = 1e-9 * total / self.counts.len() as f64;
        let fitted = times(self.design.view(), &self.amounts);
        let mut information = Vec::with_capacity(fitted.len());
        let mut response = Vec::with_capacity(fitted.len());
        for ((m, y), alpha) in fitted.iter().zip(&self.counts).zip(&self.alpha) {
            let g = Stabiliser { alpha: *alpha };
            let weight = g.information(m + floor);
            information.push(weight);
            response.push(m + (g.at(*y) - g.at(m + floor)) / weight.sqrt());
        }
        (information, response)
    }

    fn draws(&self, plan: &Plan<'_>, name: &str, round: u64, presence: f64) -> Vec<Vec<f64>> {
        let (information, response) = self.linearised();
        let precision = weighted_gram(self.design.view(), &information);
        let cross = weighted_cross(self.design.view(), &information, &response);
        let k = plan.order.len();
        let known: f64 = self.amounts[..k].iter().sum();
        let mut order = plan.order.to_vec();
        order.extend(k..self.amounts.len());
        let always: Vec<bool> = (0..self.amounts.len()).map(|j| j >= k).collect();
        let mut rng = plan.seed.stream(&format!("origin posterior {name}"), round);
        let total: f64 = self.counts.iter().sum();
        SpikeAndSlab {
            precision: &precision,
            cross: &cross,
            rate: presence * k as f64 / known.max(1e-3 * total),
            presence,
            order: &order,
            always: &always,
        }
        .draws(&self.amounts, WARM, plan.draws, &mut rng)
    }

    /// What known sources give each feature by the coefficients of the other features, biases and unknown
    /// source as they are.
    fn predicted(&self, folds: &[usize], unit: f64) -> Vec<f64> {
        let (information, mut response) = self.linearised();
        let mut unknown = self.amounts.clone();
        unknown[..self.known()].fill(0.0);
        for (y, u) in response.iter_mut().zip(times(self.design.view(), &unknown)) {
            *y -= u;
        }
        let known = self.design.slice_axis(Axis(1), Slice::from(..self.known())).to_owned();
        let known = known.view();
        held_out(folds, |kept| {
            let weights: Vec<f64> = information.iter().zip(kept).map(|(i, k)| i * k).collect();
            let problem = GramProblem::new(weighted_gram(known, &weights));
            let amounts = problem.solve(&weighted_cross(known, &weights, &response));
            times(known, &amounts).iter().map(|m| unit * m).collect()
        })
    }

    fn centre(&mut self, draws: &[Vec<f64>]) {
        self.amounts = mean(draws);
    }

    /// Adds to draws what no number of samples can tell: the gain of a source's features together.
    fn spread(&self, draws: &mut [Vec<f64>], factor: &[f64], seed: SeedPlan, name: &str) {
        let mut rng = seed.stream(&format!("origin gain {name}"), 0);
        let k = self.known();
        for draw in draws {
            let noise: Vec<f64> = (0..k).map(|_| StandardNormal.sample(&mut rng)).collect();
            let before: f64 = draw[..k].iter().sum();
            for (a, gain) in draw.iter_mut().zip(solve_transposed(factor, &noise)) {
                *a *= gain.exp();
            }
            // The cargo of known sources is seen; only its division is not.
            let after: f64 = draw[..k].iter().sum();
            if after > 0.0 {
                for a in &mut draw[..k] {
                    *a *= before / after;
                }
            }
        }
    }

    fn known(&self) -> usize {
        self.amounts.len() - usize::from(self.unknown)
    }

    fn explained(&self, draws: &[Vec<f64>], unit: f64, fit: &Calibrated) -> Explained {
        let k = self.known();
        let amounts = |a: &[f64]| Amounts {
            coefficients: a[..k]
                .iter()
                .zip(&self.sums)
                .map(|(a, c)| if *c > 0.0 { unit * a / c } else { 0.0 })
                .collect(),
            known: unit * a[..k].iter().sum::<f64>(),
            unknown: unit * a[k..].iter().sum::<f64>(),
            iterations: fit.iterations,
            converged: fit.converged,
        };
        let centre = mean(draws);
        let all = times(self.design.view(), &centre);
        let total: f64 = self.counts.iter().sum();
        let apart: f64 = all.iter().zip(&self.counts).map(|(m, y)| (m - y).abs()).sum();
        let mut own = centre.clone();
        own[k..].fill(0.0);
        Explained {
            amounts: amounts(&centre),
            draws: draws.iter().map(|draw| amounts(draw)).collect(),
            fitted: times(self.design.view(), &own).iter().map(|m| unit * m).collect(),
            predicted: Vec::new(),
            scatter: None,
            misplaced: self.poisson.then_some(0.5 * apart / total),
        }
    }
}

fn mean(draws: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; draws.first().map_or(0, Vec::len)];
    for draw in draws {
        for (sum, a) in sum.iter_mut().zip(draw) {
            *sum += a / draws.len() as f64;
        }
    }
    sum
}

/// Cholesky factor of the precision of ln gains g of the sources.
///
/// Multiplying source j by `exp(g_j)` in all samples and dividing its features' biases by as much leaves
/// the fit as it is where a feature is of one source only. What speaks against it is the prior of
/// the biases: with `q_fj` the mean part of feature f that is of source j, QᵀQ/τ². A gain of its own
/// has a prior too.
fn gain_factor(samples: &[&Local], variance: f64) -> Option<Vec<f64>> {
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
