//! JSON Schema of the files that programs read and write.

use schemars::schema_for;

use crate::{result::Analysis, study::Study};

/// The schema of `study.toml`, seen as JSON.
#[must_use]
pub fn study() -> serde_json::Value {
    schema_for!(Study).to_value()
}

/// The schema of `analysis.json`.
#[must_use]
pub fn analysis() -> serde_json::Value {
    schema_for!(Analysis).to_value()
}
