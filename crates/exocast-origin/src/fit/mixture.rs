//! Maximum likelihood of a mixture of known sources and one unknown, by Fisher scoring.
//!
//! Model: `y_f` has mean `Σ_j S_fj w_j + u_f`, w ≥ 0, `u_f` from [`UnknownPrior`]; see
//! `docs/methods/origin-deconvolution.md`.

use ndarray::ArrayView2;

use super::{
    gram::GramProblem,
    nnls::Nnls,
    noise::Noise,
    unknown::{PriorSums, UnknownPrior},
    weights::balanced_weights,
};
use crate::{
    constants::{DISPERSION, DISPERSION_RANGE, DISPERSION_SPREAD},
    linalg::{times, weighted_cross, weighted_gram},
};

/// A density e to this power below the largest adds nothing that a float can hold.
const NEGLIGIBLE: f64 = 40.0;

/// One sample to be explained; `weights` says how often each feature counts (1, or its bootstrap
/// multiplicity).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Problem<'a> {
    pub(crate) signature: ArrayView2<'a, f64>,
    pub(crate) y: &'a [f64],
    pub(crate) weights: &'a [f64],
}

/// What is estimated.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) coefficients: Vec<f64>,
    pub(crate) noise: Noise,
    pub(crate) prior: UnknownPrior,
}

/// What may change apart from coefficients, and when to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) dispersion: bool,
    pub(crate) iterations: usize,
    /// Gain in ln likelihood below which a fit has settled.
    pub(crate) gain: f64,
}

/// A settled fit.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) state: State,
    /// Expected total of the unknown source over the features, by weight.
    pub(crate) unknown: f64,
    pub(crate) iterations: usize,
    pub(crate) converged: bool,
}

/// Posterior expectations at one state.
struct Expectation {
    objective: f64,
    /// Derivative of ln p by the mean of each feature.
    slope: Vec<f64>,
    /// Expected information on the mean of each feature, held finite near zero.
    information: Vec<f64>,
    sums: PriorSums,
    unknown: f64,
}

impl Problem<'_> {
    fn mean_cargo(&self) -> f64 {
        self.y.iter().sum::<f64>() / self.y.len() as f64
    }

    /// A start: least squares with features weighed by 1/√mean, and a tenth of an even mixture so
    /// that no source starts at zero.
    pub(crate) fn start(&self) -> Vec<f64> {
        let weights: Vec<f64> = balanced_weights(self.signature);
        let solution = Nnls::weighted(self.signature, weights).solve(self.y);
        let sum: f64 = self.signature.sum();
        let even = self.y.iter().sum::<f64>() / sum.max(f64::MIN_POSITIVE);
        solution.iter().map(|w| 0.9 * w + 0.1 * even).collect()
    }

    /// The start of a plain Poisson fit.
    pub(crate) fn plain_poisson(&self) -> State {
        let noise = Noise::Count { phi: 1.0, alpha: 0.0 };
        State { coefficients: self.start(), noise, prior: UnknownPrior::none() }
    }

    fn expect(&self, state: &State) -> Expectation {
        let fitted = times(self.signature, &state.coefficients);
        let noise = state.noise;
        let mean = self.mean_cargo();
        let floor = 1e-9 * mean;
        let least_variance = noise.variance(1e-3 * mean).max(f64::MIN_POSITIVE);
        let log_prior = state.prior.log_probabilities();
        let amounts = &state.prior.amounts;
        let mut density = vec![0.0; amounts.len()];
        let mut out = Expectation {
            objective: state.prior.log_belief() + dispersion_belief(noise),
            slope: vec![0.0; self.y.len()],
            information: vec![0.0; self.y.len()],
            sums: PriorSums::default(),
            unknown: 0.0,
        };
        for (f, ((&y, &fitted), &weight)) in
            self.y.iter().zip(&fitted).zip(self.weights).enumerate()
        {
            if weight <= 0.0 {
                continue;
            }
            let known = fitted + floor;
            let mut largest = f64::NEG_INFINITY;
            let mut reached = 0;
            for ((d, u), p) in density.iter_mut().zip(amounts).zip(&log_prior) {
                let log = noise.log_density(y, known + u);
                *d = p + log;
                largest = largest.max(*d);
                reached += 1;
                // Beyond y the density only falls, and no prior exceeds 1: what follows is nothing.
                if known + u > y && log < largest - NEGLIGIBLE {
                    break;
                }
            }
            let density = &mut density[..reached];
            let mut sum = 0.0;
            for d in density.iter_mut() {
                *d = (*d - largest).exp();
                sum += *d;
            }
            out.objective += weight * (largest + sum.ln() + noise.log_normaliser(y));
            out.sums.total += weight;
            for (i, (d, u)) in density.iter().zip(amounts).enumerate() {
                let posterior = d / sum;
                if posterior < 1e-14 {
                    continue;
                }
                let m = known + u;
                let variance = noise.variance(m);
                out.slope[f] += posterior * (y - m) / variance;
                out.information[f] += posterior / variance.max(least_variance);
                let part = weight * posterior;
                if i == 0 {
                    out.sums.zero += part;
                } else {
                    let log = state.prior.log_amount(i);
                    out.sums.log += part * log;
                    out.sums.square += part * log * log;
                    out.unknown += part * u;
                }
            }
        }
        out
    }

    /// The best coefficients of the local quadratic model at `state`.
    fn target(&self, state: &State, at: &Expectation) -> Vec<f64> {
        let weights: Vec<f64> =
            at.information.iter().zip(self.weights).map(|(h, c)| h * c).collect();
        let fitted = times(self.signature, &state.coefficients);
        let response: Vec<f64> = fitted
            .iter()
            .zip(&at.slope)
            .zip(&at.information)
            .map(|((mu, g), h)| if *h > 0.0 { mu + g / h } else { *mu })
            .collect();
        let gram = weighted_gram(self.signature, &weights);
        GramProblem::new(gram).solve(&weighted_cross(self.signature, &weights, &response))
    }

    /// One maximisation: the next prior, and a scoring step of the coefficients that is halved until
    /// the likelihood does not fall.
    fn step(&self, state: &mut State, at: Expectation) -> Expectation {
        let target = self.target(state, &at);
        let from = state.coefficients.clone();
        let slack = 1e-14 * (1.0 + at.objective.abs());
        state.prior.update(&at.sums);
        let mut length = 1.0;
        for _ in 0..40 {
            for ((w, a), b) in state.coefficients.iter_mut().zip(&from).zip(&target) {
                *w = if length < 1.0 { a + length * (b - a) } else { *b };
            }
            let there = self.expect(state);
            if there.objective >= at.objective - slack {
                return there;
            }
            length *= 0.5;
        }
        state.coefficients = from;
        if state.prior.is_estimated() { self.expect(state) } else { at }
    }

    /// Moves the dispersion to the vertex of a parabola through three likelihoods.
    fn move_dispersion(&self, state: &mut State, at: Expectation) -> Expectation {
        /// Distance of the three points in ln α.
        const STEP: f64 = 0.15;
        let Noise::Count { alpha, .. } = state.noise else { return at };
        let here = at.objective;
        let log = alpha.ln();
        let (low, high) = (DISPERSION_RANGE.0.ln(), DISPERSION_RANGE.1.ln());
        let mut trial = state.clone();
        let mut try_at = |log: f64| {
            trial.noise = state.noise.with_dispersion(log.clamp(low, high).exp());
            let expectation = self.expect(&trial);
            (expectation.objective, trial.noise, expectation)
        };
        let (down, up) = (try_at(log - STEP), try_at(log + STEP));
        let curvature = down.0 + up.0 - 2.0 * here;
        let jump = if curvature < 0.0 {
            (0.5 * STEP * (down.0 - up.0) / curvature).clamp(-1.0, 1.0)
        } else {
            (up.0 - down.0).signum() * STEP
        };
        let vertex = try_at(log + jump);
        let best = [down, up, vertex].into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((objective, noise, expectation)) if objective > here => {
                state.noise = noise;
                expectation
            }
            _ => at,
        }
    }

    /// Alternates over prior, dispersion and coefficients until the likelihood settles.
    pub(crate) fn fit(&self, mut state: State, effort: Effort) -> Fit {
        let mut at = self.expect(&state);
        let mut quiet = 0;
        for iteration in 1..=effort.iterations {
            let before = at.objective;
            if effort.dispersion && (iteration <= 10 || iteration % 4 == 0) {
                at = self.move_dispersion(&mut state, at);
            }
            at = self.step(&mut state, at);
            let settled =
                (at.objective - before).abs() <= effort.gain.max(1e-14 * at.objective.abs());
            quiet = if settled { quiet + 1 } else { 0 };
            if quiet >= 2 {
                return Fit { state, unknown: at.unknown, iterations: iteration, converged: true };
            }
        }
        Fit { state, unknown: at.unknown, iterations: effort.iterations, converged: false }
    }
}

fn dispersion_belief(noise: Noise) -> f64 {
    match noise {
        Noise::Count { alpha, .. } if alpha > 0.0 => {
            let z = (alpha / DISPERSION).ln() / DISPERSION_SPREAD;
            -0.5 * z * z
        }
        _ => 0.0,
    }
}
