//! Tables of the response of the recipient, and of what explains an observed one.

use exocast_core::Cell;
use exocast_target::{Explain, Response, SiteResponse, SpongeResponse};

use super::{
    keys::largest,
    spec::{Column, TableSpec, Written, number, text},
};
use crate::result::programmes::ProgrammeScore;

/// Columns of a response.
pub(super) const COLUMNS: [Column; 12] = [
    text("gene"),
    text("transcript"),
    number("log2fc", "log2"),
    number("low", "log2"),
    number("high", "log2"),
    number("probability_down", "1"),
    number("base_tpm", "TPM"),
    number("sites", "1"),
    text("top_mirna"),
    number("top_share", "1"),
    text("top_isomir"),
    text("top_seed"),
];

pub(super) static RESPONSE: TableSpec =
    TableSpec::new("response", "Predicted change of each gene in the recipient.", &COLUMNS)
        .ordered("Largest first.");

pub(super) static SITES: TableSpec = TableSpec::new(
    "response_sites",
    "Sites whose occupancy changes under the dose.",
    &[
        text("gene"),
        text("transcript"),
        text("mirna"),
        text("site"),
        text("region"),
        number("start", "nt"),
        number("end", "nt"),
        number("kd_nm", "nM"),
        number("occupancy_before", "1"),
        number("occupancy_after", "1"),
        number("share", "1"),
        text("isomir"),
        text("seed"),
    ],
);

pub(super) static SPONGES: TableSpec = TableSpec::new(
    "sponges",
    "What sponges bind of each group of miRNAs, before and after delivery.",
    &[
        text("sponge"),
        text("rna_kind"),
        number("copies_per_cell", "copies/cell"),
        text("mirnas"),
        number("sites", "1"),
        number("bound_before", "copies/cell"),
        number("bound_after", "copies/cell"),
        number("share_before", "1"),
        number("share_after", "1"),
        number("free_taken_before", "1"),
        number("free_taken_after", "1"),
    ],
);

pub(super) static PROGRAMMES: TableSpec = TableSpec::new(
    "programmes",
    "The response summarised over gene sets.",
    &[
        text("programme"),
        number("genes", "1"),
        number("score", "log2"),
        number("low", "log2"),
        number("high", "log2"),
        number("p", "1"),
        number("q", "1"),
        text("direction"),
    ],
);

pub(super) static EVIDENCE: TableSpec = TableSpec::new(
    "evidence",
    "miRNAs whose targets moved in the observed change.",
    &[
        text("mirna"),
        text("test"),
        number("statistic", "1"),
        number("p", "1"),
        number("q", "1"),
        number("targets", "1"),
        text("direction"),
        text("seed"),
        number("members", "1"),
    ],
);

/// The table of a response.
pub(in crate::result) fn response(response: &Response) -> Written {
    let changes = largest(response.genes.iter().map(|gene| gene.log2fc.value));
    RESPONSE.with(response.table()).sorted(&changes)
}

/// The table of sites.
pub(in crate::result) fn sites(sites: &[SiteResponse]) -> Written {
    SITES.with(SiteResponse::table(sites))
}

/// The table of sponges.
pub(in crate::result) fn sponges(sponges: &[SpongeResponse]) -> Written {
    SPONGES.with(SpongeResponse::table(sponges))
}

/// The table of programmes.
pub(in crate::result) fn programmes(scores: &[ProgrammeScore]) -> Written {
    PROGRAMMES.with_rows(scores.iter().map(|row| -> [Cell; 8] {
        [
            row.programme.as_str().into(),
            row.genes.into(),
            row.change.into(),
            row.interval.map(|interval| interval.low).into(),
            row.interval.map(|interval| interval.high).into(),
            row.p.into(),
            row.q.into(),
            row.direction.to_string().into(),
        ]
    }))
}

/// The table of evidence.
pub(in crate::result) fn evidence(explain: &Explain) -> Written {
    EVIDENCE.with(explain.table())
}
