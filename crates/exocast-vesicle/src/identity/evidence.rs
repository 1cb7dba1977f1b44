//! What sizes, proteins and lipids of a sample say together.

use exocast_core::Interval;
use serde::Serialize;

use super::lipids::Enrichment;
use super::misev::ReportItem;
use super::panel::MarkerPanel;
use super::purity::Purity;

/// What one piece of evidence says: chances under each kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// What was looked for.
    pub what: String,
    /// What was seen, in words.
    #[serde(rename = "found")]
    pub observed: String,
    /// Chance of this under each kind, in the order of `Kind::ALL`.
    pub chances: [f64; 4],
}

/// The identity of one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Identity {
    /// Its name.
    pub sample: String,
    /// Share of each kind by size alone, in the order of `Kind::ALL`.
    pub by_size: [Interval; 4],
    /// Posterior with proteins and lipids; nothing where neither says anything.
    pub posterior: Option<[Interval; 4]>,
    /// Share of particles below 200 nm, as fitted: small EVs in the terms of MISEV.
    pub small: Option<f64>,
    /// What was taken into account.
    pub evidence: Vec<Evidence>,
    /// The markers, where proteins were given.
    pub panel: Option<MarkerPanel>,
    /// Lipids over the parent, where given.
    pub lipids: Vec<Enrichment>,
    /// Purity ratios.
    pub purity: Vec<Purity>,
    /// What may be called what, and why.
    pub verdict: String,
    /// What a report of vesicles has to say after MISEV2023, as far as it is known.
    #[serde(skip)]
    pub report: Vec<ReportItem>,
}
