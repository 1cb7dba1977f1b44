//! Tables of what the particles are.

use exocast_core::Cell;
use exocast_vesicle::identity::IdentityTables;

use super::spec::{TableSpec, Written, number, text};
use crate::result::identity::{ActingProtein, IdentityResult};

pub(super) static IDENTITY: TableSpec = TableSpec::new(
    "identity",
    "Probability of each kind of particle, of each sample.",
    &[
        text("sample"),
        text("kind"),
        number("by_size", "1"),
        number("low", "1"),
        number("high", "1"),
        number("posterior", "1"),
        number("low", "1"),
        number("high", "1"),
    ],
);

pub(super) static EVIDENCE: TableSpec = TableSpec::new(
    "identity_evidence",
    "What each marker and lipid says for or against.",
    &[
        text("sample"),
        text("evidence"),
        text("found"),
        number("exosome", "1"),
        number("microvesicle", "1"),
        number("apoptotic_body", "1"),
        number("non_vesicular", "1"),
    ],
)
.alone("evidence");

pub(super) static PURITY: TableSpec = TableSpec::new(
    "purity",
    "Particles over protein, and contaminants.",
    &[text("sample"), text("ratio"), number("value", ""), text("unit"), text("verdict")],
);

pub(super) static PROTEIN_CARGO: TableSpec = TableSpec::new(
    "protein_cargo",
    "Proteins of the vesicles that were shown to act on recipients without any miRNA; `share` is of all protein in the table.",
    &[
        text("sample"),
        text("protein"),
        number("share", "1"),
        text("programme"),
        text("direction"),
        text("mechanism"),
        text("source"),
    ],
);

/// What a report of vesicles must state: the file is next to the report of the study.
pub(super) static MISEV: TableSpec = TableSpec::new(
    "misev",
    "What a report of vesicles has to state (MISEV), as far as the inputs say it.",
    &[text("sample"), text("item"), text("status"), text("value")],
)
.beside_report();

impl IdentityResult {
    /// The tables of kinds, evidence, purity and acting proteins, and of what must be reported.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let mut tables = Vec::new();
        let identified = (!self.samples.is_empty()).then(|| IdentityTables::new(&self.samples));
        let misev = identified.map(|identified| {
            tables.push(IDENTITY.with(identified.kinds));
            tables.push(EVIDENCE.with(identified.evidence));
            tables.push(PURITY.with(identified.purity));
            MISEV.with(identified.misev)
        });
        if let Some(acting) = &self.acting {
            tables.push(PROTEIN_CARGO.with_rows(acting.iter().map(row)));
        }
        tables.extend(misev);
        tables
    }
}

fn row(protein: &ActingProtein) -> [Cell; 7] {
    [
        protein.sample.as_str().into(),
        protein.protein.into(),
        protein.share.into(),
        protein.programme.into(),
        protein.direction.into(),
        protein.mechanism.into(),
        protein.source.into(),
    ]
}
