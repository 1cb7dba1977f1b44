//! Tables of groups and their differences.

use exocast_core::{Cell, Table};

use super::{
    cargo::{ends, molecule},
    keys::{Sureness, surest, together},
    response,
    spec::{TableSpec, Written, number, text},
};
use crate::result::{
    contrasts::{ContrastsResult, Difference, GroupResult},
    dose::headline,
};

pub(super) static GROUPS: TableSpec = TableSpec::new(
    "groups",
    "Vesicles, dose and verdict of each group.",
    &[
        text("group"),
        text("samples"),
        number("vesicles_per_ml", "1/mL"),
        number("low", "1/mL"),
        number("high", "1/mL"),
        number("copies_per_cell", "copies/cell"),
        number("low", "copies/cell"),
        number("high", "copies/cell"),
        text("verdict"),
    ],
);

pub(super) static GROUP_DOSE: TableSpec = TableSpec::new(
    "group_dose",
    "Copies in RISC of a recipient cell, of each group.",
    &[
        text("group"),
        text("mirna"),
        number("copies_per_cell", "copies/cell"),
        number("low", "copies/cell"),
        number("high", "copies/cell"),
        number("probability", "1"),
        text("isomir"),
        text("seed"),
    ],
)
.ordered("Largest first.");

pub(super) static VESICLES: TableSpec = TableSpec::new(
    "contrast_vesicles",
    "Sizes and numbers of two groups: ratios, standardised effects and distances.",
    &[
        text("statistic"),
        text("group_a"),
        text("group_b"),
        number("value", "1"),
        number("low", "1"),
        number("high", "1"),
        number("p", "1"),
        number("q", "1"),
        text("unit_of_replication"),
    ],
)
.alone("comparison");

pub(super) static ORIGIN: TableSpec = TableSpec::new(
    "contrast_origin",
    "Difference of the mean share of each parent cell.",
    &[
        text("contrast"),
        text("source"),
        number("difference", "1"),
        number("low", "1"),
        number("high", "1"),
        number("p", "1"),
        number("q", "1"),
        text("interval_from"),
    ],
)
.ordered("Surest differences first.");

pub(super) static CARGO: TableSpec = TableSpec::new(
    "contrast_cargo",
    "Log2 ratio of each miRNA between two groups.",
    &[
        text("contrast"),
        text("mirna"),
        text("measure"),
        number("log2_ratio", "log2"),
        number("low", "log2"),
        number("high", "log2"),
        number("p", "1"),
        number("q", "1"),
        text("interval_from"),
        text("isomir"),
        text("seed"),
    ],
)
.ordered("Surest differences first.");

pub(super) static DOSE: TableSpec = TableSpec::new(
    "contrast_dose",
    "Log2 ratio of the copies that reach a recipient cell; parameters of route and cell are the same in each draw.",
    &[
        text("contrast"),
        text("mirna"),
        number("log2_ratio", "log2"),
        number("low", "log2"),
        number("high", "log2"),
        number("probability_higher", "1"),
        text("interval_from"),
        text("isomir"),
        text("seed"),
    ],
)
.ordered("Surest differences first.");

pub(super) static GROUP_RESPONSE: TableSpec = TableSpec::new(
    "group_response",
    "Predicted change of each gene under the dose of each group.",
    &[
        text("group"),
        response::COLUMNS[0],
        response::COLUMNS[1],
        response::COLUMNS[2],
        response::COLUMNS[3],
        response::COLUMNS[4],
        response::COLUMNS[5],
        response::COLUMNS[6],
        response::COLUMNS[7],
        response::COLUMNS[8],
        response::COLUMNS[9],
        response::COLUMNS[10],
        response::COLUMNS[11],
    ],
)
.ordered("Largest first.");

pub(super) static RESPONSE: TableSpec = TableSpec::new(
    "contrast_response",
    "Difference of the predicted log2 fold changes of each gene.",
    &[
        text("contrast"),
        text("gene"),
        text("transcript"),
        number("difference", "log2"),
        number("low", "log2"),
        number("high", "log2"),
        number("probability_lower", "1"),
        text("interval_from"),
    ],
)
.ordered("Surest differences first.");

impl ContrastsResult {
    /// The tables of groups and differences; without those that have no row.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let mut tables = Vec::new();
        if self.groups.iter().any(|group| group.dose.is_some()) {
            tables.push(groups(&self.groups));
            tables.push(group_dose(&self.groups));
        }
        let mut comparisons = self.vesicles.iter().map(exocast_vesicle::Comparison::table);
        if let Some(mut joined) = comparisons.next() {
            for table in comparisons {
                table.rows().for_each(|row| joined.push(row.iter().cloned()));
            }
            tables.push(VESICLES.with(joined));
        }
        tables.extend(self.differences());
        tables
    }

    fn differences(&self) -> Vec<Written> {
        let mut tables = Vec::new();
        if !self.origin.is_empty() {
            let rows = self.origin.iter().map(|row| {
                let names: [Cell; 2] = [row.contrast.as_str().into(), row.source.as_str().into()];
                names.into_iter().chain(cells(&row.difference))
            });
            let keys = self.origin.iter().map(|row| sureness(&row.contrast, &row.difference));
            tables.push(ORIGIN.with_rows(rows).sorted(&surest(keys)));
        }
        if !self.cargo.is_empty() {
            let rows = self.cargo.iter().map(|row| {
                let names: [Cell; 3] = [
                    row.contrast.as_str().into(),
                    row.mirna.as_str().into(),
                    row.measure.name().into(),
                ];
                names.into_iter().chain(cells(&row.difference)).chain(molecule(&row.guide))
            });
            let keys = self.cargo.iter().map(|row| sureness(&row.contrast, &row.difference));
            tables.push(CARGO.with_rows(rows).sorted(&surest(keys)));
        }
        if !self.dose.is_empty() {
            let rows = self.dose.iter().map(|row| {
                let names: [Cell; 2] = [row.contrast.as_str().into(), row.mirna.as_str().into()];
                let drawn = drawn(&row.difference, row.probability_higher);
                names.into_iter().chain(drawn).chain(molecule(&row.guide))
            });
            let keys = self.dose.iter().map(|row| sureness(&row.contrast, &row.difference));
            tables.push(DOSE.with_rows(rows).sorted(&surest(keys)));
        }
        if self.groups.iter().any(|group| group.response.is_some()) {
            tables.push(group_response(&self.groups));
        }
        if !self.response.is_empty() {
            let rows = self.response.iter().map(|row| {
                let names: [Cell; 3] = [
                    row.contrast.as_str().into(),
                    row.gene.as_deref().into(),
                    row.transcript.as_str().into(),
                ];
                names.into_iter().chain(drawn(&row.difference, row.probability_lower))
            });
            let keys = self.response.iter().map(|row| sureness(&row.contrast, &row.difference));
            tables.push(RESPONSE.with_rows(rows).sorted(&surest(keys)));
        }
        tables
    }
}

/// Value, ends, p, q and what the interval comes from.
fn cells(difference: &Difference) -> impl Iterator<Item = Cell> {
    let (low, high) = difference.ends.unzip();
    let numbers = [difference.value, low, high, difference.p, difference.q].map(Cell::from);
    numbers.into_iter().chain([difference.interval_from.as_str().into()])
}

fn sureness<'a>(contrast: &'a str, difference: &Difference) -> Sureness<'a> {
    Sureness { contrast, value: difference.value, ends: difference.ends, q: difference.q }
}

/// Value, ends, the share of the draws, and what the interval comes from.
fn drawn(difference: &Difference, share: Option<f64>) -> impl Iterator<Item = Cell> {
    let (low, high) = difference.ends.unzip();
    let numbers = [difference.value, low, high, share].map(Cell::from);
    numbers.into_iter().chain([difference.interval_from.as_str().into()])
}

fn groups(groups: &[GroupResult]) -> Written {
    GROUPS.with_rows(groups.iter().map(|group| {
        let names: [Cell; 2] = [group.name.as_str().into(), group.samples.join(", ").into()];
        let vesicles = group.vesicles.as_ref().map(|vesicles| vesicles.concentration_per_ml);
        let copies = group.dose.as_ref().map(|dose| dose.total.copies_per_cell);
        let is_sized = group.vesicles.is_some();
        let verdict = group.dose.as_ref().map(|dose| headline(dose, is_sized));
        names.into_iter().chain(ends(vesicles)).chain(ends(copies)).chain([verdict.into()])
    }))
}

fn group_dose(groups: &[GroupResult]) -> Written {
    let rows = || {
        groups.iter().flat_map(|group| {
            let copies = group.dose.iter().flat_map(|dose| dose.copies.iter().chain([&dose.total]));
            copies.map(move |copies| (group, copies))
        })
    };
    let labels: Vec<String> = rows().map(|(_, copies)| copies.label()).collect();
    let values = rows().map(|(_, copies)| Some(copies.copies_per_cell.value));
    let keys = together(labels.iter().map(String::as_str).zip(values));
    let cells = rows().map(|(group, copies)| {
        let names: [Cell; 2] = [group.name.as_str().into(), copies.mirna.as_str().into()];
        let values = ends(Some(copies.copies_per_cell));
        let names = names.into_iter().chain(values).chain([copies.probability.into()]);
        names.chain(molecule(&copies.guide))
    });
    GROUP_DOSE.with_rows(cells).sorted(&keys)
}

fn group_response(groups: &[GroupResult]) -> Written {
    let responses =
        || groups.iter().filter_map(|group| Some((group.name.as_str(), group.response.as_ref()?)));
    let mut table: Table = GROUP_RESPONSE.empty();
    for (name, response) in responses() {
        for row in response.table().rows() {
            table.push(std::iter::once(Cell::from(name)).chain(row.iter().cloned()));
        }
    }
    let genes = responses().flat_map(|(_, response)| &response.genes);
    let keys = together(genes.map(|gene| (gene.transcript.as_str(), Some(gene.log2fc.value))));
    GROUP_RESPONSE.with(table).sorted(&keys)
}
