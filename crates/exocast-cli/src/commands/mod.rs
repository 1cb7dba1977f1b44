//! One file a family of commands: open, call the library, write.

mod about;
#[cfg(feature = "data")]
mod data;
mod mirna;
mod origin;
mod part;
mod study;
mod target;
mod transfer;
mod vesicle;

use std::path::PathBuf;

use anyhow::{Context, Result};
use exocast::{
    InputFile, Provenance, Study,
    io::{OutputFolder, TableFormat, write_file},
};

use crate::{
    args::{Cli, Command, Global},
    console::Console,
};

/// What every command needs to know.
pub(crate) struct Session {
    pub(crate) global: Global,
    pub(crate) console: Console,
}

/// Does what the arguments ask for.
pub(crate) fn run(cli: Cli) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(cli.global.threads.into())
        .build_global()
        .context("cannot start the worker threads")?;
    let session = Session { console: Console::new(cli.global.quiet), global: cli.global };
    match cli.command {
        Command::Demo { out } => study::demo(&session, &out),
        Command::Run { study, out, resume } => study::run(&session, &study, &out, resume),
        Command::New { folder } => study::new(&session, &folder),
        Command::Check { study } => study::check(&session, &study),
        Command::Simulate { out, samples, reads } => {
            study::simulate(&session, &out, samples, reads)
        }
        Command::Mirna(command) => mirna::run(&session, command),
        Command::Target(command) => target::run(&session, command),
        Command::Vesicle(command) => vesicle::run(&session, command),
        Command::Origin(command) => origin::run(&session, command),
        Command::Transfer(command) => transfer::run(&session, command),
        Command::Merge { parts, out, partial } => part::run(&session, &parts, &out, partial),
        #[cfg(feature = "data")]
        Command::Data(command) => data::run(&session, command),
        Command::Schema { what } => about::schema(what),
        Command::Completions { shell } => about::completions(shell),
        Command::Man { command } => about::man(&command),
    }
}

/// Samples and the names of their files, for the record of a run.
fn named_files(samples: &[(String, Vec<PathBuf>)]) -> serde_json::Value {
    let files = |paths: &[PathBuf]| -> Vec<String> {
        paths.iter().map(|path| InputFile::name_of(path)).collect()
    };
    samples
        .iter()
        .map(|(name, paths)| serde_json::json!({ "name": name, "files": files(paths) }))
        .collect()
}

impl Session {
    /// Whether progress bars may be drawn.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.global.quiet && !self.global.no_progress
    }

    /// A study, with the seed of the command line where one is given.
    pub(crate) fn study(&self, path: &std::path::Path) -> Result<Study> {
        let mut study = Study::load(path)?;
        study.run.seed = self.global.seed.unwrap_or(study.run.seed);
        Ok(study)
    }

    /// The format that tables are written in.
    pub(crate) fn format(&self) -> TableFormat {
        self.global.format.into()
    }

    /// Writes one table to a file, or to standard output for `-`.
    pub(crate) fn write_table(
        &self,
        out: &std::path::Path,
        table: &exocast::core::Table,
    ) -> Result<()> {
        let replaced = out.exists();
        write_file(out, |file| self.format().write(table, file))?;
        self.wrote(out, replaced);
        Ok(())
    }

    /// Says which file was written, unless that is standard output.
    pub(crate) fn wrote(&self, out: &std::path::Path, replaced: bool) {
        if out != std::path::Path::new("-") {
            let word = if replaced { "replaced" } else { "wrote" };
            self.console.say(format_args!("{word} {}", out.display()));
        }
    }

    /// Puts a folder of results in its place and says where it is.
    pub(crate) fn finish(
        &self,
        folder: OutputFolder,
        record: Provenance,
        out: &std::path::Path,
    ) -> Result<()> {
        let word = if folder.replaces() { "replaced" } else { "wrote" };
        folder.finish(record)?;
        self.console.say(format_args!("{word} {}", out.display()));
        Ok(())
    }
}
