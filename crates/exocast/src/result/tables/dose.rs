//! Tables of the dose.

use exocast_transfer::{MirnaLedger, Step, ToTable as _};

use super::{
    keys::{largest, together},
    spec::{TableSpec, Written, number, text},
};
use crate::result::dose::Transferred;

pub(super) static DOSE: TableSpec = TableSpec::new(
    "dose",
    "What is left after each step on the way into one recipient cell.",
    &[
        text("mirna"),
        text("step"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
        number("lost_fraction", "1"),
        text("parameter"),
        text("status"),
        text("source"),
        text("isomir"),
        text("seed"),
    ],
)
.ordered("Largest first.");

pub(super) static FAMILIES: TableSpec = TableSpec::new(
    "families",
    "The guides of each seed together, on top of the recipient's own copies of it, with the verdict; below them each guide alone.",
    &[
        text("seed"),
        text("mirna"),
        text("isomir"),
        number("guides", "1"),
        number("copies_per_cell", "copies/cell"),
        number("low", "copies/cell"),
        number("high", "copies/cell"),
        number("steady", "copies/cell"),
        number("low", "copies/cell"),
        number("high", "copies/cell"),
        number("endogenous", "copies/cell"),
        number("low", "copies/cell"),
        number("high", "copies/cell"),
        number("fold", "1"),
        number("low", "1"),
        number("high", "1"),
        number("share_in_risc", "1"),
        number("low", "1"),
        number("high", "1"),
        number("occupancy_before", "1"),
        number("occupancy_after", "1"),
        number("low", "1"),
        number("high", "1"),
        number("needed", "copies/cell"),
        number("shortfall", "1"),
        number("probability", "1"),
        text("judgement"),
    ],
);

pub(super) static BOUNDS: TableSpec = TableSpec::new(
    "bounds",
    "Limits that hold whatever the kinetics of uptake are.",
    &[
        text("bound"),
        text("mirna"),
        number("value", ""),
        text("unit"),
        number("actual", ""),
        number("ratio", "1"),
        text("limiting"),
        text("status"),
        text("source"),
        text("seed"),
    ],
)
.ordered("Largest first.");

pub(super) static SENSITIVITY: TableSpec = TableSpec::new(
    "sensitivity",
    "How much of the uncertainty of the dose each parameter carries.",
    &[
        text("output"),
        text("parameter"),
        number("first_order", "1"),
        number("total", "1"),
        number("low", "1"),
        number("high", "1"),
    ],
);

pub(super) static PARAMETERS: TableSpec = TableSpec::new(
    "parameters",
    "Every number of the dose with its interval, unit, status and source.",
    &[
        text("parameter"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("distribution"),
        text("unit"),
        text("status"),
        text("source"),
    ],
);

pub(super) static REQUIREMENTS: TableSpec = TableSpec::new(
    "requirements",
    "What each parameter alone would have to be for an effect, nearest first.",
    &[
        text("parameter"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
        number("needed", ""),
        number("fold", "1"),
        text("within_range"),
        number("most", "copies/cell"),
        text("status"),
    ],
);

pub(super) static MECHANISMS: TableSpec = TableSpec::new(
    "mechanisms",
    "Other ways in which these vesicles could act, and what would tell them apart.",
    &[
        text("mechanism"),
        text("quantity"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
        number("threshold", ""),
        number("probability", "1"),
        text("status"),
        text("told_by"),
    ],
);

pub(super) static SINGLE_CELLS: TableSpec = TableSpec::new(
    "single_cells",
    "Copies that come to the cytosol of single cells (step `escaped` of the ledger) if the cargo is in few vesicles.",
    &[
        text("mirna"),
        number("copies_per_loaded_vesicle", "copies/EV"),
        number("loaded_share", "1"),
        number("mean_escaped", ""),
        number("low", ""),
        number("high", ""),
        number("none", "1"),
        number("cv", "1"),
        number("above_threshold", "1"),
        text("unit"),
        text("status"),
    ],
);

pub(super) static REQUIREMENT_SETS: TableSpec = TableSpec::new(
    "requirement_sets",
    "Sets of parameters that would do together, nearest first.",
    &[
        number("set", "1"),
        number("distance", "1"),
        text("parameter"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
        number("needed", ""),
        number("fold", "1"),
        text("within_range"),
        text("status"),
    ],
);

pub(super) static TIMECOURSE: TableSpec = TableSpec::new(
    "timecourse",
    "Vesicles and copies in time, for the miRNA nearest to an effect.",
    &[
        number("hours", "h"),
        text("quantity"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
    ],
)
.ordered("Latest first.");

pub(super) static COMPARTMENTS: TableSpec = TableSpec::new(
    "compartments",
    "Where vesicles given at once are in the body.",
    &[
        number("hours", "h"),
        text("compartment"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        text("unit"),
        text("status"),
    ],
);

impl Transferred {
    /// The tables of the dose, and of what follows from it.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let dose = &self.dose;
        let ledger = dose.ledger.mirnas.iter().flat_map(present);
        let bounds = dose.bounds.bounds.iter();
        let bounds = bounds.map(|bound| (bound.mirna.as_deref().unwrap_or(""), Some(bound.actual)));
        let mut tables = vec![
            DOSE.with(dose.ledger.table()).sorted(&together(ledger)),
            FAMILIES.with(dose.verdict.families_table()),
            BOUNDS.with(dose.bounds.table()).sorted(&together(bounds)),
            SENSITIVITY.with(dose.sensitivity.table()),
            PARAMETERS.with(dose.parameters.table()),
            REQUIREMENTS.with(dose.verdict.requirements.to_table()),
            MECHANISMS.with(self.mechanisms.to_table()),
            SINGLE_CELLS.with(self.single_cells.to_table()),
        ];
        if let Some(sets) = &self.requirement_sets {
            tables.push(REQUIREMENT_SETS.with(sets.to_table()));
        }
        if let Some(rows) = &self.time_course {
            let hours = largest(rows.iter().map(|row| row.hours));
            tables.push(TIMECOURSE.with(rows.to_table()).sorted(&hours));
        }
        if let Some(body) = &self.body {
            tables.push(COMPARTMENTS.with(body.table()));
        }
        tables
    }
}

/// The rows of a ledger; miRNAs are ordered by what acts on a recipient.
fn present(ledger: &MirnaLedger) -> impl Iterator<Item = (&str, Option<f64>)> {
    ledger.rows.iter().map(|row| {
        let last = row.step == Step::Held.name();
        (ledger.mirna.as_str(), last.then_some(row.amount.value))
    })
}
