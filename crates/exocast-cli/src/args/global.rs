//! Options of every command.

use clap::{Args, ValueEnum};
use exocast::io::TableFormat;

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
