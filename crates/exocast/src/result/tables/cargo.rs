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
        number("reads", "1"),
        number("copies_per_ml", "copies/mL"),
        number("low", "copies/mL"),
        number("high", "copies/mL"),
        number("copies_per_vesicle", "copies/EV"),
        number("low", "copies/EV"),
        number("high", "copies/EV"),
        number("enrichment_over_passive", "1"),
        text("flag"),
        text("isomir"),
        text("seed"),
    ],
)
.ordered("Largest first.");

/// The table of the cargo.
pub(in crate::result) fn cargo(cargo: &[MirnaCargo]) -> Written {
    CARGO.with_rows(cargo.iter().map(row)).sorted(&largest(cargo.iter().map(|row| row.reads)))
}

fn row(row: &MirnaCargo) -> impl Iterator<Item = Cell> {
    let names: [Cell; 2] = [row.mirna.as_str().into(), row.reads.into()];
    names
        .into_iter()
        .chain(ends(row.copies_per_ml))
        .chain(ends(row.copies_per_vesicle))
        .chain([row.enrichment_over_passive.into(), row.flag().into()])
        .chain(molecule(&row.guide))
}

/// Variant, in the words of mirGFF3, and seed of a guide.
pub(super) fn molecule(guide: &Guide) -> [Cell; 2] {
    [guide.isomir.as_str().into(), guide.seed.map(|seed| seed.to_string()).into()]
}

/// A value with its ends.
pub(super) fn ends(interval: Option<Interval>) -> [Cell; 3] {
    [interval.map(|i| i.value), interval.map(|i| i.low), interval.map(|i| i.high)].map(Cell::from)
}
