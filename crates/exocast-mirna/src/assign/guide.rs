//! Guides: the molecules of a miRNA by the seed that they act with.

use exocast_core::{Interval, Rna, Seed};
use serde::{Deserialize, Serialize};

/// Molecules of one miRNA that have one seed, in every sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CountedGuide {
    /// The miRNA, as a row of the counts has it.
    pub mirna: String,
    /// What gives it its seed, in the words of mirGFF3, without those on the 3' end: `iso_5p:+1`. Empty for the canonical
    /// guide. Where the words are those of a more abundant guide of the miRNA, the seed stands behind them in brackets.
    pub isomir: String,
    /// Nucleotides 2–8; none where the miRNA stands for names of several seeds.
    pub seed: Option<Seed>,
    /// The mature sequence of the canonical guide; of another, its most abundant form.
    pub sequence: Rna,
    /// Reads (molecules) by sample.
    pub counts: Vec<f64>,
    /// Share of the counts of the miRNA by sample, with its 95 % interval; none where it has none.
    pub shares: Vec<Option<Interval>>,
}

impl CountedGuide {
    /// Whether it has the seed of the reference.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.isomir.is_empty()
    }
}

/// Guides of all miRNAs with counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Guides {
    /// Names of the samples.
    pub samples: Vec<String>,
    /// Guides by miRNA in the order of the counts; the canonical one first, then those with most counts.
    pub guides: Vec<CountedGuide>,
}

impl Guides {
    /// The guides of each miRNA.
    pub fn by_mirna(&self) -> impl Iterator<Item = &[CountedGuide]> {
        self.guides.chunk_by(|a, b| a.mirna == b.mirna)
    }

    /// The guides of one miRNA; none where it has no counts.
    #[must_use]
    pub fn of_mirna(&self, name: &str) -> &[CountedGuide] {
        self.by_mirna().find(|guides| guides[0].mirna == name).unwrap_or_default()
    }
}
