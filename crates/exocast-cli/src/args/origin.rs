//! Arguments of `exocast origin`: parent cells.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Origin {
    /// Estimate the share of each parent cell, with an unknown source and intervals.
    Match {
        /// Features × sources.
        #[arg(long, value_name = "TSV")]
        signature: PathBuf,
        /// Features × samples.
        #[arg(long, value_name = "TSV")]
        cargo: PathBuf,
        /// How shares are estimated.
        #[arg(long, default_value = "auto", value_parser = ["auto", "poisson", "negative-binomial", "nnls"])]
        method: String,
        /// What a column of the signature is an amount of: RNA as it stands, RNA of any depth, or
        /// RNA of one cell.
        #[arg(long, default_value = "as-given", value_parser = ["as-given", "per-rna", "per-cell"])]
        scaling: String,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Score gene sets in each sample.
    Enrich {
        /// Sets in GMT.
        #[arg(long, value_name = "GMT")]
        sets: PathBuf,
        /// Features × samples.
        #[arg(long, value_name = "TSV")]
        cargo: PathBuf,
        /// How sets are scored.
        #[arg(long, value_parser = ["ora", "ulm"])]
        method: String,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
    },
}
