//! Samples ► shares with intervals, diagnostics and verdicts.

use std::collections::BTreeMap;

use exocast_core::{Interval, SeedPlan, quantile::quantiles};
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::{
    Cargo, CheckedOptions, Diagnostics, Identifiability, Method, NoCommonFeature, Notice, Scaling,
    Signature, Verdict,
    constants::{GATES, UNKNOWN},
    estimate::{Amounts, Model, looks_like_counts, rna_shares},
    linalg::times,
    matching::{match_features, proportional_groups},
    parallel,
    resampling::{Permutation, multiplicities, root_correlation},
};

/// Amounts of RNA a vesicle and a cell of each source, by the name of the source.
///
/// Any unit will do, as long as it is the same for all sources. Without an entry for every source
/// the share concerned is missing: it cannot be known from cargo alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Factors {
    /// RNA a vesicle.
    pub rna_per_vesicle: BTreeMap<String, f64>,
    /// RNA a cell.
    pub rna_per_cell: BTreeMap<String, f64>,
}

/// Why shares could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeconvolutionError {
    /// Signature and cargo speak about different things.
    #[error(transparent)]
    NoCommonFeature(#[from] NoCommonFeature),
    /// A factor names no source of the signature.
    #[error("there is no source `{name}` in the signature; it has {sources}")]
    UnknownSource {
        /// The name given.
        name: String,
        /// The sources there are.
        sources: String,
    },
    /// A factor is not a number above zero.
    #[error("the factor of source `{name}` is {value}; it has to be above zero")]
    BadFactor {
        /// The source.
        name: String,
        /// The value given.
        value: f64,
    },
}

/// What one source sent, in one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceShare {
    /// The source, or [`UNKNOWN`].
    pub source: String,
    /// Columns of the signature in the cargo, as fitted; nothing for the unknown source.
    pub coefficient: Option<f64>,
    /// Share of the RNA, with its interval where one was asked for; nothing where the sample is empty.
    pub rna_share: Option<f64>,
    /// The interval of the share.
    pub interval: Option<Interval>,
    /// Share of the vesicles among the known sources, where RNA a vesicle is known for each.
    pub vesicle_share: Option<f64>,
    /// Share of the cells among the known sources, where RNA a cell is known for each.
    pub cell_share: Option<f64>,
    /// How far the data supports that this source sent a part.
    pub verdict: Verdict,
}

/// Shares of sources that can be estimated only together.
#[derive(Clone, Debug, PartialEq)]
pub struct SumShare {
    /// Names of the sources.
    pub sources: Vec<String>,
    /// Their share together.
    pub rna_share: f64,
    /// Its interval, where one was asked for.
    pub interval: Option<Interval>,
}

/// What was found for one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleOrigin {
    /// The sample.
    pub sample: String,
    /// The method used; nothing for an empty sample.
    pub method: Option<Method>,
    /// One entry a source in the order of the signature, then the unknown source if estimated.
    pub shares: Vec<SourceShare>,
    /// Sums that can be estimated where their parts cannot.
    pub sums: Vec<SumShare>,
    /// What the verdicts rest on.
    pub diagnostics: Diagnostics,
    /// The verdict on the sample as a whole.
    pub verdict: Verdict,
}

/// Which sources sent the cargo of each sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Deconvolution {
    /// One entry a sample, in the order of the cargo table.
    pub samples: Vec<SampleOrigin>,
    /// Which sources the signature can tell apart over the features used.
    pub identifiability: Identifiability,
    /// What a user should know besides.
    pub notices: Vec<Notice>,
}

impl Deconvolution {
    /// Estimates the share of each source of `signature`, and of an unknown one, in every sample of
    /// `cargo`. Method: `docs/methods/origin-deconvolution.md`.
    ///
    /// Shares lie in 0 to 1 and add up to 1 with the unknown one. Each sample is computed alone: its
    /// result depends on no other sample.
    ///
    /// # Errors
    /// Where no feature has the same name on both sides, or a factor is not above zero or names no
    /// source.
    pub fn run(
        signature: &Signature,
        cargo: &Cargo,
        factors: &Factors,
        options: &CheckedOptions,
        seed: SeedPlan,
    ) -> Result<Self, DeconvolutionError> {
        check_factors(factors, signature.sources())?;
        let matched = match_features(signature, cargo)?;
        let mut notices = matched.notices.clone();
        let study = Study::new(signature, &matched.signature, matched.overlap, factors, options);
        study.notices(&matched.cargo, &mut notices);
        let counts = looks_like_counts(matched.cargo.iter());
        let permutation = Permutation::new(study.distinct.view());
        let mut samples = Vec::with_capacity(cargo.samples().len());
        for (name, column) in cargo.samples().iter().zip(matched.cargo.columns()) {
            let y = column.to_vec();
            samples.push(study.sample(name, &y, counts, &permutation, seed, &mut notices));
        }
        Ok(Self { samples, identifiability: study.identifiability, notices })
    }
}

/// What all samples share.
struct Study<'a> {
    names: &'a [String],
    /// Features used × sources.
    column_sums: Vec<f64>,
    /// Sources that are the same but for a factor.
    groups: Vec<Vec<usize>>,
    /// Features used × groups: the first source of each.
    distinct: Array2<f64>,
    overlap: f64,
    identifiability: Identifiability,
    factors: &'a Factors,
    options: &'a CheckedOptions,
}

impl<'a> Study<'a> {
    fn new(
        signature: &'a Signature,
        used: &Array2<f64>,
        overlap: f64,
        factors: &'a Factors,
        options: &'a CheckedOptions,
    ) -> Self {
        let groups = proportional_groups(used);
        let distinct =
            Array2::from_shape_fn((used.nrows(), groups.len()), |(f, g)| used[[f, groups[g][0]]]);
        Self {
            names: signature.sources(),
            column_sums: used.columns().into_iter().map(|column| column.sum()).collect(),
            groups,
            distinct,
            overlap,
            identifiability: Identifiability::of(used.view(), signature.sources()),
            factors,
            options,
        }
    }

    fn notices(&self, cargo: &Array2<f64>, notices: &mut Vec<Notice>) {
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
        for (share, given) in [
            ("vesicle_share", &self.factors.rna_per_vesicle),
            ("cell_share", &self.factors.rna_per_cell),
        ] {
            let without: Vec<String> =
                self.names.iter().filter(|name| !given.contains_key(*name)).cloned().collect();
            if !given.is_empty() && !without.is_empty() {
                notices.push(Notice::NoFactor { share, sources: without });
            }
        }
    }

    fn sample(
        &self,
        name: &str,
        y: &[f64],
        counts: bool,
        permutation: &Permutation<'_>,
        seed: SeedPlan,
        notices: &mut Vec<Notice>,
    ) -> SampleOrigin {
        let options = self.options.get();
        if y.iter().sum::<f64>() <= 0.0 {
            notices.push(Notice::EmptySample { sample: name.to_owned() });
            return self.empty(name);
        }
        let view = self.distinct.view();
        let mut model = Model::choose(view, y, counts, options.method, options.unknown);
        if let Some(reason) = model.reason {
            notices.push(Notice::AutoMethod {
                sample: name.to_owned(),
                method: model.method,
                reason,
            });
        }
        let amounts = model.fit(view, y);
        if !amounts.converged {
            let iterations = amounts.iterations;
            notices.push(Notice::NotConverged { sample: name.to_owned(), iterations });
        }
        let fitted = times(view, &amounts.coefficients);
        let amounts = self.expand(&amounts);
        let Some(shares) = rna_shares(&amounts, &self.column_sums, options.scaling) else {
            notices.push(Notice::EmptySample { sample: name.to_owned() });
            return self.empty(name);
        };
        let replicates = self.replicates(&model, view, y, seed, name);
        let diagnostics = Diagnostics {
            condition_number: self.identifiability.condition_number,
            fit: root_correlation(y, &fitted),
            p: (options.permutations > 0)
                .then(|| permutation.p(y, options.permutations, seed, name)),
            overlap: self.overlap,
            features: y.iter().filter(|v| **v > 0.0).count(),
            unknown: options.unknown.then(|| shares[self.names.len()]),
            converged: amounts.converged,
        };
        let verdict = diagnostics.verdict(self.names.len());
        let sums = self.sums(&shares, &replicates);
        SampleOrigin {
            sample: name.to_owned(),
            method: Some(model.method),
            shares: self.source_shares(&amounts, &shares, &replicates, &sums, verdict),
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

    /// Shares of bootstrap replicates over features, those with cargo only.
    fn replicates(
        &self,
        model: &Model,
        view: ArrayView2<'_, f64>,
        y: &[f64],
        seed: SeedPlan,
        name: &str,
    ) -> Vec<Vec<f64>> {
        let options = self.options.get();
        let stream = format!("origin bootstrap {name}");
        let replicates = parallel::map(options.resamples, |index| {
            let weights = multiplicities(y.len(), seed, &stream, index as u64);
            let cargo: f64 = y.iter().zip(&weights).map(|(y, c)| y * c).sum();
            if cargo <= 0.0 {
                return None;
            }
            let amounts = self.expand(&model.refit(view, y, &weights));
            rna_shares(&amounts, &self.column_sums, options.scaling)
        });
        replicates.into_iter().flatten().collect()
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
        amounts: &Amounts,
        shares: &[f64],
        replicates: &[Vec<f64>],
        sums: &[SumShare],
        sample: Verdict,
    ) -> Vec<SourceShare> {
        let options = self.options.get();
        let rna: Vec<f64> =
            amounts.coefficients.iter().zip(&self.column_sums).map(|(w, s)| w * s).collect();
        let rna = if options.scaling == Scaling::AsGiven { &amounts.coefficients } else { &rna };
        let vesicles = self.per_unit(rna, &self.factors.rna_per_vesicle);
        let cells = if options.scaling == Scaling::PerCell {
            normalised(&amounts.coefficients)
        } else {
            self.per_unit(rna, &self.factors.rna_per_cell)
        };
        let rows = self.names.len() + usize::from(options.unknown);
        (0..rows)
            .map(|j| {
                let sampled: Vec<f64> = replicates.iter().map(|r| r[j]).collect();
                let own = self.interval(shares[j], &sampled);
                let group = self.identifiability.groups.iter().position(|g| g.contains(&j));
                let sum = group.and_then(|g| sums.get(g));
                // Of a sum that is estimable only as such, each part may be nothing or all.
                let interval = match (own, sum.and_then(|sum| sum.interval)) {
                    (Some(_), Some(sum)) => Some(Interval::new(shares[j], 0.0, sum.high)),
                    (own, _) => own,
                };
                let known = j < self.names.len();
                SourceShare {
                    source: if known { self.names[j].clone() } else { UNKNOWN.to_owned() },
                    coefficient: known.then(|| amounts.coefficients[j]),
                    rna_share: Some(shares[j]),
                    interval,
                    vesicle_share: vesicles.as_ref().and_then(|v| v.get(j).copied()),
                    cell_share: cells.as_ref().and_then(|c| c.get(j).copied()),
                    verdict: source_verdict(sample, interval, sum),
                }
            })
            .collect()
    }

    /// Shares of units that each hold the RNA of their source's factor.
    fn per_unit(&self, rna: &[f64], factors: &BTreeMap<String, f64>) -> Option<Vec<f64>> {
        let units: Option<Vec<f64>> = self
            .names
            .iter()
            .zip(rna)
            .map(|(name, rna)| factors.get(name).map(|factor| rna / factor))
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
                p: None,
                overlap: self.overlap,
                features: 0,
                unknown: None,
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

fn check_factors(factors: &Factors, sources: &[String]) -> Result<(), DeconvolutionError> {
    for (name, &value) in factors.rna_per_vesicle.iter().chain(&factors.rna_per_cell) {
        if !sources.contains(name) {
            return Err(DeconvolutionError::UnknownSource {
                name: name.clone(),
                sources: sources.join(", "),
            });
        }
        if !(value.is_finite() && value > 0.0) {
            return Err(DeconvolutionError::BadFactor { name: name.clone(), value });
        }
    }
    Ok(())
}
