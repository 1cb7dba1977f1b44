//! Tables of identities.

use exocast_core::{Cell, Table};

use super::evidence::Identity;
use super::kind::Kind;

/// The tables of the identities of some samples.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IdentityTables {
    /// `identity.tsv`: share of each kind by size and with all evidence. Where size is all that is known, its
    /// classes are named instead of kinds and there is no posterior.
    pub kinds: Table,
    /// `evidence.tsv`: what was looked for, found, and how it counts.
    pub evidence: Table,
    /// `purity.tsv`: the ratios.
    pub purity: Table,
    /// `misev.tsv`: each item of a report met, missing or not applicable, and the value.
    pub misev: Table,
}

impl IdentityTables {
    /// The tables of identities, in the order given.
    #[must_use]
    pub fn new(identities: &[Identity]) -> Self {
        Self {
            kinds: kinds(identities),
            evidence: evidence(identities),
            purity: purity(identities),
            misev: misev(identities),
        }
    }
}

fn kinds(identities: &[Identity]) -> Table {
    let mut table =
        Table::new(["sample", "kind", "by_size", "low", "high", "posterior", "low", "high"]);
    for identity in identities {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            let size = identity.by_size[at];
            let posterior = identity.posterior.map(|kinds| kinds[at]);
            let name = if posterior.is_some() { kind.name() } else { kind.size_class() };
            table.push([
                Cell::from(identity.sample.as_str()),
                name.into(),
                size.value.into(),
                size.low.into(),
                size.high.into(),
                posterior.map(|posterior| posterior.value).into(),
                posterior.map(|posterior| posterior.low).into(),
                posterior.map(|posterior| posterior.high).into(),
            ]);
        }
    }
    table
}

fn evidence(identities: &[Identity]) -> Table {
    let mut table = Table::new([
        "sample",
        "evidence",
        "found",
        "exosome",
        "microvesicle",
        "apoptotic_body",
        "non_vesicular",
    ]);
    for identity in identities {
        for evidence in &identity.evidence {
            let chances = evidence.chances.map(Cell::from);
            let names: [Cell; 3] = [
                identity.sample.as_str().into(),
                evidence.what.as_str().into(),
                evidence.observed.as_str().into(),
            ];
            table.push(names.into_iter().chain(chances));
        }
    }
    table
}

fn purity(identities: &[Identity]) -> Table {
    let mut table = Table::new(["sample", "ratio", "value", "unit", "verdict"]);
    for identity in identities {
        for purity in &identity.purity {
            table.push([
                Cell::from(identity.sample.as_str()),
                purity.ratio.into(),
                purity.value.into(),
                purity.unit.into(),
                purity.verdict.into(),
            ]);
        }
    }
    table
}

fn misev(identities: &[Identity]) -> Table {
    let mut table = Table::new(["sample", "item", "status", "value"]);
    for item in identities.iter().flat_map(|identity| &identity.report) {
        table.push([
            Cell::from(item.sample.as_str()),
            item.item.into(),
            item.status.name().into(),
            item.value.as_str().into(),
        ]);
    }
    table
}
