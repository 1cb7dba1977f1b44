//! The samples of one deconvolution: method, shares, intervals and verdict of each.

use std::collections::BTreeMap;

use exocast_core::{Interval, SeedPlan, parallel, quantile::quantiles};
use ndarray::Array2;

use crate::{
    CheckedOptions, Diagnostics, Factors, Identifiability, Method, Notice, SampleOrigin, Scaling,
    Signature, SourceShare, SumShare, Verdict,
    constants::{DRAWS, GATES, UNKNOWN},
    estimate::{Amounts, Choice, Model, Reason, choose, looks_like_counts, rna_shares},
    fit::calibration::BiasPrior,
    joint::{Plan, Scaled},
    linalg::times,
    matching::{Matched, proportional_groups},
    resampling::{Permutation, folds, held_out, multiplicities, root_correlation},
};

/// What all samples share.
pub(crate) struct Study<'a> {
    names: &'a [String],
    cargo: &'a Array2<f64>,
    /// Sum of each column over the features used.
    column_sums: Vec<f64>,
    /// Sources that are the same but for a factor.
    groups: Vec<Vec<usize>>,
    /// Features used × groups: the first source of each.
    distinct: Array2<f64>,
    overlap: f64,
    pub(crate) identifiability: Identifiability,
    /// Part of each feature in which it is held out.
    folds: Vec<usize>,
    bias: BiasPrior,
    factors: &'a Factors,
    options: &'a CheckedOptions,
    seed: SeedPlan,
}

/// The shares of one sample, with replicates of them.
struct Estimate {
    method: Method,
    reason: Option<Reason>,
    /// By source, not by group.
    amounts: Amounts,
    fitted: Vec<f64>,
    /// What a fit to the other features says of each.
    predicted: Vec<f64>,
    replicates: Vec<Vec<f64>>,
    /// Shares, where they are not those of `amounts`.
    shares: Option<Vec<f64>>,
    /// Whether replicates are of a posterior, and tell sources apart as far as data does.
    posterior: bool,
    scatter: Option<f64>,
    misplaced: Option<f64>,
}

impl<'a> Study<'a> {
    pub(crate) fn new(
        signature: &'a Signature,
        matched: &'a Matched,
        factors: &'a Factors,
        options: &'a CheckedOptions,
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
            identifiability: Identifiability::of(used.view(), signature.sources()),
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

    pub(crate) fn notices(&self, notices: &mut Vec<Notice>) {
        let cargo = self.cargo;
        let named =
            |members: &[usize]| members.iter().map(|&j| self.names[j].clone()).collect::<Vec<_>>();
        let silent: Vec<usize> =
            (0..self.names.len()).filter(|&j| self.column_sums[j] <= 0.0).collect();
        if !silent.is_empty() {
            notices.push(Notice::SilentSources { sources: named(&silent) });
        }
        for group in self.groups.iter().filter(|group| group.len() > 1) {
            notices.push(Notice::SameSources { sources: named(group) });
        }
        let positive = self.column_sums.iter().copied().filter(|sum| *sum > 0.0);
        let ratio = positive.clone().fold(0.0, f64::max) / positive.fold(f64::INFINITY, f64::min);
        if self.options.get().scaling == Scaling::AsGiven && ratio > 3.0 {
            notices.push(Notice::ColumnSums { ratio });
        }
        let largest = cargo.iter().copied().fold(0.0, f64::max);
        if largest > 0.0 && largest < 30.0 && !looks_like_counts(cargo.iter()) {
            notices.push(Notice::LooksLogarithmic { largest });
        }
        let method = self.options.get().method;
        let plain =
            matches!(method, Method::WeightedNnls | Method::NuSvr | Method::Robust | Method::Dwls);
        if plain && self.options.get().unknown {
            notices.push(Notice::NoUnknown { method });
        }
        if !self.factors.bias.is_empty() && !matches!(method, Method::Auto | Method::LogNormal) {
            notices.push(Notice::BiasUnused { method });
        }
        for (share, given) in [
            ("vesicle_share", &self.factors.rna_per_vesicle),
            ("cell_share", &self.factors.rna_per_cell),
        ] {
            let without = self.names.iter().enumerate();
            let without: Vec<String> = without
                .filter(|(j, name)| !self.is_carrier(*j) && !given.contains_key(*name))
                .map(|(_, name)| name.clone())
                .collect();
            if !given.is_empty() && !without.is_empty() {
                notices.push(Notice::NoFactor { share: share.into(), sources: without });
            }
        }
    }

    /// Every sample, in order.
    pub(crate) fn samples(&self, names: &[String], notices: &mut Vec<Notice>) -> Vec<SampleOrigin> {
        let options = self.options.get();
        let counts = looks_like_counts(self.cargo.iter());
        let cargo: Vec<Vec<f64>> = self.cargo.columns().into_iter().map(|c| c.to_vec()).collect();
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
            for (s, estimate) in self.joint(&picked, &chosen, &cargo, names, dispersed) {
                estimates[s] = Some(estimate);
            }
        }
        for (s, chosen) in chosen.into_iter().enumerate() {
            if let Some((method, reason, Choice::Model(model))) = chosen {
                estimates[s] = Some(self.alone(method, reason, model, &cargo[s], &names[s]));
            }
        }
        let permutation = Permutation::new(view);
        let mut out = Vec::with_capacity(names.len());
        for ((name, y), estimate) in names.iter().zip(&cargo).zip(&estimates) {
            out.push(self.sample(name, y, estimate.as_ref(), &permutation, notices));
        }
        out
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
        let options = self.options.get();
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
        let mut found = Vec::new();
        for &s in picked {
            if let Some((method, reason, Choice::Joint { unit, .. })) = &chosen[s] {
                let counts = cargo[s].iter().map(|y| y / unit).collect();
                samples.push(Scaled { name: &names[s], counts, unit: *unit });
                found.push((s, *method, *reason));
            }
        }
        plan.explain(&samples)
            .into_iter()
            .zip(found)
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
        let options = self.options.get();
        let view = self.distinct.view();
        let amounts = model.fit(view, y);
        let fitted = times(view, &amounts.coefficients);
        // What the unknown source adds lies apart from the known ones, and is in its place.
        let apart: f64 = y.iter().zip(&fitted).map(|(y, m)| (y - m).abs()).sum();
        let misplaced = 0.5 * (apart - amounts.unknown).max(0.0) / y.iter().sum::<f64>();
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

    fn sample(
        &self,
        name: &str,
        y: &[f64],
        estimate: Option<&Estimate>,
        permutation: &Permutation<'_>,
        notices: &mut Vec<Notice>,
    ) -> SampleOrigin {
        let options = self.options.get();
        let found = estimate.and_then(|estimate| {
            let shares = match &estimate.shares {
                Some(shares) => Some(shares.clone()),
                None => rna_shares(&estimate.amounts, &self.column_sums, options.scaling),
            };
            shares.map(|shares| (estimate, shares))
        });
        let Some((estimate, shares)) = found else {
            notices.push(Notice::EmptySample { sample: name.to_owned() });
            return self.empty(name);
        };
        if let Some(reason) = estimate.reason {
            notices.push(Notice::AutoMethod {
                sample: name.to_owned(),
                method: estimate.method,
                reason,
            });
        }
        if !estimate.amounts.converged {
            let iterations = estimate.amounts.iterations;
            notices.push(Notice::NotConverged { sample: name.to_owned(), iterations });
        }
        let diagnostics = Diagnostics {
            condition_number: self.identifiability.condition_number,
            fit: root_correlation(y, &estimate.fitted),
            held_out: root_correlation(y, &estimate.predicted),
            p: (options.permutations > 0)
                .then(|| permutation.p(y, options.permutations, self.seed, name)),
            overlap: self.overlap,
            features: y.iter().filter(|v| **v > 0.0).count(),
            unknown: options.unknown.then(|| shares[self.names.len()]),
            scatter: estimate.scatter,
            misplaced: estimate.misplaced,
            converged: estimate.amounts.converged,
        };
        let verdict = diagnostics.verdict(self.names.len());
        let sums = self.sums(&shares, &estimate.replicates);
        SampleOrigin {
            sample: name.to_owned(),
            method: Some(estimate.method),
            shares: self.source_shares(estimate, &shares, &sums, verdict),
            sums,
            diagnostics,
            verdict,
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

    /// The interval of a share from its replicates; nothing where half of them say nothing.
    fn interval(&self, value: f64, replicates: &[f64]) -> Option<Interval> {
        let options = self.options.get();
        if options.resamples == 0 || 2 * replicates.len() < options.resamples {
            return None;
        }
        let tail = (1.0 - options.level) / 2.0;
        let ends = quantiles(replicates, &[tail, 1.0 - tail])?;
        Some(Interval::new(value, ends[0], ends[1]))
    }

    fn sums(&self, shares: &[f64], replicates: &[Vec<f64>]) -> Vec<SumShare> {
        let add =
            |members: &[usize], shares: &[f64]| -> f64 { members.iter().map(|&j| shares[j]).sum() };
        self.identifiability
            .groups
            .iter()
            .map(|members| {
                let sampled: Vec<f64> = replicates.iter().map(|r| add(members, r)).collect();
                let rna_share = add(members, shares);
                SumShare {
                    sources: members.iter().map(|&j| self.names[j].clone()).collect(),
                    rna_share,
                    interval: self.interval(rna_share, &sampled),
                }
            })
            .collect()
    }

    fn source_shares(
        &self,
        estimate: &Estimate,
        shares: &[f64],
        sums: &[SumShare],
        sample: Verdict,
    ) -> Vec<SourceShare> {
        let options = self.options.get();
        let amounts = &estimate.amounts;
        let rna = &shares[..self.names.len()];
        let vesicles = self.per_unit(rna, &self.factors.rna_per_vesicle);
        let cells = if options.scaling == Scaling::PerCell {
            let cells = amounts.coefficients.iter().enumerate();
            let cells = cells.map(|(j, w)| if self.is_carrier(j) { 0.0 } else { *w });
            normalised(&cells.collect::<Vec<_>>())
        } else {
            self.per_unit(rna, &self.factors.rna_per_cell)
        };
        let rows = self.names.len() + usize::from(options.unknown);
        (0..rows)
            .map(|j| {
                let sampled: Vec<f64> = estimate.replicates.iter().map(|r| r[j]).collect();
                let own = self.interval(shares[j], &sampled);
                // Draws from a posterior hold what alike sources share; of sources that are the same
                // but for a factor they do not.
                let same = self.groups.iter().any(|g| g.len() > 1 && g.contains(&j));
                let group = self.identifiability.groups.iter().position(|g| g.contains(&j));
                let sum = group.filter(|_| same || !estimate.posterior).and_then(|g| sums.get(g));
                // Of a sum that is estimable only as such, each part may be nothing or all.
                let interval = match (own, sum.and_then(|sum| sum.interval)) {
                    (Some(_), Some(sum)) => Some(Interval::new(shares[j], 0.0, sum.high)),
                    (own, _) => own,
                };
                let known = j < self.names.len();
                let of_cell = |shares: &Vec<f64>| (known && !self.is_carrier(j)).then(|| shares[j]);
                SourceShare {
                    source: if known { self.names[j].clone() } else { UNKNOWN.to_owned() },
                    coefficient: known.then(|| amounts.coefficients[j]),
                    rna_share: Some(shares[j]),
                    interval,
                    vesicle_share: vesicles.as_ref().and_then(&of_cell),
                    cell_share: cells.as_ref().and_then(of_cell),
                    verdict: source_verdict(sample, interval, sum),
                }
            })
            .collect()
    }

    fn is_carrier(&self, source: usize) -> bool {
        self.factors.carriers.contains(&self.names[source])
    }

    /// Shares of units that each hold the RNA of their source's factor; carriers are none.
    fn per_unit(&self, rna: &[f64], factors: &BTreeMap<String, f64>) -> Option<Vec<f64>> {
        let units: Option<Vec<f64>> =
            self.names
                .iter()
                .zip(rna)
                .enumerate()
                .map(|(j, (name, rna))| {
                    if self.is_carrier(j) { Some(0.0) } else { factors.get(name).map(|f| rna / f) }
                })
                .collect();
        normalised(&units?)
    }

    fn empty(&self, name: &str) -> SampleOrigin {
        let unknown = self.options.get().unknown.then(|| UNKNOWN.to_owned());
        SampleOrigin {
            sample: name.to_owned(),
            method: None,
            shares: self
                .names
                .iter()
                .cloned()
                .chain(unknown)
                .map(|source| SourceShare {
                    source,
                    coefficient: None,
                    rna_share: None,
                    interval: None,
                    vesicle_share: None,
                    cell_share: None,
                    verdict: Verdict::CannotTell,
                })
                .collect(),
            sums: Vec::new(),
            diagnostics: Diagnostics {
                condition_number: self.identifiability.condition_number,
                fit: None,
                held_out: None,
                p: None,
                overlap: self.overlap,
                features: 0,
                unknown: None,
                scatter: None,
                misplaced: None,
                converged: true,
            },
            verdict: Verdict::CannotTell,
        }
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

fn normalised(values: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = values.iter().sum();
    (sum > 0.0).then(|| values.iter().map(|v| v / sum).collect())
}

/// A source is supported where the sample is and its share keeps above zero; where only a sum is, no
/// member is.
fn source_verdict(sample: Verdict, interval: Option<Interval>, sum: Option<&SumShare>) -> Verdict {
    let above = |interval: Option<Interval>| interval.is_some_and(|i| i.low > GATES.share);
    match (sample, sum) {
        (Verdict::CannotTell, _) => Verdict::CannotTell,
        (_, Some(sum)) if above(sum.interval) => Verdict::CannotTell,
        (Verdict::Supported, _) if above(interval) => Verdict::Supported,
        _ => Verdict::Weak,
    }
}
