//! The table of cargo in copies.

use exocast_core::{Cell, Interval};
use exocast_transfer::Guide;

use super::{
    keys::largest,
    spec::{TableSpec, Written, number, text},
};
use crate::result::cargo::MirnaCargo;

pub(super) static CARGO: TableSpec = TableSpec::new(
    "cargo",
    "Reads, and absolute copies where spikes and particle numbers allow them.",
    &[
        text("mirna"),
        text("isomir"),
        text("seed"),
        number("reads", "1"),
        number("copies_per_ml", "copies/mL"),
        number("low", "copies/mL"),
        number("high", "copies/mL"),
        number("copies_per_vesicle", "copies/EV"),
        number("low", "copies/EV"),
        number("high", "copies/EV"),
        number("enrichment_over_passive", "1"),
        text("flag"),
    ],
)
.ordered("Largest first.");

/// The table of the cargo.
pub(in crate::result) fn cargo(cargo: &[MirnaCargo]) -> Written {
    CARGO.of(cargo.iter().map(row)).sorted(&largest(cargo.iter().map(|row| row.reads)))
}

fn row(row: &MirnaCargo) -> impl Iterator<Item = Cell> {
    named(&row.mirna, &row.guide)
        .into_iter()
        .chain([row.reads.into()])
        .chain(ends(row.copies_per_ml))
        .chain(ends(row.copies_per_vesicle))
        .chain([row.enrichment_over_passive.into(), row.flag().into()])
}

/// A miRNA with isomiR and seed of its guide.
pub(super) fn named(mirna: &str, guide: &Guide) -> [Cell; 3] {
    let seed = guide.seed.map(|seed| seed.to_string());
    [mirna.into(), guide.isomir.as_str().into(), seed.into()]
}

/// A value with its ends.
pub(super) fn ends(interval: Option<Interval>) -> [Cell; 3] {
    [interval.map(|i| i.value), interval.map(|i| i.low), interval.map(|i| i.high)].map(Cell::from)
}
