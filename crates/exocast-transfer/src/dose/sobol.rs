//! Estimates of Sobol' indices.

use exocast_core::{
    SeedPlan, parallel,
    quantile::{QuantileType, quantile},
};
use rand::RngExt as _;

use super::sensitivity::{Index, Sensitivity};
use crate::{
    input::Setup,
    model::{Argonaute, Chain, chain},
    notice::Notice,
    parameters::{Parameter, Parameters, Values},
    sampling::{Half, Points, draw, varies},
};

/// What the indices are computed from.
pub(crate) struct Variation<'a> {
    pub(crate) setup: Setup,
    pub(crate) parameters: &'a Parameters,
    pub(crate) used: &'a [Parameter],
    pub(crate) points: Points,
    pub(crate) plan: SeedPlan,
    pub(crate) bootstrap: usize,
    pub(crate) a: &'a [Values],
    pub(crate) chains: &'a [Chain],
}

/// Indices of every output, given by its name and its draws of copies per vesicle.
///
/// Copies are `λ·F` with `λ` independent of the chain `F`, so that `ln m = ln λ + ln F` is exactly
/// additive in the two: the indices of the chain are found once and scaled by `V_F / (V_λ + V_F)`, and
/// that of `λ` is `V_λ / (V_λ + V_F)`.
pub(crate) fn analyse(
    design: &Variation<'_>,
    outputs: Vec<(String, Vec<f64>)>,
    notices: &mut Vec<Notice>,
) -> Sensitivity {
    let Some(shared) = Shared::new(design) else {
        notices.extend(outputs.into_iter().map(|(output, _)| Notice::NoSensitivity { output }));
        return Sensitivity::default();
    };
    let rows = parallel::map(outputs.len(), |i| shared.output(&outputs[i].0, &outputs[i].1));
    let mut indices = Vec::new();
    for ((output, _), rows) in outputs.into_iter().zip(rows) {
        match rows {
            Some(rows) => indices.extend(rows),
            None => notices.push(Notice::NoSensitivity { output }),
        }
    }
    Sensitivity { indices }
}

/// The part of the analysis that all outputs share.
struct Shared {
    parameters: Vec<Parameter>,
    /// The whole sample first, then the resamples.
    estimates: Vec<Estimate>,
    /// Which draws each resample holds.
    resamples: Vec<Vec<u32>>,
}

/// Variance of the chain and unscaled indices from one sample.
struct Estimate {
    variance: f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

impl Shared {
    /// Nothing where the logarithm of the chain does not exist in some draw.
    fn new(design: &Variation<'_>) -> Option<Self> {
        let parameters: Vec<Parameter> = design
            .used
            .iter()
            .copied()
            .filter(|parameter| varies(design.parameters, *parameter))
            .collect();
        let b = draw(design.points, Half::B, design.parameters, design.used).values;
        // Delivered copies are left out of the competition for Argonaute: else their share would depend on the cargo.
        let held = |values: &Values, chain: &Chain| {
            (chain.present() * Argonaute::new(values).share(0.0)).ln()
        };
        let ln = |values: &Values| held(values, &chain(values, design.setup));
        let mut at_a: Vec<f64> =
            design.a.iter().zip(design.chains).map(|(values, chain)| held(values, chain)).collect();
        let mut at_b = parallel::map(b.len(), |d| ln(&b[d]));
        let mut mixed = parallel::map(parameters.len(), |p| {
            let log_of_pair = |(a, b): (&Values, &Values)| {
                let mut values = *a;
                values.set(parameters[p], b.get(parameters[p]));
                ln(&values)
            };
            design.a.iter().zip(&b).map(log_of_pair).collect::<Vec<f64>>()
        });
        let all = at_a.iter().chain(&at_b).chain(mixed.iter().flatten());
        if !all.clone().all(|value| value.is_finite()) {
            return None;
        }
        let n = at_a.len();
        let mean = at_a.iter().chain(&at_b).sum::<f64>() / (2 * n) as f64;
        for value in at_a.iter_mut().chain(&mut at_b).chain(mixed.iter_mut().flatten()) {
            *value -= mean;
        }
        let resamples: Vec<Vec<u32>> = (0..design.bootstrap)
            .map(|b| {
                let mut random = design.plan.stream("transfer/bootstrap", b as u64);
                let n = u32::try_from(n).unwrap_or(u32::MAX);
                (0..n).map(|_| random.random_range(0..n)).collect()
            })
            .collect();
        let terms = Terms { at_a, at_b, mixed };
        let mut estimates = vec![terms.estimate((0..n).map(Some))];
        estimates.extend(parallel::map(resamples.len(), |b| {
            terms.estimate(resamples[b].iter().map(|&d| usize::try_from(d).ok()))
        }));
        Some(Self { parameters, estimates, resamples })
    }

    fn output(&self, output: &str, lambda: &[f64]) -> Option<Vec<Index>> {
        let logs: Vec<f64> = lambda.iter().map(|copies| copies.ln()).collect();
        if !logs.iter().all(|log| log.is_finite()) {
            return None;
        }
        let whole = variance(logs.iter().copied());
        let mut cargo = vec![whole];
        cargo.extend(self.resamples.iter().map(|resample| {
            variance(resample.iter().filter_map(|&d| logs.get(usize::try_from(d).ok()?)).copied())
        }));
        let share = |i: usize, part: f64| {
            let all = cargo[i] + self.estimates[i].variance;
            if all > 0.0 { part / all } else { 0.0 }
        };
        let row =
            |parameter: Parameter, first: &dyn Fn(usize) -> f64, total: &dyn Fn(usize) -> f64| {
                let mut resampled: Vec<f64> = (1..cargo.len()).map(total).collect();
                resampled.sort_by(f64::total_cmp);
                let value = total(0);
                let end = |p| quantile(&resampled, p, QuantileType::Type7).unwrap_or(value);
                Index {
                    output: output.to_owned(),
                    parameter: parameter.name(),
                    first_order: first(0),
                    total: value,
                    low: end(0.025).min(value),
                    high: end(0.975).max(value),
                }
            };
        let mut rows: Vec<Index> = self
            .parameters
            .iter()
            .enumerate()
            .map(|(p, &parameter)| {
                row(parameter, &|i| share(i, self.estimates[i].first[p]), &|i| {
                    share(i, self.estimates[i].total[p])
                })
            })
            .collect();
        if whole > 0.0 {
            let of_cargo = |i: usize| share(i, cargo[i]);
            rows.push(row(Parameter::CopiesPerVesicle, &of_cargo, &of_cargo));
        }
        rows.sort_by(|a, b| b.total.total_cmp(&a.total));
        Some(rows)
    }
}

/// The logarithm of the chain at the points A and B, and at A with one column of B.
struct Terms {
    at_a: Vec<f64>,
    at_b: Vec<f64>,
    mixed: Vec<Vec<f64>>,
}

impl Terms {
    /// First-order variance after Saltelli et al. (2010, Comput Phys Commun 181:259), total after
    /// Jansen (1999, Comput Phys Commun 117:35), from the draws `which`.
    fn estimate(&self, which: impl Iterator<Item = Option<usize>> + Clone) -> Estimate {
        let which: Vec<usize> = which.flatten().collect();
        let n = which.len() as f64;
        let variance = variance(which.iter().flat_map(|&d| [self.at_a[d], self.at_b[d]]));
        let mean = |term: &dyn Fn(usize) -> f64| which.iter().map(|&d| term(d)).sum::<f64>() / n;
        let first = self
            .mixed
            .iter()
            .map(|mixed| mean(&|d| self.at_b[d] * (mixed[d] - self.at_a[d])))
            .collect();
        let total = self
            .mixed
            .iter()
            .map(|mixed| mean(&|d| (self.at_a[d] - mixed[d]).powi(2)) / 2.0)
            .collect();
        Estimate { variance, first, total }
    }
}

/// Variance, zero for values that are all the same.
fn variance(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / n;
    // Rounding of a constant leaves a trace that is no variance.
    if variance > 1e-24 * mean * mean { variance } else { 0.0 }
}
