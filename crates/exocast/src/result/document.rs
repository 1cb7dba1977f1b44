//! `analysis.json`: the analysis as other programs read it.

use std::{borrow::Cow, collections::BTreeMap};

use exocast_core::Notice;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    analysis::Analysis,
    outcome::{Outcome, VerdictText},
    tables::Written,
};
use crate::{io::Provenance, study::Study};

/// Version of the layout of `analysis.json`; it rises when a reader of the old layout would fail.
const SCHEMA_VERSION: u32 = 1;

/// The result of a study: what was computed, what was not, and every table of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Analysis")]
struct Document<'a> {
    /// Version of this layout.
    schema_version: u32,
    /// The study as it was asked for, defaults included.
    study: &'a Study,
    /// What became of each step, in order.
    steps: &'a [Outcome],
    /// Whether the transfer can work, where a dose could be computed.
    verdict: Option<&'a VerdictText>,
    /// What to know before trusting a number.
    #[schemars(with = "Vec<NoticeSchema>")]
    notices: &'a [Notice],
    /// The tables by name, each `{"columns": […], "rows": [[…], …]}`.
    #[serde(serialize_with = "as_map")]
    #[schemars(with = "BTreeMap<String, TableSchema>")]
    tables: Vec<Written>,
    /// What a simulation put in, compared with what was found, if the study is one.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_table")]
    #[schemars(with = "Option<TableSchema>")]
    truth: Option<Written>,
    /// What it was made from.
    provenance: &'a Provenance,
}

/// Something to know before trusting a number.
#[derive(JsonSchema)]
#[schemars(rename = "Notice")]
#[allow(dead_code, reason = "describes how a notice is written, for the schema")]
struct NoticeSchema {
    /// A stable name of the kind of notice.
    code: String,
    /// How much it matters: `info` (how an input was read, what was done), `caution` (something was left out, guessed
    /// or replaced), `warning` (a result is missing or rests on little).
    level: LevelSchema,
    /// The step that says so.
    step: String,
    /// The place in an input, such as `sizes.csv, line 14`, where it is about one.
    at: Option<String>,
    /// The sentence.
    text: String,
}

#[derive(JsonSchema)]
#[schemars(rename = "Level", rename_all = "kebab-case")]
#[allow(dead_code, reason = "describes how a level is written, for the schema")]
enum LevelSchema {
    Info,
    Caution,
    Warning,
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

fn as_map<S: Serializer>(tables: &[Written], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(tables.len()))?;
    for written in tables {
        map.serialize_entry(written.spec.name, &written.table)?;
    }
    map.end()
}

#[allow(clippy::ref_option, reason = "as serde calls it")]
fn as_table<S: Serializer>(written: &Option<Written>, serializer: S) -> Result<S::Ok, S::Error> {
    written.as_ref().map(|written| &written.table).serialize(serializer)
}

impl Serialize for Analysis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            study: &self.study,
            steps: &self.steps,
            verdict: self.verdict.as_ref(),
            notices: &self.notices,
            tables: self
                .samples_table()
                .into_iter()
                .chain(self.tables().into_iter().map(|(_, table)| table))
                .collect(),
            truth: self.truth_table(),
            provenance: &self.provenance,
        };
        document.serialize(serializer)
    }
}

impl JsonSchema for Analysis {
    fn schema_name() -> Cow<'static, str> {
        Document::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Document::json_schema(generator)
    }
}
