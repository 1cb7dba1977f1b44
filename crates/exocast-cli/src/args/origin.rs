//! Arguments of `exocast origin`: parent cells.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use exocast::{
    core::table::scale::AmountScale,
    origin::{Method, Scaling, enrich::EnrichMethod},
};

use super::value::{word, zero_or_more};

#[derive(Debug, Subcommand)]
pub(crate) enum Origin {
    /// Estimate the share of each parent cell, with intervals and an unknown source.
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
        /// Reference samples: features × samples, counts or amounts.
        #[arg(long, value_name = "TSV")]
        reference: PathBuf,
        /// Column of a sample, if the reference can be read in several ways; may be repeated.
        #[arg(long, value_name = "NAME")]
        column: Vec<String>,
        /// Column of the names of features in the reference, if the table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        id_column: Option<String>,
        /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
        /// HGNC, `BioMart`, `UniProt` or g:Profiler.
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
        /// Source of each sample: TSV `sample source`, with a header line.
        #[arg(long, value_name = "TSV")]
        labels: PathBuf,
        /// Minimum number of markers per source.
        #[arg(long, default_value_t = 5)]
        least: usize,
        /// Maximum number of markers per source.
        #[arg(long, default_value_t = 50)]
        most: usize,
        /// Minimum fold change of a marker over every other source.
        #[arg(long, default_value_t = 2.0)]
        fold: f64,
        /// Also write this table of how specific each feature is to its source: tau, Gini, Jensen–Shannon.
        #[arg(long, value_name = "TSV")]
        specificity: Option<PathBuf>,
        /// Signature to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Estimate which features vesicles are enriched or depleted in, from matched cells and vesicles.
    #[command(after_help = "Example:
  exocast origin bias --cells cells.tsv --vesicles vesicles.tsv --out bias.tsv")]
    Bias {
        /// Cells: features × samples.
        #[arg(long, value_name = "TSV")]
        cells: PathBuf,
        /// Their vesicles: features × samples; matched samples have the same name in both tables.
        #[arg(long, value_name = "TSV")]
        vesicles: PathBuf,
        /// Column of a sample, if a table can be read in several ways; may be repeated.
        #[arg(long, value_name = "NAME")]
        column: Vec<String>,
        /// Column of the names of features in the tables, if a table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        id_column: Option<String>,
        /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
        /// HGNC, `BioMart`, `UniProt` or g:Profiler.
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
        /// Sequences of the features, to test for motifs that sort miRNAs into vesicles.
        #[arg(long, value_name = "FASTA", requires = "motifs")]
        sequences: Option<PathBuf>,
        /// Also write this table of motifs.
        #[arg(long, value_name = "TSV", requires = "sequences")]
        motifs: Option<PathBuf>,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
    },
}

/// A table of cargo and how it is read.
#[derive(Debug, Args)]
pub(crate) struct CargoTable {
    /// Cargo: features × samples.
    #[arg(long = "cargo", value_name = "TSV")]
    pub(crate) file: PathBuf,
    /// Column of a sample of the cargo, if it can be read in several ways; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Vec<String>,
    /// Scale of the cargo: auto, linear, ln, log2 or log10; logarithms become amounts.
    #[arg(long, value_name = "SCALE", default_value = "auto", value_parser = word::<AmountScale>())]
    pub(crate) scale: AmountScale,
    /// What was added to the amounts of the cargo before their logarithm [default: what the zeros of the table show].
    #[arg(long, value_name = "X", value_parser = zero_or_more)]
    pub(crate) pseudocount: Option<f64>,
    /// Column of the names of features in the cargo, if it can be read in several ways.
    #[arg(long, value_name = "NAME")]
    pub(crate) id_column: Option<String>,
    /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
    /// HGNC, `BioMart`, `UniProt` or g:Profiler.
    #[arg(long, value_name = "FILE")]
    pub(crate) names: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// Signature: features × sources. Without it, published markers show which sources are present, but
    /// not their shares.
    #[arg(long, value_name = "TSV")]
    pub(crate) signature: Option<PathBuf>,
    /// Column of a source of the signature, if it can be read in several ways; may be repeated.
    #[arg(long, requires = "signature", value_name = "NAME")]
    pub(crate) signature_column: Vec<String>,
    /// Scale of the signature: auto, linear, ln, log2 or log10; logarithms become amounts.
    #[arg(long, requires = "signature", value_name = "SCALE", default_value = "auto", value_parser = word::<AmountScale>())]
    pub(crate) signature_scale: AmountScale,
    /// What was added to the amounts of the signature before their logarithm [default: what the zeros of the table show].
    #[arg(long, requires = "signature", value_name = "X", value_parser = zero_or_more)]
    pub(crate) signature_pseudocount: Option<f64>,
    /// Column of the names of features in the signature, if it can be read in several ways.
    #[arg(long, requires = "signature", value_name = "NAME")]
    pub(crate) signature_id_column: Option<String>,
    #[command(flatten)]
    pub(crate) cargo: CargoTable,
    /// Method that estimates the shares; `auto` chooses by the data.
    #[arg(long, default_value = "auto", value_parser = word::<Method>())]
    pub(crate) method: Method,
    /// What a column of the signature measures: RNA as given, RNA of any depth, or the RNA of one cell.
    #[arg(long, default_value = "as-given", value_parser = word::<Scaling>())]
    pub(crate) scaling: Scaling,
    /// Cell-to-vesicle bias, as `exocast origin bias` writes it.
    #[arg(long, value_name = "TSV")]
    pub(crate) bias: Option<PathBuf>,
    /// RNA per vesicle and per cell of each source: TSV `source rna_per_vesicle rna_per_cell`, in any unit.
    #[arg(long, value_name = "TSV")]
    pub(crate) factors: Option<PathBuf>,
    /// Source that is a carrier and not a cell, such as lipoprotein; repeat for several.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) carrier: Vec<String>,
    /// Merge sources that can only be estimated as a sum.
    #[arg(long)]
    pub(crate) merge: bool,
    /// Do not estimate an unknown source.
    #[arg(long)]
    pub(crate) no_unknown: bool,
    /// Folder for the results.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["sets", "network"])))]
pub(crate) struct EnrichArgs {
    /// Gene sets in GMT.
    #[arg(long, value_name = "GMT")]
    pub(crate) sets: Option<PathBuf>,
    /// Gene sets with weights: TSV `source target weight`, with a header line.
    #[arg(long, value_name = "TSV")]
    pub(crate) network: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) cargo: CargoTable,
    /// Method that scores the sets.
    #[arg(long, value_parser = word::<EnrichMethod>())]
    pub(crate) method: EnrichMethod,
    /// Number of random sets of each size, for `gsea`.
    #[arg(long, default_value_t = 1000)]
    pub(crate) permutations: usize,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}
