//! Samples ► shares with intervals, diagnostics and verdicts.

use std::collections::BTreeMap;

use exocast_core::{Interval, LabelledMatrix, SeedPlan};
use serde::{Deserialize, Serialize};

use crate::{
    BadTable, Cargo, CheckedOptions, Diagnostics, Identifiability, Method, NoCommonFeature, Notice,
    Signature, Verdict, matching::match_features, study::Study,
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
    /// Sources that are no cells: carriers such as lipoprotein, AGO2 complexes or lysed red cells. They get
    /// their share of the RNA, and no share of vesicles or cells.
    pub carriers: Vec<String>,
    /// ln of vesicle over cell, a feature, from matched pairs; used by `auto` and `log-normal`.
    pub bias: BTreeMap<String, Bias>,
}

impl Factors {
    /// RNA a vesicle and a cell out of a table of sources × `rna_per_vesicle` and `rna_per_cell`; either
    /// column may be missing.
    #[must_use]
    pub fn of_table(table: &LabelledMatrix) -> Self {
        let column = |name: &str| -> BTreeMap<String, f64> {
            let values = table.column(name);
            values.map_or_else(BTreeMap::new, |values| {
                table.rows().map(str::to_owned).zip(values.iter().copied()).collect()
            })
        };
        Self {
            rna_per_vesicle: column("rna_per_vesicle"),
            rna_per_cell: column("rna_per_cell"),
            ..Self::default()
        }
    }
}

impl Factors {
    /// The same for merged sources: RNA a vesicle or a cell as if each had sent as much RNA, where it is known of each;
    /// what a carrier is part of is a carrier.
    fn merged(&self, groups: &[Vec<String>]) -> Self {
        let join = |of: &BTreeMap<String, f64>| {
            let mut of = of.clone();
            for group in groups {
                let known: Vec<f64> = group.iter().filter_map(|name| of.remove(name)).collect();
                if known.len() == group.len() {
                    let units: f64 = known.iter().map(|rna| 1.0 / rna).sum();
                    of.insert(group.join("+"), known.len() as f64 / units);
                }
            }
            of
        };
        let carriers = groups
            .iter()
            .filter(|group| group.iter().any(|name| self.carriers.contains(name)))
            .map(|group| group.join("+"));
        Self {
            rna_per_vesicle: join(&self.rna_per_vesicle),
            rna_per_cell: join(&self.rna_per_cell),
            carriers: self.carriers.iter().cloned().chain(carriers).collect(),
            bias: self.bias.clone(),
        }
    }
}

/// How much more of a feature vesicles hold than their cells, on the scale of natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bias {
    /// Mean of ln vesicle over cell.
    pub mean: f64,
    /// Standard deviation: how far that may be off in cells not yet seen.
    pub sd: f64,
}

/// Why shares could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeconvolutionError {
    /// Signature and cargo speak about different things.
    #[error(transparent)]
    NoCommonFeature(#[from] NoCommonFeature),
    /// Merged sources make no signature.
    #[error("sources cannot be merged")]
    Merged(#[from] BadTable),
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceShare {
    /// The source, or [`UNKNOWN`](crate::UNKNOWN).
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SumShare {
    /// Names of the sources.
    pub sources: Vec<String>,
    /// Their share together.
    pub rna_share: f64,
    /// Its interval, where one was asked for.
    pub interval: Option<Interval>,
}

/// What was found for one sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Shares lie in 0 to 1 and add up to 1 with the unknown one. Samples of counts are read together
    /// by `auto` and `log-normal`: what a feature's vesicles hold more or less of than its cells is
    /// learned from all of them. By every other method a sample depends on no other.
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
        let mut matched = match_features(signature, cargo)?;
        let mut merged = None;
        let mut joined = None;
        if options.get().merge {
            let identity = Identifiability::of(matched.signature.view(), signature.sources());
            if !identity.groups.is_empty() {
                let (signature, lists) = merge(signature, &identity.groups)?;
                joined = Some(factors.merged(&lists));
                matched = match_features(&signature, cargo)?;
                let lists = lists.into_iter().map(|sources| Notice::Merged { sources });
                matched.notices.extend(lists);
                merged = Some(signature);
            }
        }
        let signature = merged.as_ref().unwrap_or(signature);
        let factors = joined.as_ref().unwrap_or(factors);
        let study = Study::new(signature, &matched, factors, options, seed);
        let mut notices = matched.notices.clone();
        study.notices(&mut notices);
        let samples = study.samples(cargo.samples(), &mut notices);
        Ok(Self { samples, identifiability: study.identifiability, notices })
    }
}

/// Sources of each group as one column, the mean of theirs, where the first of them stands.
fn merge(
    signature: &Signature,
    groups: &[Vec<usize>],
) -> Result<(Signature, Vec<Vec<String>>), BadTable> {
    let names = signature.sources();
    let of = |j: usize| groups.iter().find(|g| g.contains(&j));
    let columns: Vec<Vec<usize>> = (0..names.len())
        .filter(|&j| of(j).is_none_or(|g| g[0] == j))
        .map(|j| of(j).cloned().unwrap_or_else(|| vec![j]))
        .collect();
    let named = |g: &Vec<usize>| g.iter().map(|&j| names[j].clone()).collect::<Vec<_>>();
    let values = signature.values();
    let means = values.rows().into_iter().flat_map(|row| {
        columns.iter().map(move |g| g.iter().map(|&j| row[j]).sum::<f64>() / g.len() as f64)
    });
    let means: Vec<f64> = means.collect();
    let labels = columns.iter().map(|g| named(g).join("+")).collect();
    let features = signature.features().map(str::to_owned).collect();
    let matrix = LabelledMatrix::new(features, labels, means).map_err(|_| BadTable::NoFeature)?;
    Ok((Signature::new(matrix)?, groups.iter().map(named).collect()))
}

fn check_factors(factors: &Factors, sources: &[String]) -> Result<(), DeconvolutionError> {
    let missing = |name: &String| DeconvolutionError::UnknownSource {
        name: name.clone(),
        sources: sources.join(", "),
    };
    if let Some(name) = factors.carriers.iter().find(|name| !sources.contains(name)) {
        return Err(missing(name));
    }
    for (name, &value) in factors.rna_per_vesicle.iter().chain(&factors.rna_per_cell) {
        if !sources.contains(name) {
            return Err(missing(name));
        }
        if !(value.is_finite() && value > 0.0) {
            return Err(DeconvolutionError::BadFactor { name: name.clone(), value });
        }
    }
    Ok(())
}
