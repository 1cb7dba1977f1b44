//! Arguments of `exocast transfer`: dose per recipient cell.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Transfer {
    /// Copies of each miRNA that reach a recipient cell, step by step, with bounds and a verdict.
    Dose {
        /// The study file; or give --cargo and --vesicles.
        #[arg(required_unless_present = "cargo", conflicts_with_all = ["cargo", "vesicles", "scenario"])]
        study: Option<PathBuf>,
        /// TSV `mirna copies_per_vesicle [low high]`.
        #[arg(long, value_name = "TSV", requires = "vesicles")]
        cargo: Option<PathBuf>,
        /// TSV `sample concentration_per_ml [low high] [diameter_nm]`.
        #[arg(long, value_name = "TSV", requires = "cargo")]
        vesicles: Option<PathBuf>,
        /// co-culture, transwell, purified-dose, tissue, systemic or csf.
        #[arg(long, default_value = "co-culture")]
        scenario: String,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Print the parameters of the model with unit, interval, source and status.
    Parameters {
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Which parameters would have to be true for that many copies per recipient cell.
    Require {
        /// Copies per recipient cell.
        #[arg(long)]
        copies: f64,
        /// co-culture, transwell, purified-dose, tissue, systemic or csf.
        #[arg(long, default_value = "co-culture")]
        scenario: String,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
}
