//! Shares, the cargo bias of each feature and an unknown source, fitted to all samples at once.
//!
//! Model: `y_fs` scatters around `exp(b_f) Σ_j S_fj w_js + c_s U_f` with variance μ + αμ² after
//! [`Stabiliser`]; `b_f ~ N(m_f, τ_f²)`, `U_f` from [`UnknownPrior`]. `U_f` is integrated out on its grid, `b_f`
//! by Laplace's method at each of its points. See `docs/methods/origin-deconvolution.md`.

use exocast_core::parallel;
use ndarray::ArrayView2;

use super::{nnls::GramProblem, unknown::UnknownPrior};
use crate::{
    constants::{DISPERSION, DISPERSION_RANGE, DISPERSION_SPREAD, START_BIAS},
    linalg::{times, weighted_cross, weighted_gram},
};

/// Anscombe's constant: what makes the square root of small counts even.
const ANSCOMBE: f64 = 0.375;
/// Posterior weight below which a point of the grid is passed over.
const NEGLIGIBLE: f64 = 1e-9;
/// How often a step of the coefficients is halved before what it led to is taken.
const HALVINGS: usize = 3;

/// ln prior of the dispersion.
fn belief(alpha: f64) -> f64 {
    let z = (alpha / DISPERSION).ln() / DISPERSION_SPREAD;
    -0.5 * z * z
}

/// g(x) = 2/√α asinh √(α(x + 3/8)), which gives counts of variance μ + αμ² the variance 1 (Anscombe
/// 1948, Biometrika 35:246): a square root where counting dominates, a logarithm where ratios do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stabiliser {
    pub(crate) alpha: f64,
}

impl Stabiliser {
    #[inline]
    pub(crate) fn at(self, x: f64) -> f64 {
        2.0 / self.alpha.sqrt() * (self.alpha * (x + ANSCOMBE)).sqrt().asinh()
    }

    /// g′(x)².
    #[inline]
    pub(crate) fn information(self, x: f64) -> f64 {
        let x = x + ANSCOMBE;
        1.0 / (x * (1.0 + self.alpha * x))
    }
}

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
    /// One vector of counts a sample.
    pub(crate) cargo: &'a [Vec<f64>],
    pub(crate) prior: &'a BiasPrior,
}

/// What is estimated along.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Whether features get a bias that samples share.
    pub(crate) bias: bool,
    pub(crate) unknown: bool,
    /// Dispersion at the start; estimated where it is told to.
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
    /// Expected amount of the unknown source a feature at level 1, and levels of the samples.
    pub(crate) unknown: Vec<f64>,
    pub(crate) levels: Vec<f64>,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

struct State {
    w: Vec<Vec<f64>>,
    level: Vec<f64>,
    alpha: f64,
    tau: f64,
    /// ln bias at each point of the grid, by feature.
    bias: Vec<Vec<f64>>,
    /// Posterior of the grid points, by feature.
    posterior: Vec<Vec<f64>>,
    prior: UnknownPrior,
}

/// What one feature says at one state.
struct Feature {
    evidence: f64,
    /// At each point of the grid, over that at the best one.
    likelihood: Vec<f64>,
    posterior: Vec<f64>,
    bias: Vec<f64>,
    /// Posterior second moment of ln bias around its prior mean.
    square: f64,
    mean: f64,
    /// By sample: derivative and information by the fitted mean, and by the level of the unknown.
    by_sample: Vec<[f64; 4]>,
}

impl Samples<'_> {
    fn features(&self) -> usize {
        self.signature.nrows()
    }

    fn variance(&self, f: usize, state: &State, settings: Settings) -> (f64, f64) {
        match (settings.bias, self.prior.variance[f]) {
            // With samples to learn from, the bias has a prior; without, it is part of the scatter.
            (true, own) => (own.unwrap_or(state.tau), state.alpha),
            (false, own) => (0.0, state.alpha + own.unwrap_or(0.0)),
        }
    }

    /// Evaluates feature `f`; `newton` steps of its bias at each point of the grid first.
    fn feature(
        &self,
        f: usize,
        fitted: &[Vec<f64>],
        state: &State,
        settings: Settings,
        newton: usize,
        all: bool,
    ) -> Feature {
        let n = self.cargo.len();
        let (prior_variance, alpha) = self.variance(f, state, settings);
        let (g, centre) = (Stabiliser { alpha }, self.prior.mean[f]);
        let targets: Vec<f64> = self.cargo.iter().map(|y| g.at(y[f])).collect();
        let jacobian: f64 = self.cargo.iter().map(|y| 0.5 * g.information(y[f]).ln()).sum();
        let amounts = &state.prior.amounts;
        let mut log: Vec<f64> = vec![0.0; amounts.len()];
        let mut bias = state.bias[f].clone();
        let mut around = vec![0.0; amounts.len()];
        let mut terms = vec![[0.0; 4]; amounts.len() * n];
        for (k, &amount) in amounts.iter().enumerate() {
            if !all && state.posterior[f][k] < NEGLIGIBLE {
                log[k] = f64::NEG_INFINITY;
                continue;
            }
            for round in (0..=newton).rev() {
                let scale = bias[k].exp();
                let (mut square, mut slope, mut information) = (0.0, 0.0, 0.0);
                for s in 0..n {
                    let known = scale * fitted[s][f];
                    let at = known + amount * state.level[s];
                    let derivative = g.information(at).sqrt();
                    let z = targets[s] - g.at(at);
                    let steep = derivative * known;
                    square += z * z;
                    slope += z * steep;
                    information += steep * steep;
                    if round == 0 {
                        let (pull, weight) = (z * derivative, derivative * derivative);
                        terms[k * n + s] = [
                            pull * scale,
                            weight * scale * scale,
                            pull * amount,
                            weight * amount * amount,
                        ];
                    }
                }
                if round > 0 && prior_variance > 0.0 {
                    let precision = information + 1.0 / prior_variance;
                    let step = (slope - (bias[k] - centre) / prior_variance) / precision;
                    bias[k] += step.clamp(-1.0, 1.0);
                    continue;
                }
                log[k] -= 0.5 * square;
                if prior_variance > 0.0 {
                    let away = bias[k] - centre;
                    log[k] -= 0.5
                        * (away * away / prior_variance + (information * prior_variance).ln_1p());
                    around[k] = 1.0 / (information + 1.0 / prior_variance);
                }
                break;
            }
        }
        let top = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let likelihood: Vec<f64> = log.iter().map(|l| (l - top).exp()).collect();
        for (log, prior) in log.iter_mut().zip(state.prior.log_probabilities()) {
            *log += prior;
        }
        let largest = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut posterior: Vec<f64> = log.iter().map(|l| (l - largest).exp()).collect();
        let sum: f64 = posterior.iter().sum();
        for p in &mut posterior {
            *p /= sum;
        }
        let mut by_sample = vec![[0.0; 4]; n];
        let (mut square, mut mean) = (0.0, 0.0);
        for (k, &p) in posterior.iter().enumerate().filter(|(_, p)| **p > NEGLIGIBLE) {
            let away = bias[k] - centre;
            square += p * (away * away + around[k]);
            mean += p * bias[k];
            for (sum, term) in by_sample.iter_mut().zip(&terms[k * n..]) {
                for (sum, term) in sum.iter_mut().zip(term) {
                    *sum += p * term;
                }
            }
        }
        Feature {
            evidence: largest + sum.ln() + jacobian,
            likelihood,
            posterior,
            bias,
            square,
            mean,
            by_sample,
        }
    }

    fn evaluate(
        &self,
        state: &State,
        settings: Settings,
        newton: usize,
        all: bool,
    ) -> Vec<Feature> {
        let fitted = self.fitted(&state.w);
        parallel::map(self.features(), |f| self.feature(f, &fitted, state, settings, newton, all))
    }

    fn fitted(&self, w: &[Vec<f64>]) -> Vec<Vec<f64>> {
        w.iter()
            .zip(self.cargo)
            .map(|(w, y)| {
                let floor = 1e-9 * y.iter().sum::<f64>() / y.len() as f64;
                let mut fitted = times(self.signature, w);
                for m in &mut fitted {
                    *m += floor;
                }
                fitted
            })
            .collect()
    }

    /// Moves the dispersion to the vertex of a parabola through three likelihoods.
    fn move_dispersion(&self, state: &mut State, settings: Settings, here: f64) {
        /// Distance of the points in ln α.
        const STEP: f64 = 0.15;
        let log = state.alpha.ln();
        let mut at = |log: f64| {
            state.alpha = log.exp();
            let sum: f64 =
                self.evaluate(state, settings, 0, false).iter().map(|f| f.evidence).sum();
            sum + belief(log.exp())
        };
        let (down, up) = (at(log - STEP), at(log + STEP));
        let curvature = down + up - 2.0 * (here + belief(log.exp()));
        let jump = if curvature < 0.0 {
            (0.5 * STEP * (down - up) / curvature).clamp(-0.5, 0.5)
        } else {
            (up - down).signum() * STEP
        };
        let (low, high) = (DISPERSION_RANGE.0.ln(), DISPERSION_RANGE.1.ln());
        state.alpha = (log + jump).clamp(low, high).exp();
    }

    /// The next prior of the unknown source, variance of the bias, and levels.
    fn learn(&self, state: &mut State, settings: Settings, features: &[Feature]) {
        state.prior.settle(features.iter().map(|feature| feature.likelihood.as_slice()));
        let (mut square, mut free) = (0.0, 0.0);
        for (f, feature) in features.iter().enumerate() {
            if self.prior.variance[f].is_none() {
                square += feature.square;
                free += 1.0;
            }
        }
        if settings.bias {
            // With a bias given for every feature there is none left to learn.
            state.tau = if free > 0.0 { (square / free).max(1e-4) } else { 0.0 };
        }
        if settings.unknown && self.cargo.len() > 1 {
            for (s, level) in state.level.iter_mut().enumerate() {
                let (slope, information) = features.iter().fold((0.0, 0.0), |sum, feature| {
                    (sum.0 + feature.by_sample[s][2], sum.1 + feature.by_sample[s][3])
                });
                if information > 0.0 {
                    *level += (slope / information).clamp(-0.5 * *level, *level);
                }
            }
            let mean = state.level.iter().sum::<f64>() / state.level.len() as f64;
            for level in &mut state.level {
                *level = (*level / mean).max(1e-6);
            }
        }
    }

    fn move_coefficients(&self, state: &mut State, features: &[Feature]) {
        state.w = parallel::map(self.cargo.len(), |s| {
            let w = &state.w[s];
            let weights: Vec<f64> = features.iter().map(|f| f.by_sample[s][1]).collect();
            let fitted = times(self.signature, w);
            let response: Vec<f64> = fitted
                .iter()
                .zip(features)
                .map(|(mu, f)| {
                    if f.by_sample[s][1] > 0.0 {
                        mu + f.by_sample[s][0] / f.by_sample[s][1]
                    } else {
                        *mu
                    }
                })
                .collect();
            let gram = weighted_gram(self.signature, &weights);
            GramProblem::new(gram).solve(&weighted_cross(self.signature, &weights, &response))
        });
    }

    /// Alternates over bias, unknown source, dispersion and coefficients from `start` (samples ×
    /// sources) until the likelihood settles.
    pub(crate) fn fit(&self, start: Vec<Vec<f64>>, settings: Settings) -> Calibrated {
        let n = self.cargo.len();
        let mean: Vec<f64> = (0..self.features())
            .map(|f| self.cargo.iter().map(|y| y[f]).sum::<f64>() / n as f64)
            .collect();
        let prior = match (settings.unknown, settings.estimate_alpha) {
            (false, _) => UnknownPrior::none(),
            (true, true) => UnknownPrior::vague(&mean, 1.0),
            // Without scatter of its own, the unit of the counts holds all misfit.
            (true, false) => UnknownPrior::held(&mean, 1.0),
        };
        let totals: Vec<f64> = self.cargo.iter().map(|y| y.iter().sum()).collect();
        let depth = totals.iter().sum::<f64>() / n as f64;
        let points = prior.amounts.len();
        let mut state = State {
            w: start,
            level: totals.iter().map(|total| total / depth).collect(),
            alpha: settings.alpha,
            tau: START_BIAS * START_BIAS,
            bias: self.prior.mean.iter().map(|m| vec![*m; points]).collect(),
            posterior: vec![vec![1.0; points]; self.features()],
            prior,
        };
        let (mut before, mut quiet) = (f64::NEG_INFINITY, 0);
        let mut from = state.w.clone();
        let (mut done, mut halved) = (0, 0);
        for iteration in 0..settings.iterations {
            done = iteration + 1;
            // The bias waits for two rounds of coefficients: else it would take what they should.
            let now = Settings { bias: settings.bias && iteration >= 2, ..settings };
            let newton = if now.bias { if iteration < 6 { 3 } else { 1 } } else { 0 };
            let features = self.evaluate(&state, now, newton, iteration % 5 < 2);
            let evidence: f64 = features.iter().map(|f| f.evidence).sum();
            let objective = evidence + state.prior.log_belief() + belief(state.alpha);
            // A step that overshot is halved; the bias changes what is compared when it comes in.
            if objective < before && halved < HALVINGS && iteration != 2 {
                halved += 1;
                for (w, from) in state.w.iter_mut().flatten().zip(from.iter().flatten()) {
                    *w = f64::midpoint(*w, *from);
                }
                continue;
            }
            quiet = if (objective - before).abs() < 0.02 * n as f64 { quiet + 1 } else { 0 };
            before = objective;
            if quiet >= 2 && iteration >= 6 {
                break;
            }
            halved = 0;
            for (f, feature) in features.iter().enumerate() {
                state.posterior[f].clone_from(&feature.posterior);
                state.bias[f].clone_from(&feature.bias);
            }
            if settings.estimate_alpha && (iteration < 10 || iteration % 3 == 0) {
                self.move_dispersion(&mut state, now, evidence);
            }
            self.learn(&mut state, now, &features);
            from.clone_from(&state.w);
            self.move_coefficients(&mut state, &features);
        }
        let features = self.evaluate(&state, settings, 0, true);
        let expected =
            |f: &Feature| f.posterior.iter().zip(&state.prior.amounts).map(|(p, u)| p * u).sum();
        Calibrated {
            alpha: state.alpha,
            bias_variance: if settings.bias { state.tau } else { 0.0 },
            bias: features
                .iter()
                .zip(&self.prior.mean)
                .map(|(f, m)| (f.mean, (f.square - (f.mean - m).powi(2)).max(0.0)))
                .collect(),
            unknown: features.iter().map(expected).collect(),
            coefficients: state.w,
            levels: state.level,
            iterations: done,
            converged: quiet >= 2,
        }
    }
}
