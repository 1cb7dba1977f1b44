//! Commands and options of the program: a public contract that scripts depend on.

#[cfg(feature = "data")]
mod data;
mod expression;
mod global;
mod mirna;
mod novel;
mod origin;
mod records;
#[cfg(test)]
mod study_keys;
mod target;
#[cfg(test)]
mod tests;
mod transfer;
mod value;
mod vesicle;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

#[cfg(feature = "data")]
pub(crate) use data::{Data, DataFolder};
pub(crate) use expression::ReadingExpression;
pub(crate) use global::Global;
pub(crate) use mirna::{Mirna, MirnaBias, MirnaQuant, MirnaReading, MirnaReference};
pub(crate) use novel::MirnaNovel;
pub(crate) use origin::{EnrichArgs, MatchArgs, Origin};
pub(crate) use target::{
    Respond, RnaKindFlags, SeedPairing, SiteKind, SiteRegion, Target, TargetAccess, TargetDuplex,
    TargetSites, TargetTranscripts, TranscriptFiles, Wobble,
};
pub(crate) use transfer::{Require, Secretion, Transfer};
pub(crate) use vesicle::{NamedGroup, Reading, Vesicle};

/// Which cells sent these vesicles, what do they carry, how much reaches a recipient cell, and which
/// genes will that change?
#[derive(Debug, Parser)]
#[command(name = "exocast", version, max_term_width = 100)]
#[command(after_help = "Examples:
  exocast demo                     the whole chain on a simulated study with known truth
  exocast new my-study             a commented study.toml to start from
  exocast check my-study/study.toml
  exocast run my-study/study.toml --out results

Inputs may be compressed (gzip, zstd), and a table may be a sheet of a workbook: FILE.xlsx#Sheet.

Exit codes: 0 success, 1 invalid input or failed computation, 2 invalid usage.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole chain on a simulated study, and compare the estimates with the known truth.
    #[command(after_help = "Example:
  exocast demo --out exocast-demo")]
    Demo {
        /// Folder for the results.
        #[arg(long, default_value = "exocast-demo")]
        out: PathBuf,
    },
    /// Run the whole chain on a study.
    #[command(after_help = "Examples:
  exocast run study.toml --out results
  exocast run study.toml --out results --resume")]
    Run {
        /// The study file.
        study: PathBuf,
        /// Folder for the results.
        #[arg(long, default_value = "exocast-results")]
        out: PathBuf,
        /// Leave out samples whose files are missing or cannot be read: each is a row of the report with the reason,
        /// and the exit code stays 0. Reads that nothing is counted of, and a blank, are left out in any case.
        #[arg(long)]
        keep_going: bool,
        /// Continue a run that was interrupted or failed, and skip the run if the results are up to date. Inputs,
        /// options and version must be the same.
        #[arg(long)]
        resume: bool,
    },
    /// Write a commented study.toml to start from, empty or of the files of a folder.
    #[command(after_help = "Examples:
  exocast new my-study
  exocast new --from data
  exocast new --from data --out my-study

With --from, files are recognised by content and put together by their names: study.toml and
samples.csv name what was found, guessed and is missing. Look through them, then `exocast check`.")]
    New {
        /// Folder to write study.toml to [with --from: the current folder].
        #[arg(required_unless_present = "from")]
        folder: Option<PathBuf>,
        /// Folder whose files the study is made of.
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
        /// Folder to write to with --from, in place of FOLDER.
        #[arg(long, value_name = "DIR", requires = "from", conflicts_with = "folder")]
        out: Option<PathBuf>,
    },
    /// Check a study, and list what will and will not be computed.
    #[command(after_help = "Example:
  exocast check study.toml")]
    Check {
        /// The study file.
        study: PathBuf,
    },
    /// Simulate a whole study with known truth, for tests and power analysis.
    #[command(after_help = "Example:
  exocast simulate --out simulated --samples 4 --seed 7")]
    Simulate {
        /// Folder for the study.
        #[arg(long)]
        out: PathBuf,
        /// Number of vesicle samples.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1000))]
        samples: u32,
        /// Sequencing reads per sample.
        #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
        reads: u32,
    },
    /// miRNA reads, counts and names.
    #[command(subcommand)]
    Mirna(Mirna),
    /// Target sites and recipient response.
    #[command(subcommand)]
    Target(Target),
    /// Vesicle sizes, numbers and classes.
    #[command(subcommand)]
    Vesicle(Vesicle),
    /// Parent cells of the vesicles.
    #[command(subcommand)]
    Origin(Origin),
    /// Dose per recipient cell.
    #[command(subcommand)]
    Transfer(Transfer),
    /// Merge tables written with --shard.
    #[command(after_help = "Examples:
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv --shard 0/2 --out part0.tsv
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv --shard 1/2 --out part1.tsv
  exocast merge part0.tsv part1.tsv --out sites.tsv

The result is byte for byte what a single process would have written, in the format of the parts:
TSV or Parquet. Each part needs its record FILE.shard.json next to it.")]
    Merge {
        /// The parts, in any order.
        #[arg(required = true)]
        parts: Vec<PathBuf>,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
        /// Merge the parts given even if some are missing; the result is a part itself.
        #[arg(long)]
        partial: bool,
    },
    /// Reference files: list them with their terms of use, fetch them, and verify their checksums.
    #[cfg(feature = "data")]
    #[command(subcommand)]
    Data(Data),
    /// Print the JSON Schema of a file.
    #[command(after_help = "Example:
  exocast schema study > study.schema.json")]
    Schema {
        /// The file that the schema describes.
        what: Schema,
    },
    /// Print shell completions.
    #[command(after_help = "Example:
  exocast completions bash > ~/.local/share/bash-completion/completions/exocast")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print a manual page.
    #[command(after_help = "Example:
  exocast man mirna quant | man -l -")]
    Man {
        /// The command to describe; the program itself if left out.
        command: Vec<String>,
    },
}

/// Files with a JSON Schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Schema {
    /// study.toml, seen as JSON.
    Study,
    /// analysis.json.
    Analysis,
}
