//! Arguments of `exocast target`: target sites and recipient response.

mod sites;
mod transcripts;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use exocast::{
    affinity::AffinityModel,
    core::table::intake::ChangeScale,
    io::Shard,
    target::{Direction, Product},
};

pub(crate) use self::{
    sites::{SiteKind, SiteRegion, TargetSites},
    transcripts::{RnaKindFlags, TargetTranscripts, TranscriptFiles},
};
use super::{
    expression::ReadingExpression,
    value::{word, zero_or_more},
};

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

Positions are 0-based and half-open within the region; with --alignment, as TargetScan 7.0 gives
them.")]
    Sites(TargetSites),
    /// Write the table of transcripts that other commands take, from FASTA or a genome and its annotation.
    #[command(after_help = "Examples:
  exocast target transcripts --transcripts GRCh38.fa.gz --annotation gencode.gtf.gz \\
    --isoforms mane --out mrna.tsv
  exocast target transcripts --transcripts gencode.v47.pc_transcripts.fa.gz --isoforms longest \\
    --out mrna.tsv
  exocast target transcripts --transcripts circbase.fa --circular --out circles.tsv")]
    Transcripts(TargetTranscripts),
    /// Fold duplexes of miRNAs and targets.
    #[command(after_help = "Examples:
  exocast target duplex --mirna hsa.fa --target utr.fa --out duplex.tsv
  exocast target duplex --mirna hsa.fa --target utr.fa --all --max-energy=-15 \\
    --seed-pairing 2-7 --out sites.tsv

Energies are free energies of formation at 37 °C and positions start at 1, as in RNAduplex.")]
    Duplex(TargetDuplex),
    /// Compute the probability that stretches of 3'UTRs are unpaired.
    #[command(after_help = "Example:
  exocast target access --transcripts mrna.tsv --out access.tsv

One row per stretch of a 3'UTR: the probability that all of its nucleotides are unpaired, averaged
over the windows that contain it, as RNAplfold computes it.")]
    Access(TargetAccess),
    /// Predict the change of each gene in response to a dose of miRNA.
    #[command(after_help = "Examples:
  exocast target respond --mirna hsa.fa --transcripts mrna.tsv --dose dose.tsv \\
    --expression tpm.tsv --out response.tsv
  exocast target respond --mirna mir124.fa --transcripts mrna.tsv --free-nm 4.1 --out response.tsv")]
    Respond(Respond),
    /// Rank miRNAs by how well their targets explain an observed change.
    #[command(after_help = "Examples:
  exocast target explain --observed deseq2.tsv --mirna hsa.fa --transcripts mrna.tsv \\
    --out evidence.tsv
  exocast target explain --observed deseq2.tsv --direction up --isomirs --mirna hsa.fa \\
    --transcripts mrna.tsv --out evidence.tsv")]
    Explain {
        /// Observed change: TSV `gene log2fc [p]`, or a table of a program for differential expression.
        #[arg(long, value_name = "TSV")]
        observed: PathBuf,
        /// Column of the log2 fold changes, if the table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        column: Option<String>,
        /// Scale of the changes: auto, log2, ln, log10, ratio (0.5 is half) or signed-ratio (-2 is half).
        #[arg(long, value_name = "SCALE", default_value = "auto", value_parser = word::<ChangeScale>())]
        scale: ChangeScale,
        /// Column of the names of genes or transcripts, if the table can be read in several ways.
        #[arg(long, value_name = "NAME")]
        id_column: Option<String>,
        /// Translate names of genes or proteins by this table: identifiers or former symbols, and the symbol of each, as of
        /// HGNC, `BioMart`, `UniProt` or g:Profiler.
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
        /// FASTA of mature miRNAs.
        #[arg(long, value_name = "FA")]
        mirna: PathBuf,
        #[command(flatten)]
        files: TranscriptFiles,
        /// Which way targets changed: `down` after a transfection or uptake, `up` after a knock-out, an
        /// inhibitor or a sponge, `both` to test either.
        #[arg(long, default_value = "down", value_parser = word::<Direction>())]
        direction: Direction,
        /// Let isomiRs that begin one nucleotide before or behind each miRNA be candidates too.
        #[arg(long)]
        isomirs: bool,
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
    /// Fold the first miRNA with the first target, the second with the second, and so on.
    #[arg(long, conflicts_with = "all")]
    pub(crate) paired: bool,
    /// Report every site with an energy of at most --max-energy, not only the best; sites of one miRNA do not
    /// overlap.
    #[arg(long)]
    pub(crate) all: bool,
    /// Maximum energy of a site, in kcal/mol [default: -10].
    #[arg(long, value_name = "ENERGY", allow_hyphen_values = true, requires = "all")]
    pub(crate) max_energy: Option<f64>,
    /// Add the energy needed to open the paired stretch of the target, and the sum of both energies (ΔΔG).
    #[arg(long)]
    pub(crate) opening: bool,
    /// Nucleotides of the miRNA that must pair without a gap.
    #[arg(long, value_enum, default_value_t = SeedPairing::None, value_name = "NUCLEOTIDES")]
    pub(crate) seed_pairing: SeedPairing,
    /// Where G may pair with U.
    #[arg(long, value_enum, default_value_t = Wobble::Allowed, value_name = "WHERE")]
    pub(crate) wobble: Wobble,
    /// Temperature in °C.
    #[arg(long, value_name = "T", default_value_t = 37.0)]
    pub(crate) temperature: f64,
    /// Compute only part I of N, counted from 0; `exocast merge` joins the parts.
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// Nucleotides that must pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeedPairing {
    /// No requirement.
    None,
    /// Nucleotides 2 to 7.
    #[value(name = "2-7")]
    TwoToSeven,
    /// Nucleotides 2 to 8.
    #[value(name = "2-8")]
    TwoToEight,
}

/// Where G–U pairs are allowed.
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
    #[command(flatten)]
    pub(crate) kind: RnaKindFlags,
    /// Window length.
    #[arg(long, value_name = "NT", default_value_t = 80)]
    pub(crate) window: usize,
    /// Maximum distance between paired nucleotides.
    #[arg(long, value_name = "NT", default_value_t = 40)]
    pub(crate) span: usize,
    /// Length of the unpaired stretch.
    #[arg(long, value_name = "NT", default_value_t = 14)]
    pub(crate) length: usize,
    /// Temperature in °C.
    #[arg(long, value_name = "T", default_value_t = 37.0)]
    pub(crate) temperature: f64,
    /// Compute only part I of N, counted from 0; `exocast merge` joins the parts.
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
    /// Molecules with other seeds that the dose names (isomiRs): guides.tsv of `exocast mirna quant`.
    #[arg(long, value_name = "TSV")]
    pub(crate) guides: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: TranscriptFiles,
    /// Dose: TSV `mirna copies_per_cell [low high]`, or dose.tsv of `exocast transfer dose`.
    #[arg(long, value_name = "TSV")]
    pub(crate) dose: Option<PathBuf>,
    /// Concentration of free AGO–miRNA complex of each miRNA, in nM; about 4.1 for a transfected miRNA.
    #[arg(long, value_name = "X", allow_negative_numbers = true, value_parser = zero_or_more)]
    pub(crate) free_nm: Option<f64>,
    /// Expression of the recipient: TSV `gene tpm` or `transcript tpm`, or a table of a
    /// program that counts reads.
    #[arg(long, value_name = "TSV")]
    pub(crate) expression: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingExpression,
    /// The recipient's own miRNAs: TSV `mirna copies_per_cell`.
    #[arg(long, value_name = "TSV")]
    pub(crate) endogenous: Option<PathBuf>,
    /// RNAs that bind miRNA and are not asked for a change, such as circRNAs, lncRNAs and viral RNAs: FASTA with
    /// `copies_per_cell=NUMBER` behind each name, or TSV `sponge copies_per_cell sequence`.
    #[arg(long, value_name = "FILE")]
    pub(crate) sponges: Option<PathBuf>,
    /// Also write this table of what each sponge binds.
    #[arg(long, value_name = "FILE", requires = "sponges")]
    pub(crate) sponge_table: Option<PathBuf>,
    /// Model of site affinity: `embedded`, `seed` (by site type alone), or `cnn:FILE` (the published network
    /// with the file of its weights).
    #[arg(long, value_name = "MODEL", default_value_t = AffinityModel::Embedded)]
    pub(crate) affinity: AffinityModel,
    /// Cache of site accessibility, created if missing (minutes for a whole transcriptome) and extended
    /// with missing transcripts. Without it, local AU content is used instead.
    #[arg(long, value_name = "CACHE")]
    pub(crate) accessibility: Option<PathBuf>,
    /// Where 3'UTRs end, as TargetScan's UTR profiles: transcript or gene, first and last nucleotide of a
    /// segment, and the percentage of mRNA molecules that contain it. Each site is weighted by the fraction of
    /// mRNA molecules that contain it.
    #[arg(long, value_name = "TSV")]
    pub(crate) profiles: Option<PathBuf>,
    /// Time point of the prediction, in hours after delivery [default: steady state].
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    pub(crate) hours: Option<f64>,
    /// Whether to predict mRNA or protein.
    #[arg(long, default_value = "mrna", value_parser = word::<Product>())]
    pub(crate) product: Product,
    /// Also write this table of every site whose occupancy changes, with its miRNA.
    #[arg(long, value_name = "FILE")]
    pub(crate) sites: Option<PathBuf>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}
