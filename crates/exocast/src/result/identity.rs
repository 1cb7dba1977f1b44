//! What the particles are.

use exocast_core::Notice;
use exocast_vesicle::identity::Identity;

/// Kinds of particles of each sample with sizing, and proteins that act on their own.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IdentityResult {
    /// Kinds, evidence and purity of each sample with sizing.
    pub samples: Vec<Identity>,
    /// Proteins that were shown to act on recipients, in each sample; nothing without a table of proteins.
    pub acting: Option<Vec<ActingProtein>>,
    /// How the tables of proteins and lipids were read, and which of their columns are of no sample.
    pub notices: Vec<Notice>,
}

/// A protein of the vesicles of a sample that was shown to act on recipients without any miRNA.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActingProtein {
    /// The sample.
    pub sample: String,
    /// Gene symbol.
    pub protein: &'static str,
    /// Share of all protein in the table.
    pub share: f64,
    /// The programme of the recipient that it acts on.
    pub programme: &'static str,
    /// `up` or `down`.
    pub direction: &'static str,
    /// How it acts.
    pub mechanism: &'static str,
    /// Who showed it.
    pub source: &'static str,
}
