//! What can be asked of the program: a public contract that scripts depend on.

#[cfg(feature = "data")]
mod data;
mod mirna;
mod origin;
mod target;
mod transfer;
mod vesicle;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use exocast::io::TableFormat;

#[cfg(feature = "data")]
pub(crate) use data::{Data, DataFolder};
pub(crate) use mirna::{Mirna, MirnaQuant, MirnaReference};
pub(crate) use origin::{EnrichArgs, MatchArgs, Origin};
pub(crate) use target::{
    Respond, SeedPairing, SiteKind, SiteRegion, Target, TargetAccess, TargetDuplex, TargetSites,
    TranscriptFiles, Wobble,
};
pub(crate) use transfer::{Require, Transfer};
pub(crate) use vesicle::{NamedGroup, Reading, Vesicle};

/// Which cells sent these vesicles, what do they carry, how much reaches a recipient cell, and which
/// genes will that change?
#[derive(Debug, Parser)]
#[command(name = "exocast", version, max_term_width = 100)]
#[command(after_help = "Examples:
  exocast demo                     the whole chain on an embedded study with known truth
  exocast new my-study             a commented study.toml to start from
  exocast check my-study/study.toml
  exocast run my-study/study.toml --out results

Exit codes: 0 done, 1 the input or the data is wrong, 2 bad usage.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// Worker threads; 0 for all cores. Results do not depend on it.
    #[arg(long, global = true, default_value_t = 0, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Seed of every random stream; the study's own where a study is given.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Say nothing but errors.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Format of tables.
    #[arg(long, global = true, value_enum, default_value_t = Format::Tsv)]
    pub(crate) format: Format,
    /// Draw no progress bars.
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

impl Global {
    /// The seed of a command that runs without a study.
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

/// Formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tab-separated text.
    Tsv,
    /// Columns and rows as JSON.
    Json,
    /// Apache Parquet, typed and compressed.
    Parquet,
}

impl From<Format> for TableFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Tsv => Self::Tsv,
            Format::Json => Self::Json,
            Format::Parquet => Self::Parquet,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole chain on an embedded synthetic study, and show estimates beside the known truth.
    Demo {
        /// Folder of the results.
        #[arg(long, default_value = "exocast-demo")]
        out: PathBuf,
    },
    /// Run the whole chain on a study.
    Run {
        /// The study file.
        study: PathBuf,
        /// Folder of the results.
        #[arg(long, default_value = "exocast-results")]
        out: PathBuf,
        /// Go on where a killed or failed run stopped, and leave results alone that are up to date. Both only
        /// where inputs, options and version are the same.
        #[arg(long)]
        resume: bool,
    },
    /// Write a commented study.toml to start from.
    New {
        /// Folder that will hold it.
        folder: PathBuf,
    },
    /// Validate a study, and say what will and will not be computed.
    Check {
        /// The study file.
        study: PathBuf,
    },
    /// Write a whole study with known truth, for tests and power analysis.
    Simulate {
        /// Folder of the study.
        #[arg(long)]
        out: PathBuf,
        /// Number of vesicle samples.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1000))]
        samples: u32,
        /// Sequencing reads a sample.
        #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
        reads: u32,
    },
    /// miRNA reads and names.
    #[command(subcommand)]
    Mirna(Mirna),
    /// Target sites and recipient response.
    #[command(subcommand)]
    Target(Target),
    /// Vesicle size, number and class.
    #[command(subcommand)]
    Vesicle(Vesicle),
    /// Parent cells.
    #[command(subcommand)]
    Origin(Origin),
    /// Dose per recipient cell.
    #[command(subcommand)]
    Transfer(Transfer),
    /// Put the parts of a table together that --shard made.
    #[command(after_help = "Examples:
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv.gz --shard 0/2 --out part0.tsv
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv.gz --shard 1/2 --out part1.tsv
  exocast merge part0.tsv part1.tsv --out sites.tsv

The result has the bytes that one process would have written, in the format of the parts: TSV or
Parquet. Beside each part stands FILE.shard.json, which says what the part is.")]
    Merge {
        /// The parts, in any order.
        #[arg(required = true)]
        parts: Vec<PathBuf>,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
        /// Merge what there is; the result is a part itself.
        #[arg(long)]
        partial: bool,
    },
    /// Reference files: where they are, on what terms, and whether they are what they were.
    #[cfg(feature = "data")]
    #[command(subcommand)]
    Data(Data),
    /// Print the JSON Schema of a file.
    Schema {
        /// Which file.
        what: Schema,
    },
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print a manual page.
    #[command(after_help = "Example:
  exocast man mirna quant | man -l -")]
    Man {
        /// The command that the page is of; the program itself where left out.
        command: Vec<String>,
    },
}

/// Files with a JSON Schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Schema {
    /// study.toml, as JSON.
    Study,
    /// analysis.json.
    Analysis,
}
