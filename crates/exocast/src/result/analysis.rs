//! The result of a study.

use exocast_core::Table;
use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    notice::Notice,
    outcome::{Outcome, VerdictText},
};
use crate::{
    figures::Figure,
    io::Provenance,
    study::{Step, Study},
};

/// Version of the layout of `analysis.json`; it rises when a reader of the old layout would fail.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// The table of what a report of vesicles has to state, which stands beside the report.
const REPORTING: &str = "misev";
/// The table of what a simulation put in, which stands there too.
pub(crate) const TRUTH: &str = "truth";

/// The result of a study: what was computed, what was not, and every table of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Analysis {
    /// Version of this layout.
    pub schema_version: u32,
    /// The study as it was asked for, defaults included.
    pub study: Study,
    /// What became of each step, in order.
    pub steps: Vec<Outcome>,
    /// Whether the transfer can work, where a dose could be computed.
    pub verdict: Option<VerdictText>,
    /// What to know before trusting a number.
    pub notices: Vec<Notice>,
    /// The tables by name, each `{"columns": […], "rows": [[…], …]}`.
    #[serde(serialize_with = "as_map")]
    #[schemars(with = "std::collections::BTreeMap<String, TableSchema>")]
    pub tables: Vec<(String, Table)>,
    /// What a simulation put in beside what was found, where the study is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<TableSchema>")]
    pub truth: Option<Table>,
    /// What it was made from.
    pub provenance: Provenance,
    /// The pictures of the report.
    #[serde(skip)]
    #[schemars(skip)]
    pub figures: Vec<Figure>,
    /// Which step each table and picture belongs to, in the order in which they were made.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) contents: Vec<(Step, Content)>,
    /// isomiRs as mirGFF3, where reads were counted.
    #[serde(skip)]
    #[schemars(skip)]
    pub isomirs: Option<Vec<u8>>,
    /// Steps that an earlier run had finished. Their results are the same as if they had been made again.
    #[serde(skip)]
    #[schemars(skip)]
    pub reused: Vec<Step>,
}

/// A table or picture, by its place in the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Table(usize),
    Figure(usize),
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes how a table is written, for the schema")]
struct TableSchema {
    columns: Vec<String>,
    rows: Vec<Vec<CellSchema>>,
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "describes how a cell is written, for the schema")]
enum CellSchema {
    Number(f64),
    Text(String),
    Missing(()),
}

fn as_map<S: Serializer>(tables: &[(String, Table)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(tables.len()))?;
    for (name, table) in tables {
        map.serialize_entry(name, table)?;
    }
    map.end()
}

impl Analysis {
    /// A table by name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|(own, _)| own == name).map(|(_, table)| table)
    }
}

/// Where a table is among the results, without the ending of its format.
pub(crate) fn place(name: &str) -> String {
    let folder = if [REPORTING, TRUTH].contains(&name) { "" } else { "tables/" };
    format!("{folder}{name}")
}
