//! Arguments of `exocast target`: target sites and recipient response.

mod sites;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use exocast::io::Shard;

pub(crate) use self::sites::{SiteKind, SiteRegion, TargetSites, TranscriptFiles};

#[derive(Debug, Subcommand)]
pub(crate) enum Target {
    /// List seed sites of miRNAs in transcripts.
    #[command(after_help = "Examples:
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv.gz --out sites.tsv
  exocast target sites --mirna hsa.fa --transcripts genome.fa.gz --annotation genes.gtf.gz \\
    --context --out scored.tsv
  exocast target sites --alignment UTR_Sequences.txt --families miR_Family_info.txt \\
    --out targetscan.tsv
  exocast target sites --mirna hsa.fa --transcripts mrna.tsv.gz --shard 0/4 --out part0.tsv

Places are 0-based and half-open on the region's own sequence; those of --alignment as TargetScan
7.0 gives them.")]
    Sites(TargetSites),
    /// Fold duplexes of miRNAs and targets.
    #[command(after_help = "Examples:
  exocast target duplex --mirna hsa.fa --target utr.fa --out duplex.tsv
  exocast target duplex --mirna hsa.fa --target utr.fa --all --max-energy=-15 \\
    --seed-pairing 2-7 --out sites.tsv

Energies are free energies of formation at 37 °C, places are counted from 1; both as RNAduplex
prints them.")]
    Duplex(TargetDuplex),
    /// Compute how likely stretches of 3'UTRs are to be unpaired.
    #[command(after_help = "Example:
  exocast target access --transcripts mrna.tsv --out access.tsv

A row for each stretch of a 3'UTR: the probability that its nucleotides are all unpaired, averaged
over the windows that hold it, as RNAplfold computes it.")]
    Access(TargetAccess),
    /// Predict the change of each gene under a dose of miRNA.
    #[command(after_help = "Examples:
  exocast target respond --mirna hsa.fa --transcripts mrna.tsv --dose dose.tsv \\
    --expression tpm.tsv --out response.tsv
  exocast target respond --mirna mir124.fa --transcripts mrna.tsv --free-nm 4.1 --out response.tsv")]
    Respond(Respond),
    /// Rank miRNAs by how well their targets explain an observed change.
    #[command(after_help = "Example:
  exocast target explain --observed deseq2.tsv --mirna hsa.fa --transcripts mrna.tsv \\
    --out evidence.tsv")]
    Explain {
        /// TSV `gene log2fc [p]`.
        #[arg(long, value_name = "TSV")]
        observed: PathBuf,
        /// FASTA of mature miRNAs.
        #[arg(long, value_name = "FA")]
        mirna: PathBuf,
        /// TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
        #[arg(long, value_name = "TX")]
        transcripts: PathBuf,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TargetDuplex {
    /// FASTA of mature miRNAs.
    #[arg(long, value_name = "FA")]
    pub(crate) mirna: PathBuf,
    /// FASTA of targets.
    #[arg(long, value_name = "FA")]
    pub(crate) target: PathBuf,
    /// The first miRNA with the first target, the second with the second and so on.
    #[arg(long, conflicts_with = "all")]
    pub(crate) paired: bool,
    /// Every site of each miRNA on each target that has at most --max-energy; sites of a miRNA share no
    /// nucleotide.
    #[arg(long)]
    pub(crate) all: bool,
    /// Most energy of a site, kcal/mol [default: -10].
    #[arg(long, value_name = "ENERGY", allow_hyphen_values = true, requires = "all")]
    pub(crate) max_energy: Option<f64>,
    /// Add the energy to open each paired stretch of the target, and the sum of both energies (ΔΔG).
    #[arg(long)]
    pub(crate) opening: bool,
    /// Nucleotides of the miRNA that have to pair without a gap.
    #[arg(long, value_enum, default_value_t = SeedPairing::None, value_name = "NUCLEOTIDES")]
    pub(crate) seed_pairing: SeedPairing,
    /// Where G may pair with U.
    #[arg(long, value_enum, default_value_t = Wobble::Allowed, value_name = "WHERE")]
    pub(crate) wobble: Wobble,
    /// Temperature in °C.
    #[arg(long, value_name = "T", default_value_t = 37.0)]
    pub(crate) temperature: f64,
    /// Only part I of N of the table, I from 0; `exocast merge` puts the parts together.
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// Nucleotides that have to pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeedPairing {
    /// None.
    None,
    /// Nucleotides 2 to 7.
    #[value(name = "2-7")]
    TwoToSeven,
    /// Nucleotides 2 to 8.
    #[value(name = "2-8")]
    TwoToEight,
}

/// Where G–U pairs may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Wobble {
    /// Everywhere.
    Allowed,
    /// Not in the seed.
    OutsideSeed,
    /// Nowhere.
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct TargetAccess {
    #[command(flatten)]
    pub(crate) files: TranscriptFiles,
    /// Nucleotides of a window.
    #[arg(long, value_name = "NT", default_value_t = 80)]
    pub(crate) window: usize,
    /// Most nucleotides from one end of a pair to the other.
    #[arg(long, value_name = "NT", default_value_t = 40)]
    pub(crate) span: usize,
    /// Nucleotides that have to be unpaired.
    #[arg(long, value_name = "NT", default_value_t = 14)]
    pub(crate) length: usize,
    /// Temperature in °C.
    #[arg(long, value_name = "T", default_value_t = 37.0)]
    pub(crate) temperature: f64,
    /// Only part I of N of the table, I from 0; `exocast merge` puts the parts together.
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("amount").required(true).args(["dose", "free_nm"])))]
pub(crate) struct Respond {
    /// FASTA of mature miRNAs.
    #[arg(long, value_name = "FA")]
    pub(crate) mirna: PathBuf,
    /// TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
    #[arg(long, value_name = "TX")]
    pub(crate) transcripts: PathBuf,
    /// TSV `mirna copies_per_cell [low high]`.
    #[arg(long, value_name = "TSV")]
    pub(crate) dose: Option<PathBuf>,
    /// Free AGO–miRNA complex of each miRNA given, in nM; 4.1 for a transfected miRNA.
    #[arg(long, value_name = "X", allow_negative_numbers = true, value_parser = concentration)]
    pub(crate) free_nm: Option<f64>,
    /// TSV `gene tpm` or `transcript tpm`.
    #[arg(long, value_name = "TSV")]
    pub(crate) expression: Option<PathBuf>,
    /// TSV `mirna copies_per_cell` of the recipient's own miRNAs.
    #[arg(long, value_name = "TSV")]
    pub(crate) endogenous: Option<PathBuf>,
    /// Affinity of sites: `embedded`, `seed` (by site type alone), or `cnn:FILE` (the published network with
    /// its weights).
    #[arg(long, value_name = "MODEL", default_value = "embedded")]
    pub(crate) affinity: String,
    /// Cache of the accessibility of sites; made where it is not there, which takes hours for a whole
    /// transcriptome, and completed where it lacks transcripts. Without it local AU content stands for it.
    #[arg(long, value_name = "CACHE")]
    pub(crate) accessibility: Option<PathBuf>,
    /// Where 3'UTRs end: transcript or gene, first and last nucleotide of a segment, and the percentage of
    /// its mRNA that holds it, as TargetScan's UTR profiles have them. A site counts as much as of the mRNA
    /// has it.
    #[arg(long, value_name = "TSV")]
    pub(crate) profiles: Option<PathBuf>,
    /// Hours after delivery at which the change is told [default: the steady state].
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    pub(crate) hours: Option<f64>,
    /// Whether the change is that of the mRNA or of its protein.
    #[arg(long, value_enum, default_value_t = Product::Mrna)]
    pub(crate) product: Product,
    /// Second table to write: every site that is held more or less than before, with its miRNA.
    #[arg(long, value_name = "FILE")]
    pub(crate) sites: Option<PathBuf>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// What of a gene the change is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Product {
    /// Its mRNA.
    Mrna,
    /// Its protein.
    Protein,
}

impl From<Product> for exocast::target::Product {
    fn from(product: Product) -> Self {
        match product {
            Product::Mrna => Self::Mrna,
            Product::Protein => Self::Protein,
        }
    }
}

fn concentration(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err("a concentration is zero or more, and finite".to_owned())
    }
}
