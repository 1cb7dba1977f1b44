//! The evidence for each miRNA, and its table.

use exocast_core::{Table, options::Word as _};

use crate::{input::Seed, notice::Notice, options::Direction};

/// One test of one seed family, one-sided: its targets fall, or rise, more than its non-targets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// Nucleotides 2–8, the same of all members.
    pub seed: Seed,
    /// Names of the miRNAs of this seed, in the order given: nothing tells them apart.
    pub mirnas: Vec<String>,
    /// The test.
    pub test: EvidenceTest,
    /// Which way targets change: [`Direction::Down`] or [`Direction::Up`].
    pub direction: Direction,
    /// Its statistic.
    pub statistic: f64,
    /// One-sided p-value, twice that where both directions were tested.
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
    MannWhitney,
    /// Kolmogorov–Smirnov: how far the targets' distribution function rises above the non-targets', or falls below it.
    KolmogorovSmirnov,
    /// The same as the first against similar non-targets (van Elteren): the share of pairs within strata in which the
    /// target is above.
    MatchedMannWhitney,
    /// The same as the second within such strata.
    MatchedKolmogorovSmirnov,
    /// Regression on the sites of all miRNAs at once: t of the miRNA's coefficient.
    Regression,
    /// Mann–Whitney's z against those of shuffled seeds.
    ShuffledSeeds,
}

impl EvidenceTest {
    /// The name in tables.
    #[must_use]
    pub(crate) const fn name(self, direction: Direction) -> &'static str {
        match (self, direction) {
            (Self::MannWhitney, Direction::Up) => "mann-whitney-up",
            (Self::MannWhitney, _) => "mann-whitney-down",
            (Self::KolmogorovSmirnov, Direction::Up) => "kolmogorov-smirnov-up",
            (Self::KolmogorovSmirnov, _) => "kolmogorov-smirnov-down",
            (Self::MatchedMannWhitney, Direction::Up) => "matched-mann-whitney-up",
            (Self::MatchedMannWhitney, _) => "matched-mann-whitney-down",
            (Self::MatchedKolmogorovSmirnov, Direction::Up) => "matched-kolmogorov-smirnov-up",
            (Self::MatchedKolmogorovSmirnov, _) => "matched-kolmogorov-smirnov-down",
            (Self::Regression, _) => "regression",
            (Self::ShuffledSeeds, _) => "shuffled-seeds",
        }
    }
}

/// The evidence for each seed family, best first.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explain {
    /// One row per seed family and test, ascending p-value.
    pub evidence: Vec<Evidence>,
    /// What was skipped.
    pub notices: Vec<Notice>,
}

impl Explain {
    /// `mirna test statistic p q targets direction seed members`; members of a family are joined by commas.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "mirna",
            "test",
            "statistic",
            "p",
            "q",
            "targets",
            "direction",
            "seed",
            "members",
        ]);
        for row in &self.evidence {
            table.push([
                row.mirnas.join(",").into(),
                row.test.name(row.direction).into(),
                row.statistic.into(),
                row.p.into(),
                row.q.into(),
                row.targets.into(),
                row.direction.name().into(),
                row.seed.to_string().into(),
                row.mirnas.len().into(),
            ]);
        }
        table
    }
}
