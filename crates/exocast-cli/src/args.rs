//! What can be asked of the program: a public contract that scripts depend on.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use exocast::io::TableFormat;

/// Which cells sent these vesicles, what do they carry, how much reaches a recipient cell, and which
/// genes will that change?
#[derive(Debug, Parser)]
#[command(name = "exocast", version, max_term_width = 100)]
#[command(after_help = "Examples:
  exocast demo                     the whole chain on an embedded study with known truth
  exocast new my-study             a commented study.toml to start from
  exocast check my-study/study.toml
  exocast run my-study/study.toml --out results

Exit codes: 0 done, 1 the input or the data is wrong, 2 bad usage.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// Worker threads; 0 for all cores. Results do not depend on it.
    #[arg(long, global = true, default_value_t = 0, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Seed of every random stream; the study's own where a study is given.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Say nothing but errors.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Format of tables.
    #[arg(long, global = true, value_enum, default_value_t = Format::Tsv)]
    pub(crate) format: Format,
    /// Draw no progress bars.
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

impl Global {
    /// The seed of a command that runs without a study.
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

/// Formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tab-separated text.
    Tsv,
    /// Columns and rows as JSON.
    Json,
}

impl From<Format> for TableFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Tsv => Self::Tsv,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole chain on an embedded synthetic study, and show estimates beside the known truth.
    Demo {
        /// Folder of the results.
        #[arg(long, default_value = "exocast-demo")]
        out: PathBuf,
    },
    /// Run the whole chain on a study.
    Run {
        /// The study file.
        study: PathBuf,
        /// Folder of the results.
        #[arg(long, default_value = "exocast-results")]
        out: PathBuf,
        /// Leave results alone that were made from the same inputs and options.
        #[arg(long)]
        resume: bool,
    },
    /// Write a commented study.toml to start from.
    New {
        /// Folder that will hold it.
        folder: PathBuf,
    },
    /// Validate a study, and say what will and will not be computed.
    Check {
        /// The study file.
        study: PathBuf,
    },
    /// Write a whole study with known truth, for tests and power analysis.
    Simulate {
        /// Folder of the study.
        #[arg(long)]
        out: PathBuf,
        /// Number of vesicle samples.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1000))]
        samples: u32,
        /// Sequencing reads a sample.
        #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
        reads: u32,
    },
    /// miRNA reads and names.
    #[command(subcommand)]
    Mirna(Mirna),
    /// Target sites and recipient response.
    #[command(subcommand)]
    Target(Target),
    /// Vesicle size, number and class.
    #[command(subcommand)]
    Vesicle(Vesicle),
    /// Parent cells.
    #[command(subcommand)]
    Origin(Origin),
    /// Dose per recipient cell.
    #[command(subcommand)]
    Transfer(Transfer),
    /// Print the JSON Schema of a file.
    Schema {
        /// Which file.
        what: Schema,
    },
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// Files with a JSON Schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Schema {
    /// study.toml, as JSON.
    Study,
    /// analysis.json.
    Analysis,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Mirna {
    /// Count miRNAs and isomiRs in small-RNA reads.
    #[command(after_help = "Example:
  exocast mirna quant EV_1.fastq.gz EV_2.fastq.gz --hairpin hairpin.fa --annotation hsa.gff3 --out counts

Each FASTQ file is a sample named after the file; NAME=FILE names it, and files of one name are lanes.")]
    Quant(MirnaQuant),
    /// Follow names across releases of miRBase.
    Convert {
        /// Names, accessions, or files with one a line; `-` reads standard input.
        #[arg(required = true)]
        names: Vec<String>,
        /// Release that the names are of.
        #[arg(long)]
        from: String,
        /// Release that names are wanted of.
        #[arg(long)]
        to: String,
        /// Folder of miRNA.diff files named after their release: 21.diff, 22.0.diff.gz.
        #[arg(long, value_name = "DIR")]
        history: PathBuf,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Read mirGFF3 of any version and dialect, write version 1.2.
    Gff {
        /// mirGFF3 of mirtop, miRge3, isoMiRmap or exocast; `-` reads standard input.
        input: PathBuf,
        /// Refuse what version 1.2 does not allow, instead of putting it right.
        #[arg(long)]
        strict: bool,
        /// File to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Print what is known of miRNAs: parsed name, sequence, seed, family, loci.
    Info {
        /// Names or accessions.
        #[arg(required = true)]
        names: Vec<String>,
        #[command(flatten)]
        reference: MirnaReference,
        /// Table to write; standard output where left out.
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
}

/// Where miRNA sequences come from.
#[derive(Clone, Debug, Args)]
pub(crate) struct MirnaReference {
    /// Hairpin FASTA of miRBase.
    #[arg(long, value_name = "FA")]
    pub(crate) hairpin: PathBuf,
    /// GFF3 of miRBase, of the same release.
    #[arg(long, value_name = "GFF3")]
    pub(crate) annotation: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct MirnaQuant {
    /// FASTQ files, or NAME=FILE; gzip, bgzf and zstd are recognised. `-` reads standard input.
    #[arg(required = true)]
    pub(crate) reads: Vec<String>,
    #[command(flatten)]
    pub(crate) reference: MirnaReference,
    /// FASTA of sequences that compete with miRNA for reads; each file is one class.
    #[arg(long, value_name = "FA")]
    pub(crate) contaminants: Vec<PathBuf>,
    /// Leave out the abundant human Y RNAs, rRNAs and tRNA halves that otherwise compete too.
    #[arg(long)]
    pub(crate) no_common_contaminants: bool,
    /// FASTA of spike-in sequences.
    #[arg(long, value_name = "FA")]
    pub(crate) spikes: Option<PathBuf>,
    /// TSV `spike copies_per_ul`.
    #[arg(long, value_name = "TSV", requires = "spikes")]
    pub(crate) spike_amounts: Option<PathBuf>,
    /// auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, trimmed, or the sequence
    /// of the 3' adapter.
    #[arg(long, default_value = "auto")]
    pub(crate) library: String,
    /// How reads that fit several miRNAs are counted.
    #[arg(long, value_enum, default_value_t = Multimap::Em)]
    pub(crate) multimap: Multimap,
    /// Folder of the results.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

impl From<Multimap> for exocast::mirna::Multimap {
    fn from(multimap: Multimap) -> Self {
        match multimap {
            Multimap::Fractional => Self::Fractional,
            Multimap::Em => Self::Em,
            Multimap::Unique => Self::Unique,
            Multimap::Group => Self::Group,
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

/// Policies for reads that fit several miRNAs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Multimap {
    /// An equal part to each.
    Fractional,
    /// Parts in proportion to abundance and likelihood, by expectation maximisation; names of one
    /// sequence make one row, `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    Em,
    /// Left out, and said how many they are.
    Unique,
    /// To the group, `miR-199a-3p/199b-3p`.
    Group,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Target {
    /// List seed sites of miRNAs in transcripts.
    Sites {
        /// FASTA of mature miRNAs.
        #[arg(long, value_name = "FA")]
        mirna: PathBuf,
        /// TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
        #[arg(long, value_name = "TX")]
        transcripts: PathBuf,
        /// Add context++ features and scores of sites in 3'UTRs.
        ///
        /// Target abundance is counted in the transcripts given: give a whole transcriptome.
        #[arg(long)]
        context: bool,
        /// Leave accessibility, the slow part, out of context++.
        #[arg(long, requires = "context")]
        no_accessibility: bool,
        /// Repeat what the program of TargetScan 7.0 is known to do wrong in context++.
        #[arg(long, requires = "context")]
        targetscan_70: bool,
        /// Table to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Fold duplexes of miRNAs and targets.
    #[command(after_help = "Examples:
  exocast target duplex --mirna hsa.fa --target utr.fa --out duplex.tsv
  exocast target duplex --mirna hsa.fa --target utr.fa --all --max-energy=-15 --seed-pairing 2-7 --out sites.tsv

Energies are free energies of formation at 37 °C, places are counted from 1; both as RNAduplex prints them.")]
    Duplex(TargetDuplex),
    /// Compute how likely stretches of 3'UTRs are to be unpaired.
    #[command(after_help = "Example:
  exocast target access --transcripts mrna.tsv --out access.tsv

A row for each stretch of a 3'UTR: the probability that its nucleotides are all unpaired, averaged over the windows
that hold it, as RNAplfold computes it.")]
    Access(TargetAccess),
    /// Predict the change of each gene under a dose of miRNA.
    Respond(Respond),
    /// Rank miRNAs by how well their targets explain an observed change.
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
    /// Nucleotides of the miRNA that have to pair without a gap.
    #[arg(long, value_enum, default_value_t = SeedPairing::None, value_name = "NUCLEOTIDES")]
    pub(crate) seed_pairing: SeedPairing,
    /// Where G may pair with U.
    #[arg(long, value_enum, default_value_t = Wobble::Allowed, value_name = "WHERE")]
    pub(crate) wobble: Wobble,
    /// Temperature in °C.
    #[arg(long, value_name = "T", default_value_t = 37.0)]
    pub(crate) temperature: f64,
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
    /// TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
    #[arg(long, value_name = "TX")]
    pub(crate) transcripts: PathBuf,
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
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Respond {
    /// FASTA of mature miRNAs.
    #[arg(long, value_name = "FA")]
    pub(crate) mirna: PathBuf,
    /// TSV `transcript gene orf utr3`, or FASTA of 3'UTRs.
    #[arg(long, value_name = "TX")]
    pub(crate) transcripts: PathBuf,
    /// TSV `mirna copies_per_cell [low high]`.
    #[arg(
        long,
        value_name = "TSV",
        required_unless_present = "free_nm",
        conflicts_with = "free_nm"
    )]
    pub(crate) dose: Option<PathBuf>,
    /// Free AGO–miRNA complex of each miRNA given, in nM.
    #[arg(long, value_name = "X", allow_negative_numbers = true, value_parser = concentration)]
    pub(crate) free_nm: Option<f64>,
    /// TSV `gene tpm` or `transcript tpm`.
    #[arg(long, value_name = "TSV")]
    pub(crate) expression: Option<PathBuf>,
    /// TSV `mirna copies_per_cell` of the recipient's own miRNAs.
    #[arg(long, value_name = "TSV")]
    pub(crate) endogenous: Option<PathBuf>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Vesicle {
    /// Summarise sizing exports: size, concentration, classes, and findings on the files.
    Summary {
        /// Exports of NanoSight or ZetaView, tables, or lists of diameters.
        #[arg(required = true)]
        exports: Vec<PathBuf>,
        /// Smallest size that the instrument sees, in nm.
        #[arg(long, value_name = "NM", allow_negative_numbers = true)]
        lod: Option<f64>,
        /// Folder of the results.
        #[arg(long)]
        out: PathBuf,
    },
}

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
