//! Samples ► shares with intervals, diagnostics and verdicts.

use std::collections::BTreeMap;

use exocast_core::{Interval, SeedPlan};
use serde::{Deserialize, Serialize};

use crate::{
    Cargo, CheckedOptions, Diagnostics, Identifiability, Method, NoCommonFeature, Notice,
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
    /// ln of vesicle over cell, a feature, from matched pairs; used by `auto` and `log-normal`.
    pub bias: BTreeMap<String, Bias>,
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
        let matched = match_features(signature, cargo)?;
        let study = Study::new(signature, &matched, factors, options, seed);
        let mut notices = matched.notices.clone();
        study.notices(&mut notices);
        let samples = study.samples(cargo.samples(), &mut notices);
        Ok(Self { samples, identifiability: study.identifiability, notices })
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
