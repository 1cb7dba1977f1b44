//! The evidence for each miRNA, and its table.

use exocast_core::Table;

use crate::notice::Notice;

/// One test of one miRNA, one-sided: its targets fall more than its non-targets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// Name of the miRNA.
    pub mirna: String,
    /// The test.
    pub test: EvidenceTest,
    /// Its statistic.
    pub statistic: f64,
    /// One-sided p-value.
    pub p: f64,
    /// Benjamini–Hochberg rate over the seed families, within the test.
    pub q: f64,
    /// Number of targets among the observed genes.
    pub targets: usize,
}

/// A test of targets against non-targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EvidenceTest {
    /// Mann–Whitney: pairs in which the target is above the non-target.
    MannWhitneyDown,
    /// Kolmogorov–Smirnov: how far the targets' distribution function rises above the non-targets'.
    KolmogorovSmirnovDown,
    /// The same against non-targets with 3'UTRs of similar length and composition (van Elteren): the share of
    /// pairs within strata in which the target is above.
    MatchedMannWhitneyDown,
    /// The same within such strata.
    MatchedKolmogorovSmirnovDown,
    /// Regression on the sites of all miRNAs at once: t of the miRNA's coefficient.
    Regression,
    /// Mann–Whitney's z against those of shuffled seeds.
    ShuffledSeeds,
}

impl EvidenceTest {
    /// The name in tables.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::MannWhitneyDown => "mann-whitney-down",
            Self::KolmogorovSmirnovDown => "kolmogorov-smirnov-down",
            Self::MatchedMannWhitneyDown => "matched-mann-whitney-down",
            Self::MatchedKolmogorovSmirnovDown => "matched-kolmogorov-smirnov-down",
            Self::Regression => "regression",
            Self::ShuffledSeeds => "shuffled-seeds",
        }
    }
}

/// The evidence for each miRNA, best first.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explain {
    /// One row per miRNA and test, ascending p-value.
    pub evidence: Vec<Evidence>,
    /// What was skipped.
    pub notices: Vec<Notice>,
}

impl Explain {
    /// `mirna test statistic p q targets`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["mirna", "test", "statistic", "p", "q", "targets"]);
        for row in &self.evidence {
            table.push([
                row.mirna.as_str().into(),
                row.test.name().into(),
                row.statistic.into(),
                row.p.into(),
                row.q.into(),
                row.targets.into(),
            ]);
        }
        table
    }
}
