//! Tables of parent cells.

use exocast_origin::{Deconvolution, enrich::Enrichment};

use super::{
    keys::within,
    spec::{TableSpec, Written, number, text},
};

pub(super) static ORIGIN: TableSpec = TableSpec::new(
    "origin",
    "Share of each parent cell in the vesicles' RNA; `unknown` is what the signature cannot explain.",
    &[
        text("sample"),
        text("source"),
        number("rna_share", "1"),
        number("low", "1"),
        number("high", "1"),
        number("vesicle_share", "1"),
        number("cell_share", "1"),
        text("verdict"),
    ],
)
.ordered("Largest of each sample first.");

pub(super) static DIAGNOSTICS: TableSpec = TableSpec::new(
    "origin_diagnostics",
    "How well the signature describes each sample.",
    &[
        text("sample"),
        number("condition_number", "1"),
        number("fit", "1"),
        number("p", "1"),
        number("overlap", "1"),
        number("unknown", "1"),
        text("verdict"),
    ],
)
.alone("diagnostics");

pub(super) static GATES: TableSpec = TableSpec::new(
    "origin_gates",
    "What a verdict on each sample rests on, each with its limits.",
    &[
        text("sample"),
        text("gate"),
        number("value", "1"),
        text("bad"),
        number("weak", "1"),
        number("cannot_tell", "1"),
        text("verdict"),
    ],
)
.alone("gates");

pub(super) static IDENTIFIABILITY: TableSpec = TableSpec::new(
    "origin_identifiability",
    "Which sources the signature can tell apart.",
    &[
        text("source"),
        number("vif", "1"),
        text("nearest"),
        number("correlation", "1"),
        text("estimable_with"),
    ],
)
.alone("identifiability");

/// The tables of a deconvolution.
#[must_use]
pub fn origin_tables(origin: &Deconvolution) -> Vec<Written> {
    let shares = origin.samples.iter().flat_map(|sample| {
        sample.shares.iter().map(|share| (sample.sample.as_str(), share.rna_share))
    });
    vec![
        ORIGIN.with(origin.origin_table()).sorted(&within(shares)),
        DIAGNOSTICS.with(origin.diagnostics_table()),
        GATES.with(origin.gates_table()),
        IDENTIFIABILITY.with(origin.identifiability_table()),
    ]
}

pub(super) static ENRICHMENT: TableSpec = TableSpec::new(
    "enrichment",
    "Scores of the gene sets in each sample.",
    &[
        text("sample"),
        text("set"),
        number("score", "1"),
        number("p", "1"),
        number("q", "1"),
        number("features", "1"),
    ],
);

/// The table of scores of gene sets.
pub(in crate::result) fn enrichment(scores: &Enrichment) -> Written {
    ENRICHMENT.with(scores.table())
}
