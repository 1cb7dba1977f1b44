//! Arguments of `exocast transfer`: dose per recipient cell.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::above_zero;

#[derive(Debug, Subcommand)]
pub(crate) enum Transfer {
    /// Copies of each miRNA that reach a recipient cell, step by step, with bounds and a verdict.
    #[command(group(ArgGroup::new("input").required(true).args(["study", "cargo"])))]
    #[command(after_help = "Examples:
  exocast transfer dose study.toml --out dose
  exocast transfer dose --cargo cargo.tsv --vesicles vesicles.tsv --scenario csf --out dose")]
    Dose {
        /// The study file; or give --cargo and --vesicles.
        #[arg(conflicts_with_all = ["vesicles", "scenario"])]
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
    #[command(after_help = "Example:
  exocast transfer parameters --out parameters.tsv")]
    Parameters {
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Which parameters would have to be true for that many copies, or that change of a gene.
    #[command(after_help = "Examples:
  exocast transfer require --copies 100 --scenario csf --sets
  exocast transfer require --log2fc -0.5 --gene HMGA2 --mirna let7.fa --transcripts mrna.tsv")]
    Require(Require),
    /// Plan an experiment: vesicles per cell, time point, controls, and replicates to see the effect.
    #[command(after_help = "Example:
  exocast transfer design study.toml --out design")]
    Design {
        /// The study file.
        study: PathBuf,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Expected change of secretion from the machinery that donors express.
    #[command(after_help = "Example:
  exocast transfer secretion --expression tumour.tsv --reference normal.tsv --cells HeLa")]
    Secretion {
        /// Expression of the donors: TSV `gene tpm`.
        #[arg(long, value_name = "TSV")]
        expression: PathBuf,
        /// Expression of the cells they are compared with: TSV `gene tpm`.
        #[arg(long, value_name = "TSV")]
        reference: PathBuf,
        /// The cells, where regulators differ between cells: `HeLa`, MCF-7, …
        #[arg(long, default_value = "")]
        cells: String,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("effect").required(true).args(["copies", "log2fc"])))]
pub(crate) struct Require {
    /// Copies per recipient cell.
    #[arg(long, allow_negative_numbers = true, value_parser = above_zero, conflicts_with = "gene")]
    pub(crate) copies: Option<f64>,
    /// Log2 fold change to explain; of --gene, else of a gene with one 8mer site in a usual cell.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) log2fc: Option<f64>,
    /// The gene that changes, by gene or transcript.
    #[arg(long, requires_all = ["log2fc", "mirna", "transcripts"])]
    pub(crate) gene: Option<String>,
    /// FASTA whose first miRNA is the one delivered.
    #[arg(long, value_name = "FA", requires = "gene")]
    pub(crate) mirna: Option<PathBuf>,
    /// FASTA of 3'UTRs or TSV `transcript gene orf utr3` of the recipient.
    #[arg(long, value_name = "TX", requires = "gene")]
    pub(crate) transcripts: Option<PathBuf>,
    /// Expression of the recipient: TSV `gene tpm` or `transcript tpm`.
    #[arg(long, value_name = "TSV", requires = "gene")]
    pub(crate) expression: Option<PathBuf>,
    /// co-culture, transwell, purified-dose, tissue, systemic or csf.
    #[arg(long, default_value = "co-culture")]
    pub(crate) scenario: String,
    /// Print sets of parameters that would do together, nearest first.
    #[arg(long)]
    pub(crate) sets: bool,
    /// Table to write; standard output where left out.
    #[arg(long, default_value = "-")]
    pub(crate) out: PathBuf,
}
