//! What every command needs: the global options, and how it says and writes things.

use std::{path::Path, sync::Arc};

use anyhow::Result;
use exocast::{
    Provenance, Study,
    core::{Table, names::Mapping},
    io::{OutputFolder, TableFormat, write_file},
    load,
    target::ExpressionTable,
};

use crate::{
    args::{Global, ReadingExpression},
    console::Console,
};

/// What every command needs to know.
pub(crate) struct Session {
    pub(crate) global: Global,
    pub(crate) console: Console,
}

impl Session {
    /// Whether progress bars may be drawn.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.global.quiet && !self.global.no_progress
    }

    /// A study, with the seed of the command line where one is given; it may go on without samples whose files are
    /// missing.
    pub(crate) fn study(&self, path: &Path, keep_going: bool) -> Result<Study> {
        let mut study =
            if keep_going { Study::load_keeping_going(path)? } else { Study::load(path)? };
        study.run.seed = self.global.seed.unwrap_or(study.run.seed);
        Ok(study)
    }

    /// The table of names that names are translated by, if one is given.
    pub(crate) fn names(&self, path: Option<&Path>) -> Result<Option<Arc<Mapping>>> {
        let Some(path) = path else { return Ok(None) };
        let (names, notices) = load::names(path)?;
        self.console.notes(&notices);
        Ok(Some(names))
    }

    /// How a table of expression is read.
    pub(crate) fn expression_table(&self, reading: &ReadingExpression) -> Result<ExpressionTable> {
        let mut table = ExpressionTable::default();
        (table.scale, table.pseudocount) = (reading.scale, reading.pseudocount);
        table.choice.columns.clone_from(&reading.column);
        table.choice.id_column.clone_from(&reading.id_column);
        table.choice.names = self.names(reading.names.as_deref())?;
        Ok(table)
    }

    /// The format that tables are written in.
    pub(crate) fn format(&self) -> TableFormat {
        self.global.format.into()
    }

    /// Writes one table to a file, or to standard output for `-`.
    pub(crate) fn write_table(&self, out: &Path, table: &Table) -> Result<()> {
        let replaced = out.exists();
        write_file(out, |file| self.format().write(table, file))?;
        self.wrote(out, replaced);
        Ok(())
    }

    /// Says which file was written, unless that is standard output.
    pub(crate) fn wrote(&self, out: &Path, replaced: bool) {
        if out != Path::new("-") {
            let word = if replaced { "replaced" } else { "wrote" };
            self.console.say(format_args!("{word} {}", out.display()));
        }
    }

    /// Puts a folder of results in its place and says where it is.
    pub(crate) fn finish(
        &self,
        folder: OutputFolder,
        record: Provenance,
        out: &Path,
    ) -> Result<()> {
        let word = if folder.replaces() { "replaced" } else { "wrote" };
        folder.finish(record)?;
        self.console.say(format_args!("{word} {}", out.display()));
        Ok(())
    }
}
