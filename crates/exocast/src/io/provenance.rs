//! What a result was made from: `run.json`.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::input::{OpenError, digest};

/// Name, version, command, seed, options and inputs of a run.
///
/// It holds no time, path of a machine or number of threads: the same inputs and options give the
/// same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// `exocast`.
    pub program: String,
    /// Version of the program.
    pub version: String,
    /// The command: `run`, `mirna quant`, …
    pub command: String,
    /// Seed of every random stream.
    pub seed: u64,
    /// The options in force, defaults included.
    pub options: serde_json::Value,
    /// The inputs, in the order in which they are named.
    pub inputs: Vec<InputFile>,
    /// The files written, by name; known when all are.
    #[serde(default)]
    pub outputs: Vec<OutputFile>,
}

/// One file of results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Path within the folder of results, with `/`.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// The option or key that names it.
    pub role: String,
    /// File name, without folders.
    pub name: String,
    /// Size on disk.
    pub bytes: u64,
    /// SHA-256 of the bytes on disk, hexadecimal.
    pub sha256: String,
}

impl Provenance {
    /// The record of one run.
    #[must_use]
    pub fn new(
        command: &str,
        seed: u64,
        options: serde_json::Value,
        inputs: Vec<InputFile>,
    ) -> Self {
        Self {
            program: "exocast".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: command.to_owned(),
            seed,
            options,
            inputs,
            outputs: Vec::new(),
        }
    }
}

impl InputFile {
    /// Hashes one input. Standard input (`-`) cannot be read twice and is recorded by name alone.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(role: &str, path: &Path) -> Result<Self, OpenError> {
        let name = Self::name_of(path);
        if path == Path::new("-") {
            return Ok(Self { role: role.to_owned(), name, bytes: 0, sha256: String::new() });
        }
        let (bytes, sha256) = digest(path)?;
        Ok(Self { role: role.to_owned(), name, bytes, sha256 })
    }

    /// What a record calls a file: its name without folders.
    #[must_use]
    pub fn name_of(path: &Path) -> String {
        if path == Path::new("-") {
            return "standard input".to_owned();
        }
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}
