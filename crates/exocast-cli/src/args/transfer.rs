//! Arguments of `exocast transfer`: dose per recipient cell.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use exocast::transfer::Scenario;

use super::{
    expression::ReadingExpression,
    value::{above_zero, word},
};

#[derive(Debug, Subcommand)]
pub(crate) enum Transfer {
    /// Compute the copies of each miRNA that reach a recipient cell, step by step, with bounds and a verdict.
    #[command(group(ArgGroup::new("input").required(true).args(["study", "cargo"])))]
    #[command(after_help = "Examples:
  exocast transfer dose study.toml --out dose
  exocast transfer dose --cargo cargo.tsv --vesicles vesicles.tsv --scenario csf --out dose")]
    Dose {
        /// The study file, instead of --cargo and --vesicles.
        #[arg(conflicts_with_all = ["vesicles", "scenario", "mirnas", "endogenous"])]
        study: Option<PathBuf>,
        /// Cargo: TSV `mirna copies_per_vesicle [low high] [isomir] [seed | sequence]`, or copies.tsv of `exocast mirna quant`.
        #[arg(long, value_name = "TSV", requires = "vesicles")]
        cargo: Option<PathBuf>,
        /// Vesicles: TSV `sample concentration_per_ml [low high] [diameter_nm]`, or vesicles.tsv of
        /// `exocast vesicle summary`.
        #[arg(long, value_name = "TSV", requires = "cargo")]
        vesicles: Option<PathBuf>,
        /// Sequences of the miRNAs, as FASTA: guides of one seed act together. Without, names of miRBase have its seeds.
        #[arg(long, value_name = "FA", requires = "cargo")]
        mirnas: Option<PathBuf>,
        /// The recipient's own miRNAs: TSV `mirna copies_per_cell [low high]`.
        #[arg(long, value_name = "TSV", requires = "cargo")]
        endogenous: Option<PathBuf>,
        /// How the vesicles reach the recipient cells.
        #[arg(long, default_value = "co-culture", value_parser = word::<Scenario>())]
        scenario: Scenario,
        /// Folder for the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// List the parameters of the model with unit, interval, source and status.
    #[command(after_help = "Example:
  exocast transfer parameters --out parameters.tsv")]
    Parameters {
        /// Table to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
    /// Parameter values that would deliver a given number of copies, or change a gene by a given amount.
    #[command(after_help = "Examples:
  exocast transfer require --copies 100 --scenario csf --sets
  exocast transfer require --log2fc -0.5 --gene HMGA2 --mirna let7.fa --transcripts mrna.tsv
  exocast transfer require study.toml --sets")]
    Require(Require),
    /// Plan an experiment: vesicles per cell, time point, controls, and replicates needed to detect the effect.
    #[command(after_help = "Example:
  exocast transfer design study.toml --out design")]
    Design {
        /// The study file.
        study: PathBuf,
        /// miRNA by name, or seed by its nucleotides 2 to 8, to plan for [default: the one nearest to an effect].
        #[arg(long = "for", value_name = "NAME|SEED")]
        seed_of: Option<String>,
        /// Gene or transcript of the study's recipient that is measured [default: a gene with one 8mer site in a typical cell].
        #[arg(long)]
        gene: Option<String>,
        /// Folder for the results.
        #[arg(long)]
        out: PathBuf,
    },
    /// Predict the change of secretion from the expression of the donors' secretion machinery.
    #[command(after_help = "Examples:
  exocast transfer secretion --expression tumour.tsv --reference normal.tsv --cells HeLa
  exocast transfer secretion --expression genes.tsv --column tumour --reference genes.tsv \\
    --reference-column normal --cells HeLa")]
    Secretion(Secretion),
}

#[derive(Debug, Args)]
pub(crate) struct Secretion {
    /// Expression of the donors: TSV `gene tpm`, or a table of a program that counts reads.
    #[arg(long, value_name = "TSV")]
    pub(crate) expression: PathBuf,
    /// Expression of the cells to compare with: as --expression, or the same table with --reference-column.
    #[arg(long, value_name = "TSV")]
    pub(crate) reference: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadingExpression,
    /// Column of a sample of the reference, if its table can be read in several ways; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) reference_column: Vec<String>,
    /// Name of the donor cells, such as HeLa or MCF-7, as some regulators differ between cells.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) cells: String,
    /// Table to write [default: standard output].
    #[arg(long, default_value = "-", hide_default_value = true)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("effect").required(true).args(["copies", "log2fc", "study"]).multiple(true)))]
#[command(group(ArgGroup::new("recipient").args(["study", "transcripts"])))]
pub(crate) struct Require {
    /// The study file: what its cargo would need for an effect on its recipient, or for --copies or --log2fc.
    #[arg(conflicts_with_all = ["mirna", "transcripts", "scenario"])]
    pub(crate) study: Option<PathBuf>,
    /// miRNA by name, or seed by its nucleotides 2 to 8, of the study [default: the one nearest to an effect].
    #[arg(long = "for", value_name = "NAME|SEED", requires = "study")]
    pub(crate) seed_of: Option<String>,
    /// Copies per recipient cell to deliver.
    #[arg(long, allow_negative_numbers = true, value_parser = above_zero, conflicts_with_all = ["gene", "log2fc"])]
    pub(crate) copies: Option<f64>,
    /// Log2 fold change to reach, of --gene or else of a gene with one 8mer site in a typical cell.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) log2fc: Option<f64>,
    /// Gene or transcript that changes, of --transcripts or of the study's recipient.
    #[arg(long, requires_all = ["log2fc", "recipient"])]
    pub(crate) gene: Option<String>,
    /// FASTA whose first miRNA is the one delivered.
    #[arg(long, value_name = "FA", requires = "gene")]
    pub(crate) mirna: Option<PathBuf>,
    /// Transcripts of the recipient: TSV `transcript gene [utr5] orf utr3`, FASTA of 3'UTRs or of mRNAs with ranges in
    /// their headers, or FASTA of a genome or cDNA with --annotation.
    #[arg(long, value_name = "TX", requires_all = ["gene", "mirna"])]
    pub(crate) transcripts: Option<PathBuf>,
    /// GTF or GFF3 of the genome.
    #[arg(long, value_name = "GTF|GFF3", requires = "transcripts")]
    pub(crate) annotation: Option<PathBuf>,
    /// Expression of the recipient: TSV `gene tpm` or `transcript tpm`, or a table of a program that counts reads.
    #[arg(long, value_name = "TSV", requires = "gene")]
    pub(crate) expression: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingExpression,
    /// How the vesicles reach the recipient cells.
    #[arg(long, default_value = "co-culture", value_parser = word::<Scenario>())]
    pub(crate) scenario: Scenario,
    /// List sets of parameters that would suffice together, nearest first, instead of single ones.
    #[arg(long)]
    pub(crate) sets: bool,
    /// Table to write [default: standard output].
    #[arg(long, default_value = "-", hide_default_value = true)]
    pub(crate) out: PathBuf,
}
