//! Shares with intervals, diagnostics and verdicts.

use exocast_core::Interval;
use serde::{Deserialize, Serialize};

use super::diagnostics::Diagnostics;
use crate::{method::Method, notice::Notice, signature::Identifiability, verdict::Verdict};

/// What one source sent, in one sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SourceShare {
    /// The source, or `unknown`.
    pub source: String,
    /// Columns of the signature in the cargo, as fitted; nothing for the unknown source.
    pub coefficient: Option<f64>,
    /// Share of the RNA, with its interval where one was asked for; nothing where the sample is empty.
    pub rna_share: Option<f64>,
    /// The interval of the share.
    pub interval: Option<Interval>,
    /// Share of the vesicles among the known sources, where RNA per vesicle is known for each.
    pub vesicle_share: Option<f64>,
    /// Share of the cells among the known sources, where RNA per cell is known for each.
    pub cell_share: Option<f64>,
    /// How far the data supports that this source sent a part.
    pub verdict: Verdict,
}

/// Shares of sources that can be estimated only together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct SampleOrigin {
    /// The sample.
    pub sample: String,
    /// The method used; nothing for an empty sample.
    pub method: Option<Method>,
    /// One entry per source in the order of the signature, then the unknown source if estimated.
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
#[non_exhaustive]
pub struct Deconvolution {
    /// One entry per sample, in the order of the cargo table.
    pub samples: Vec<SampleOrigin>,
    /// Which sources the signature can distinguish over the features used.
    pub identifiability: Identifiability,
    /// What was left out, assumed or uncertain.
    pub notices: Vec<Notice>,
}
