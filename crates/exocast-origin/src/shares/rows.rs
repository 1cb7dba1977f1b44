//! Estimates as rows of the result, with intervals and verdicts.

use std::collections::BTreeMap;

use exocast_core::{Interval, quantile::quantiles};

use super::{
    amounts::rna_shares,
    diagnostics::Diagnostics,
    estimates::Estimate,
    resampling::{Permutation, root_correlation},
    result::{SampleOrigin, SourceShare, SumShare},
    study::Study,
};
use crate::{
    constants::{GATES, UNKNOWN},
    method::Scaling,
    notice::Notice,
    verdict::Verdict,
};

impl Study<'_> {
    /// Every sample, in order.
    pub(super) fn samples(&self, names: &[String], notices: &mut Vec<Notice>) -> Vec<SampleOrigin> {
        let cargo: Vec<Vec<f64>> = self.cargo.columns().into_iter().map(|c| c.to_vec()).collect();
        let estimates = self.estimates(names, &cargo);
        let permutation = Permutation::new(self.distinct.view());
        let mut out = Vec::with_capacity(names.len());
        for ((name, y), estimate) in names.iter().zip(&cargo).zip(&estimates) {
            out.push(self.sample(name, y, estimate.as_ref(), &permutation, notices));
        }
        out
    }

    fn sample(
        &self,
        name: &str,
        y: &[f64],
        estimate: Option<&Estimate>,
        permutation: &Permutation<'_>,
        notices: &mut Vec<Notice>,
    ) -> SampleOrigin {
        let options = self.options;
        let estimated = estimate.and_then(|estimate| {
            let shares = match &estimate.shares {
                Some(shares) => Some(shares.clone()),
                None => rna_shares(&estimate.amounts, &self.column_sums, options.scaling),
            };
            shares.map(|shares| (estimate, shares))
        });
        let Some((estimate, shares)) = estimated else {
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

    /// The interval of a share from its replicates; nothing where half of them say nothing.
    fn interval(&self, value: f64, replicates: &[f64]) -> Option<Interval> {
        let options = self.options;
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
        let options = self.options;
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
                let interval_alone = self.interval(shares[j], &sampled);
                // Draws from a posterior hold what alike sources share; of sources that are the same
                // but for a factor they do not.
                let same = self.groups.iter().any(|g| g.len() > 1 && g.contains(&j));
                let group = self.identifiability.groups.iter().position(|g| g.contains(&j));
                let sum = group.filter(|_| same || !estimate.posterior).and_then(|g| sums.get(g));
                // Of a sum that is estimable only as such, each part may be nothing or all.
                let interval = match (interval_alone, sum.and_then(|sum| sum.interval)) {
                    (Some(_), Some(sum)) => Some(Interval::new(shares[j], 0.0, sum.high)),
                    (interval_alone, _) => interval_alone,
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
        let unknown = self.options.unknown.then(|| UNKNOWN.to_owned());
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
