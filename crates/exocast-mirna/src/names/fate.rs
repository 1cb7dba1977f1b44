//! What became of a name from one release to another.

use exocast_core::{Table, table::Cell};
use serde::Serialize;

use super::{accession::Accession, release::Change};

/// What became of one name or accession.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fate {
    /// The name or accession asked for.
    pub name: String,
    /// Its accession; nothing where no diff file mentions it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accession: Option<Accession>,
    /// What happened after the first and up to the last release, in the order of [`Change`]; empty where
    /// nothing did.
    pub changes: Vec<Change>,
    /// Name in the last release; nothing where it was deleted, or where an accession was asked for whose
    /// name no diff file tells.
    pub new_name: Option<String>,
}

impl Fate {
    /// `unchanged`, or what happened, comma-separated.
    #[must_use]
    pub fn status(&self) -> String {
        if self.changes.is_empty() {
            return "unchanged".to_owned();
        }
        self.changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

/// Fates as a table: `name accession status new_name`.
#[must_use]
pub fn fates_table(fates: &[Fate]) -> Table {
    let mut table = Table::new(["name", "accession", "status", "new_name"]);
    for fate in fates {
        table.push([
            Cell::from(fate.name.as_str()),
            fate.accession.map(|accession| accession.to_string()).into(),
            fate.status().into(),
            fate.new_name.clone().into(),
        ]);
    }
    table
}
