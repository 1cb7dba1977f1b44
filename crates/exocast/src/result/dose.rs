//! A dose with everything that belongs to it.

use exocast_core::Seed;
use exocast_mirna::Guides;
use exocast_transfer::{
    BodyDistribution, Cargo, CargoEntry, CellRow, Checked, Dose, Family, Mechanism, ParameterSet,
    Status, TimeRow, Verdict, Vesicles,
};
use serde::Serialize;

use crate::figures::Figure;

/// A dose, what it was computed from, and what follows from the same numbers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Transferred {
    /// The dose: copies, ledger, bounds, sensitivity, verdict, parameters.
    pub dose: Dose,
    /// The cargo.
    pub cargo: Cargo,
    /// The guides of the reads that the cargo is of; empty where it is not of reads of this study.
    pub guides: Guides,
    /// The vesicles, where they were measured.
    pub vesicles: Option<Vesicles>,
    /// The options.
    pub options: Checked,
    /// Ways in which the vesicles could act, miRNA first.
    pub mechanisms: Vec<Mechanism>,
    /// Copies in single cells where few vesicles carry the cargo.
    pub single_cells: Vec<CellRow>,
    /// Sets of parameters that would do together, nearest first; nothing where no effect is asked for.
    pub requirement_sets: Option<Vec<ParameterSet>>,
    /// Vesicles and copies in time, of the miRNA nearest to an effect.
    pub time_course: Option<Vec<TimeRow>>,
    /// Where vesicles given at once are in the body, where the scenario has one.
    pub body: Option<BodyDistribution>,
    /// Pictures.
    pub figures: Vec<Figure>,
}

/// The verdict of a dose with the sentence that states it.
#[derive(Debug, Serialize)]
pub struct StatedVerdict<'a> {
    /// The judgement in one sentence; first of all that nothing was measured, where that is so.
    pub headline: String,
    /// The verdict.
    #[serde(flatten)]
    pub verdict: &'a Verdict,
}

/// The verdict of a dose in one sentence; first of all that nothing was measured, where that is so. `is_sized` says
/// whether the vesicles were measured.
pub(crate) fn headline(dose: &Dose, is_sized: bool) -> String {
    let is_measured = dose.copies.iter().any(|copies| copies.status == Status::Measured);
    let headline = dose.verdict.headline();
    if is_measured || is_sized {
        return headline;
    }
    format!(
        "Nothing of this dose was measured, neither copies nor particles; on assumed amounts alone: {headline}"
    )
}

/// A seed that the cargo does not have, or not once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSuchSeed {
    /// The cargo has none.
    #[error(
        "the cargo has no miRNA or seed `{0}`: give one of tables/families.tsv, by name or by nucleotides 2 to 8"
    )]
    Unknown(String),
    /// A name that stands for guides of several seeds.
    #[error("`{wanted}` has guides of several seeds ({labels}): give one of them")]
    Several {
        /// The name.
        wanted: String,
        /// The guides and seeds.
        labels: String,
    },
}

impl Transferred {
    /// The verdict with the sentence that states it.
    #[must_use]
    pub fn stated(&self) -> StatedVerdict<'_> {
        let headline = headline(&self.dose, self.vesicles.is_some());
        StatedVerdict { headline, verdict: &self.dose.verdict }
    }

    /// The miRNA or seed that comes nearest to an effect, all of its guides as one entry.
    #[must_use]
    pub fn nearest(&self) -> Option<CargoEntry> {
        let families = self.cargo.families().into_iter();
        families.map(|family| family.pooled).find(|entry| entry.label() == self.dose.verdict.mirna)
    }

    /// The seed of the cargo that is meant by its nucleotides, by the name of one of its miRNAs or by that of one of its
    /// guides, all of its guides as one entry.
    ///
    /// # Errors
    /// Where the cargo has none, or a name is that of guides with several seeds.
    pub fn seed_of(&self, wanted: &str) -> Result<CargoEntry, NoSuchSeed> {
        let entries = self.cargo.entries();
        let seed: Option<Seed> = wanted.parse().ok();
        let is_meant = |family: &Family| {
            let named = |&i: &usize| entries[i].mirna == wanted || entries[i].label() == wanted;
            (seed.is_some() && family.seed == seed) || family.members.iter().any(named)
        };
        let exact = |family: &Family| family.members.iter().any(|&i| entries[i].label() == wanted);
        let mut meant: Vec<Family> = self.cargo.families();
        meant.retain(is_meant);
        if meant.len() > 1 && meant.iter().filter(|family| exact(family)).count() == 1 {
            meant.retain(exact);
        }
        let labels: Vec<String> = meant.iter().map(Family::label).collect();
        match (meant.pop(), meant.is_empty()) {
            (Some(family), true) => Ok(family.pooled),
            (Some(_), false) => {
                Err(NoSuchSeed::Several { wanted: wanted.to_owned(), labels: labels.join(", ") })
            }
            (None, _) => Err(NoSuchSeed::Unknown(wanted.to_owned())),
        }
    }
}
