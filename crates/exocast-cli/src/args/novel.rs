//! Arguments of `exocast mirna novel`.

use std::path::PathBuf;

use clap::Args;
use exocast::mirna::Library;

use super::records::MirnaRecords;

#[derive(Debug, Args)]
pub(crate) struct MirnaNovel {
    /// Files of reads, or NAME=FILE, as `mirna quant` takes them; collapsed reads too.
    #[arg(required = true)]
    pub(crate) reads: Vec<String>,
    /// Genome to search: FASTA of one or more files.
    #[arg(long, value_name = "FA", required_unless_present = "candidates")]
    pub(crate) genome: Vec<PathBuf>,
    /// Hairpins to examine in place of a genome, such as those of a related species: FASTA.
    #[arg(long, value_name = "FA", conflicts_with = "genome")]
    pub(crate) candidates: Vec<PathBuf>,
    /// Precursors of the known miRNAs, whose reads are not novel and show how many miRNAs are found: FASTA, or EMBL
    /// (miRNA.dat), which needs no --annotation.
    #[arg(long, value_name = "FA")]
    pub(crate) hairpin: Option<PathBuf>,
    /// GFF3 of the same release, or FASTA of its mature sequences.
    #[arg(long, value_name = "GFF3", requires = "hairpin")]
    pub(crate) annotation: Option<PathBuf>,
    /// Species code, such as hsa, if the files hold several species.
    #[arg(long, value_name = "CODE", requires = "hairpin")]
    pub(crate) organism: Option<String>,
    /// FASTA of other RNA (tRNA, rRNA, snoRNA), whose reads are no miRNA.
    #[arg(long, value_name = "FA")]
    pub(crate) contaminants: Vec<PathBuf>,
    /// Do not add abundant human Y RNAs, rRNAs and tRNA halves to the other RNA.
    #[arg(long)]
    pub(crate) no_common_contaminants: bool,
    /// Library preparation, or layout of the reads, as in `mirna quant`.
    #[arg(long, visible_alias = "layout", default_value_t = Library::Auto)]
    pub(crate) library: Library,
    /// Most errors that the qualities of an insert may predict.
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    pub(crate) max_expected_errors: f64,
    #[command(flatten)]
    pub(crate) records: MirnaRecords,
    /// Fewest reads (molecules) of all samples together with the 5' end of a miRNA.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) min_reads: u64,
    /// Most places that a read may fit; reads that fit more are left out.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) max_places: usize,
    /// Most mismatches of a read behind its first 18 nucleotides: 0 or 1.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) mismatches: usize,
    /// Least score; cutoffs.tsv shows what each score would give.
    #[arg(long, value_name = "SCORE", default_value_t = 6.0)]
    pub(crate) min_score: f64,
    /// Shuffled sequences that each fold is compared with.
    #[arg(long, value_name = "N", default_value_t = 199)]
    pub(crate) shuffles: usize,
    /// Permutations that the number of candidates by chance is estimated with.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) permutations: usize,
    /// Folder for the results.
    #[arg(long)]
    pub(crate) out: PathBuf,
}
