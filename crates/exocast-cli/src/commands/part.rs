//! Parts of a table (`--shard I/N`), and `exocast merge`.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use exocast::{
    InputFile, Provenance,
    io::{Shard, TableFormat, merge},
};
use serde_json::Value;

use crate::session::Session;

/// A part of a table that is to be made, and what it is made of.
pub(super) struct Part {
    shard: Shard,
    made: Provenance,
}

impl Part {
    /// The part that is asked for, where one is.
    pub(super) fn new(
        session: &Session,
        shard: Option<Shard>,
        out: &Path,
        command: &str,
        options: Value,
        inputs: &[(&str, &Path)],
    ) -> Result<Option<Self>> {
        let Some(shard) = shard else { return Ok(None) };
        if session.format() == TableFormat::Json {
            bail!("--shard writes TSV and Parquet: JSON cannot be merged");
        }
        if out == Path::new("-") {
            bail!("--shard needs a file for --out: a record is written next to it");
        }
        let inputs = inputs.iter().map(|(role, path)| InputFile::read(role, path));
        let inputs = inputs.collect::<Result<_, _>>()?;
        let made = Provenance::new(command, session.global.seed(), options, inputs);
        Ok(Some(Self { shard, made }))
    }

    /// Its items, of `len` in all.
    pub(super) fn range(&self, len: usize) -> Range<usize> {
        self.shard.range(len)
    }

    /// Writes the record of the table.
    pub(super) fn record(self, table: &Path, rows: usize) -> Result<()> {
        Ok(self.shard.record(table, rows, self.made)?)
    }
}

pub(super) fn run(session: &Session, parts: &[PathBuf], out: &Path, partial: bool) -> Result<()> {
    let replaced = out.exists();
    let merged = merge(parts, out, partial)?;
    let word = if replaced { "replaced" } else { "wrote" };
    session.console.say(format_args!(
        "{word} {}: {} rows, {} of {} shards",
        out.display(),
        merged.rows,
        merged.shards,
        merged.of_shards
    ));
    Ok(())
}
