//! Arguments of `exocast origin`: parent cells.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Origin {
    /// Estimate the share of each parent cell, with an unknown source and intervals.
    #[command(after_help = "Examples:
  exocast origin match --signature signature.tsv --cargo ev_mrna.tsv --out origin
  exocast origin match --cargo ev_mirna.tsv --out seen")]
    Match(MatchArgs),
    /// Score gene sets in each sample.
    #[command(after_help = "Example:
  exocast origin enrich --sets hallmarks.gmt --cargo ev_mrna.tsv --method ulm --out scores.tsv")]
    Enrich(EnrichArgs),
    /// Build a signature from labelled reference samples.
    #[command(after_help = "Example:
  exocast origin build --reference atlas.tsv --labels labels.tsv --out signature.tsv")]
    Build {
        /// Features × samples, counts or amounts.
        #[arg(long, value_name = "TSV")]
        reference: PathBuf,
        /// `sample source`, with a header line.
        #[arg(long, value_name = "TSV")]
        labels: PathBuf,
        /// Fewest markers of a source.
        #[arg(long, default_value_t = 5)]
        least: usize,
        /// Most markers of a source.
        #[arg(long, default_value_t = 50)]
        most: usize,
        /// How many times as high a marker is in its source as in any other.
        #[arg(long, default_value_t = 2.0)]
        fold: f64,
        /// How specific each feature is to its source, to write: tau, Gini, Jensen–Shannon.
        #[arg(long, value_name = "TSV")]
        specificity: Option<PathBuf>,
        /// Signature to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Learn what vesicles hold more or less of than their cells, from matched pairs.
    #[command(after_help = "Example:
  exocast origin bias --cells cells.tsv --vesicles vesicles.tsv --out bias.tsv")]
    Bias {
        /// Features × samples of cells.
        #[arg(long, value_name = "TSV")]
        cells: PathBuf,
        /// Features × samples of their vesicles; a pair has one name in both.
        #[arg(long, value_name = "TSV")]
        vesicles: PathBuf,
        /// Sequences of the features: tests motifs that sort miRNAs into vesicles.
        #[arg(long, value_name = "FASTA", requires = "motifs")]
        sequences: Option<PathBuf>,
        /// Table of the motifs to write.
        #[arg(long, value_name = "TSV", requires = "sequences")]
        motifs: Option<PathBuf>,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// Features × sources. Without one, markers of the literature tell which sources are seen, but no
    /// shares.
    #[arg(long, value_name = "TSV")]
    pub(crate) signature: Option<PathBuf>,
    /// Features × samples.
    #[arg(long, value_name = "TSV")]
    pub(crate) cargo: PathBuf,
    /// How shares are estimated.
    #[arg(long, default_value = "auto", value_parser = [
        "auto", "poisson", "negative-binomial", "log-normal", "nnls", "weighted-nnls", "nusvr", "robust", "dwls"
    ])]
    pub(crate) method: String,
    /// What a column of the signature is an amount of: RNA as it stands, RNA of any depth, or RNA of
    /// one cell.
    #[arg(long, default_value = "as-given", value_parser = ["as-given", "per-rna", "per-cell"])]
    pub(crate) scaling: String,
    /// Cell-to-vesicle bias, as `origin bias` writes it.
    #[arg(long, value_name = "TSV")]
    pub(crate) bias: Option<PathBuf>,
    /// RNA a vesicle and a cell of each source: `source rna_per_vesicle rna_per_cell`, any unit.
    #[arg(long, value_name = "TSV")]
    pub(crate) factors: Option<PathBuf>,
    /// A source that is a carrier and no cell, such as lipoprotein; may be given more than once.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) carrier: Vec<String>,
    /// Merge sources that can be estimated only as a sum.
    #[arg(long)]
    pub(crate) merge: bool,
    /// Leave out the unknown source.
    #[arg(long)]
    pub(crate) no_unknown: bool,
    /// Folder of the results.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["sets", "network"])))]
pub(crate) struct EnrichArgs {
    /// Sets in GMT.
    #[arg(long, value_name = "GMT")]
    pub(crate) sets: Option<PathBuf>,
    /// Sets with weights: `source target weight`, with a header line.
    #[arg(long, value_name = "TSV")]
    pub(crate) network: Option<PathBuf>,
    /// Features × samples.
    #[arg(long, value_name = "TSV")]
    pub(crate) cargo: PathBuf,
    /// How sets are scored.
    #[arg(long, value_parser = ["ora", "ulm", "mlm", "gsea", "ssgsea", "aucell", "zscore"])]
    pub(crate) method: String,
    /// Random sets of each size, for `gsea`.
    #[arg(long, default_value_t = 1000)]
    pub(crate) permutations: usize,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}
