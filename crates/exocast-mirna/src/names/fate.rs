//! The fate of a name from one release to another.

use exocast_core::{Table, table::Cell};
use serde::Serialize;

use super::{
    accession::Accession,
    release::{Change, Release},
};

/// The fate of one name or accession from one release to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fate {
    /// The name or accession to convert.
    pub name: String,
    /// Its accession; none where no diff file has the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accession: Option<Accession>,
    /// Changes after the first and up to the last release, in the order of [`Change`].
    pub changes: Vec<Change>,
    /// The release that deleted the entry, where that is not after the first release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_before: Option<Release>,
    /// Whether a diff file has the name or accession.
    pub is_known: bool,
    /// Name in the last release; none where the entry was deleted, or where no diff file has its name.
    pub new_name: Option<String>,
}

impl Fate {
    /// `unknown`, `deleted (17.0)` for what was no name any more in the first release, `unchanged`, or the changes,
    /// comma-separated.
    fn status(&self) -> String {
        if !self.is_known {
            return "unknown".to_owned();
        }
        if let Some(release) = self.deleted_before {
            return format!("deleted ({release})");
        }
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
