//! The quadratic neighbourhood of one sample's fit.

use exocast_core::{SeedPlan, linalg::Cholesky};
use ndarray::{Array2, Axis, Slice};
use rand_distr::{Distribution, StandardNormal};

use super::{
    amounts::Amounts,
    plan::{Explained, Plan, Scaled},
    resampling::held_out,
};
use crate::{
    constants::WARM,
    fit::{Calibrated, GramProblem, SpikeAndSlab, Stabiliser},
    linalg::{times, weighted_cross, weighted_gram},
};

/// The quadratic neighbourhood of one sample's fit, in amounts of cargo.
pub(super) struct Local {
    /// Features × (sources, then the unknown one): parts of one column's amount.
    pub(super) design: Array2<f64>,
    /// Amount of one unit of each column.
    pub(super) sums: Vec<f64>,
    /// Variance of the features around the fit, relative.
    pub(super) alpha: Vec<f64>,
    pub(super) counts: Vec<f64>,
    pub(super) amounts: Vec<f64>,
    pub(super) unknown: bool,
    /// Whether the unit holds all misfit.
    pub(super) poisson: bool,
}

impl Local {
    pub(super) fn new(
        plan: &Plan<'_>,
        sample: &Scaled<'_>,
        fit: &Calibrated,
        s: usize,
        shared: bool,
    ) -> Self {
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
                let prior_variance = plan.prior.variance[f].unwrap_or(0.0);
                fit.alpha + if shared { fit.bias[f].1 } else { prior_variance }
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
    pub(super) fn linearised(&self) -> (Vec<f64>, Vec<f64>) {
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

    pub(super) fn draws(
        &self,
        plan: &Plan<'_>,
        name: &str,
        round: u64,
        presence: f64,
    ) -> Vec<Vec<f64>> {
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
    pub(super) fn predicted(&self, folds: &[usize], unit: f64) -> Vec<f64> {
        let (information, mut response) = self.linearised();
        let mut unknown = self.amounts.clone();
        unknown[..self.known()].fill(0.0);
        for (y, u) in response.iter_mut().zip(times(self.design.view(), &unknown)) {
            *y -= u;
        }
        let known = self.design.slice_axis(Axis(1), Slice::from(..self.known())).to_owned();
        let known = known.view();
        held_out(folds, |mask| {
            let weights: Vec<f64> = information.iter().zip(mask).map(|(i, k)| i * k).collect();
            let problem = GramProblem::new(weighted_gram(known, &weights));
            let amounts = problem.solve(&weighted_cross(known, &weights, &response));
            times(known, &amounts).iter().map(|m| unit * m).collect()
        })
    }

    pub(super) fn centre(&mut self, draws: &[Vec<f64>]) {
        self.amounts = mean(draws);
    }

    /// Adds to draws what no number of samples determines: the gain of a source's features together.
    pub(super) fn spread(
        &self,
        draws: &mut [Vec<f64>],
        factor: &Cholesky,
        seed: SeedPlan,
        name: &str,
    ) {
        let mut rng = seed.stream(&format!("origin gain {name}"), 0);
        let k = self.known();
        for draw in draws {
            let noise: Vec<f64> = (0..k).map(|_| StandardNormal.sample(&mut rng)).collect();
            let before: f64 = draw[..k].iter().sum();
            for (a, gain) in draw.iter_mut().zip(factor.solve_transposed(noise)) {
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

    pub(super) fn known(&self) -> usize {
        self.amounts.len() - usize::from(self.unknown)
    }

    pub(super) fn explained(&self, draws: &[Vec<f64>], unit: f64, fit: &Calibrated) -> Explained {
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
        let distance: f64 = all.iter().zip(&self.counts).map(|(m, y)| (m - y).abs()).sum();
        let mut known = centre.clone();
        known[k..].fill(0.0);
        Explained {
            amounts: amounts(&centre),
            draws: draws.iter().map(|draw| amounts(draw)).collect(),
            fitted: times(self.design.view(), &known).iter().map(|m| unit * m).collect(),
            predicted: Vec::new(),
            scatter: None,
            misplaced: self.poisson.then_some(0.5 * distance / total),
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
