//! A dose with everything that belongs to it.

use exocast_transfer::{
    BodyDistribution, Cargo, CargoEntry, CellRow, Checked, Dose, Mechanism, ParameterSet, Status,
    TimeRow, Verdict, Vesicles,
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

impl Transferred {
    /// The verdict with the sentence that states it.
    #[must_use]
    pub fn stated(&self) -> StatedVerdict<'_> {
        let headline = headline(&self.dose, self.vesicles.is_some());
        StatedVerdict { headline, verdict: &self.dose.verdict }
    }

    /// The miRNA that comes nearest to an effect.
    #[must_use]
    pub fn nearest(&self) -> Option<&CargoEntry> {
        self.cargo.entries().iter().find(|entry| entry.mirna == self.dose.verdict.mirna)
    }
}
