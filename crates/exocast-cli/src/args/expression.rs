//! How a table of expression is read, in every command that takes one.

use std::path::PathBuf;

use clap::Args;
use exocast::target::ExpressionScale;

use super::value::{word, zero_or_more};

#[derive(Debug, Args)]
pub(crate) struct ReadingExpression {
    /// Scale of the expression: auto, tpm, ln, log2 or log10.
    #[arg(long, value_name = "SCALE", default_value = "auto", value_parser = word::<ExpressionScale>())]
    pub(crate) scale: ExpressionScale,
    /// What was added to TPM before their logarithm [default: what the zeros of the table show].
    #[arg(long, value_name = "X", value_parser = zero_or_more)]
    pub(crate) pseudocount: Option<f64>,
    /// Column of a sample of the expression, if the table can be read in several ways; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Vec<String>,
    /// Column of the names of genes or transcripts of the expression, if the table can be read in several ways.
    #[arg(long, value_name = "NAME")]
    pub(crate) id_column: Option<String>,
    /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
    /// HGNC, `BioMart`, `UniProt` or g:Profiler.
    #[arg(long, value_name = "FILE")]
    pub(crate) names: Option<PathBuf>,
}
