//! The estimate of each sample: alone, or together with the others.

use exocast_core::parallel;

use super::{
    amounts::{Amounts, rna_shares},
    choice::{Choice, choose},
    counts::looks_like_counts,
    model::Model,
    plan::{Plan, Scaled},
    resampling::{held_out, multiplicities},
    study::Study,
};
use crate::{
    constants::DRAWS,
    linalg::times,
    method::{Method, Reason},
};

/// The shares of one sample, with replicates of them.
pub(super) struct Estimate {
    pub(super) method: Method,
    pub(super) reason: Option<Reason>,
    /// By source, not by group.
    pub(super) amounts: Amounts,
    pub(super) fitted: Vec<f64>,
    /// What a fit to the other features says of each.
    pub(super) predicted: Vec<f64>,
    pub(super) replicates: Vec<Vec<f64>>,
    /// Shares, where they are not those of `amounts`.
    pub(super) shares: Option<Vec<f64>>,
    /// Whether replicates are of a posterior, and separate sources as far as data does.
    pub(super) posterior: bool,
    pub(super) scatter: Option<f64>,
    pub(super) misplaced: Option<f64>,
}

impl Study<'_> {
    /// The estimate of every sample, in order; nothing where a sample is empty.
    pub(super) fn estimates(&self, names: &[String], cargo: &[Vec<f64>]) -> Vec<Option<Estimate>> {
        let options = self.options;
        let counts = looks_like_counts(self.cargo.iter());
        let view = self.distinct.view();
        let chosen = parallel::map(names.len(), |s| {
            (cargo[s].iter().sum::<f64>() > 0.0).then(|| choose(view, &cargo[s], counts, options))
        });
        let mut estimates: Vec<Option<Estimate>> = names.iter().map(|_| None).collect();
        for dispersed in [true, false] {
            let picked: Vec<usize> = (0..names.len())
                .filter(|&s| {
                    matches!(chosen[s], Some((_, _, Choice::Joint { dispersed: d, .. })) if d == dispersed)
                })
                .collect();
            for (s, estimate) in self.joint(&picked, &chosen, cargo, names, dispersed) {
                estimates[s] = Some(estimate);
            }
        }
        for (s, chosen) in chosen.into_iter().enumerate() {
            if let Some((method, reason, Choice::Model(model))) = chosen {
                estimates[s] = Some(self.alone(method, reason, model, &cargo[s], &names[s]));
            }
        }
        estimates
    }

    /// Samples of the hierarchical model, by place.
    fn joint(
        &self,
        picked: &[usize],
        chosen: &[Option<(Method, Option<Reason>, Choice)>],
        cargo: &[Vec<f64>],
        names: &[String],
        dispersed: bool,
    ) -> Vec<(usize, Estimate)> {
        let options = self.options;
        let counts = looks_like_counts(self.cargo.iter());
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by_key(|&g| &self.names[self.groups[g][0]]);
        let plan = Plan {
            signature: self.distinct.view(),
            prior: &self.bias,
            order: &order,
            unknown: options.unknown,
            dispersed,
            folds: &self.folds,
            draws: options.resamples.max(DRAWS),
            seed: self.seed,
        };
        let mut samples = Vec::new();
        let mut chosen_methods = Vec::new();
        for &s in picked {
            if let Some((method, reason, Choice::Joint { unit, .. })) = &chosen[s] {
                let counts = cargo[s].iter().map(|y| y / unit).collect();
                samples.push(Scaled { name: &names[s], counts, unit: *unit });
                chosen_methods.push((s, *method, *reason));
            }
        }
        plan.explain(&samples)
            .into_iter()
            .zip(chosen_methods)
            .map(|(explained, (s, method, reason))| {
                let shares = |amounts: &Amounts| {
                    rna_shares(&self.expand(amounts), &self.column_sums, options.scaling)
                };
                let replicates: Vec<Vec<f64>> = explained.draws.iter().filter_map(shares).collect();
                let estimate = Estimate {
                    method,
                    reason,
                    amounts: self.expand(&explained.amounts),
                    fitted: explained.fitted,
                    predicted: explained.predicted,
                    shares: mean_shares(&replicates),
                    replicates,
                    posterior: true,
                    scatter: explained.scatter,
                    misplaced: explained.misplaced.filter(|_| !counts),
                };
                (s, estimate)
            })
            .collect()
    }

    /// A sample by a method that reads it alone, with replicates over features.
    fn alone(
        &self,
        method: Method,
        reason: Option<Reason>,
        mut model: Model,
        y: &[f64],
        name: &str,
    ) -> Estimate {
        let options = self.options;
        let view = self.distinct.view();
        let amounts = model.fit(view, y);
        let fitted = times(view, &amounts.coefficients);
        // What the unknown source adds lies apart from the known ones, and is in its place.
        let distance: f64 = y.iter().zip(&fitted).map(|(y, m)| (y - m).abs()).sum();
        let misplaced = 0.5 * (distance - amounts.unknown).max(0.0) / y.iter().sum::<f64>();
        let predicted = held_out(&self.folds, |weights| {
            let cargo: f64 = y.iter().zip(weights).map(|(y, c)| y * c).sum();
            if cargo <= 0.0 {
                return vec![0.0; y.len()];
            }
            times(view, &model.refit(view, y, weights).coefficients)
        });
        let stream = format!("origin bootstrap {name}");
        let replicates = parallel::map(options.resamples, |index| {
            let weights = multiplicities(y.len(), self.seed, &stream, index as u64);
            let cargo: f64 = y.iter().zip(&weights).map(|(y, c)| y * c).sum();
            if cargo <= 0.0 {
                return None;
            }
            let amounts = self.expand(&model.refit(view, y, &weights));
            rna_shares(&amounts, &self.column_sums, options.scaling)
        });
        Estimate {
            method,
            reason,
            amounts: self.expand(&amounts),
            fitted,
            predicted,
            replicates: replicates.into_iter().flatten().collect(),
            shares: None,
            posterior: false,
            scatter: None,
            misplaced: Some(misplaced),
        }
    }

    /// The share of a group divided evenly, in RNA, between the sources that are the same.
    fn expand(&self, amounts: &Amounts) -> Amounts {
        let mut coefficients = vec![0.0; self.names.len()];
        for (group, w) in self.groups.iter().zip(&amounts.coefficients) {
            let rna = w * self.column_sums[group[0]] / group.len() as f64;
            for &j in group {
                coefficients[j] = match group.len() {
                    1 => *w,
                    _ => rna / self.column_sums[j],
                };
            }
        }
        Amounts { coefficients, ..amounts.clone() }
    }
}

/// The mean of draws of shares.
fn mean_shares(draws: &[Vec<f64>]) -> Option<Vec<f64>> {
    let mut sum = vec![0.0; draws.first()?.len()];
    for draw in draws {
        for (sum, share) in sum.iter_mut().zip(draw) {
            *sum += share;
        }
    }
    let total: f64 = sum.iter().sum();
    Some(sum.iter().map(|share| share / total).collect())
}
