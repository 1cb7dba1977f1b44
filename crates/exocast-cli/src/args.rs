//! Commands and options of the program: a public contract that scripts depend on.

#[cfg(feature = "data")]
mod data;
mod mirna;
mod origin;
#[cfg(test)]
mod study_keys;
mod target;
mod transfer;
mod vesicle;

use std::path::PathBuf;

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use exocast::{Word, io::TableFormat};

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
  exocast demo                     the whole chain on a simulated study with known truth
  exocast new my-study             a commented study.toml to start from
  exocast check my-study/study.toml
  exocast run my-study/study.toml --out results

Exit codes: 0 success, 1 invalid input or failed computation, 2 invalid usage.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Number of worker threads; 0 for all cores. Results do not depend on it.
    #[arg(long, global = true, default_value_t = 0, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Seed of all random numbers [default: that of the study, else 1].
    #[arg(long, global = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Print errors only.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Format of the tables written.
    #[arg(long, global = true, value_enum, default_value_t = Format::Tsv)]
    pub(crate) format: Format,
    /// Show no progress bars.
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
    #[cfg(feature = "parquet")]
    Parquet,
}

impl From<Format> for TableFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Tsv => Self::Tsv,
            Format::Json => Self::Json,
            #[cfg(feature = "parquet")]
            Format::Parquet => Self::Parquet,
        }
    }
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
        /// Continue a run that was interrupted or failed, and skip the run if the results are up to date. Inputs,
        /// options and version must be the same.
        #[arg(long)]
        resume: bool,
    },
    /// Write a commented study.toml to start from.
    #[command(after_help = "Example:
  exocast new my-study")]
    New {
        /// Folder to write study.toml to.
        folder: PathBuf,
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

/// A finite number above zero.
fn above_zero(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite() && *value > 0.0);
    value.ok_or_else(|| "expected a number above 0".to_owned())
}

/// One of the words of an option.
fn word<T: Word + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::ALL.iter().map(|word| word.name()))
        .try_map(|text: String| T::parse(&text))
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory, Parser};

    use super::Cli;

    /// Columns of help.
    const WIDTH: usize = 100;

    /// Every command without subcommands, with the text after its options.
    fn leaves(command: &Command, commands: &mut Vec<(String, String)>) {
        let below: Vec<_> = command.get_subcommands().collect();
        if below.is_empty() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            commands.push((command.get_name().to_owned(), help));
        }
        for command in below {
            leaves(command, commands);
        }
    }

    #[test]
    fn every_command_has_an_example_that_runs_as_it_is_printed() {
        let mut commands = Vec::new();
        leaves(&Cli::command(), &mut commands);
        assert!(commands.len() > 25, "{commands:?}");
        for (name, help) in commands {
            let long = help.lines().find(|line| line.chars().count() > WIDTH);
            assert_eq!(long, None, "{name}: a line that would be broken");
            let joined = help.replace("\\\n", " ");
            let examples: Vec<_> =
                joined.lines().filter(|line| line.starts_with("  exocast ")).collect();
            assert!(!examples.is_empty(), "{name} has no example");
            for example in examples {
                let command = example.split(['|', '>']).next().unwrap_or_default();
                let parsed = Cli::try_parse_from(command.split_whitespace());
                assert!(parsed.is_ok(), "{example}: {parsed:?}");
            }
        }
    }

    #[test]
    fn usage_errors_name_every_way_out() {
        let check = |line: &str, wanted: &str| {
            let error = Cli::try_parse_from(line.split_whitespace()).expect_err(line).to_string();
            assert!(error.contains(wanted), "{line}: `{wanted}` is not in: {error}");
        };
        let respond = "exocast target respond --mirna m.fa --transcripts t.tsv --out o";
        check(respond, "--free-nm <X>");
        check("exocast transfer require", "<--copies <COPIES>|--log2fc <LOG2FC>>");
        check("exocast transfer dose --out d", "<STUDY|--cargo <TSV>>");
        check("exocast transfer require --copies -5", "expected a number above 0");
        check("exocast vesicle summary --out o", "--sample");
    }
}
