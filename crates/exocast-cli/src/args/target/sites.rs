//! Arguments of `exocast target sites`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use exocast::io::Shard;

use super::transcripts::RnaKindFlags;

#[derive(Debug, Args)]
pub(crate) struct TargetSites {
    /// FASTA of mature miRNAs.
    #[arg(long, value_name = "FA", required_unless_present = "alignment")]
    pub(crate) mirna: Option<PathBuf>,
    /// TSV `transcript gene [utr5] orf utr3`, FASTA of 3'UTRs or of mRNAs with ranges in their headers, or FASTA
    /// of a genome or cDNA with --annotation.
    #[arg(long, value_name = "TX", required_unless_present = "alignment")]
    pub(crate) transcripts: Option<PathBuf>,
    /// GTF or GFF3 of the genome.
    #[arg(long, value_name = "GTF|GFF3", requires = "transcripts")]
    pub(crate) annotation: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) kind: RnaKindFlags,
    /// Types of sites to list, separated by commas [default: 8mer,7mer-m8,7mer-A1,6mer].
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "TYPE,…",
        conflicts_with = "context"
    )]
    pub(crate) types: Vec<SiteKind>,
    /// Regions to search, separated by commas [default: all regions given].
    #[arg(long, value_enum, value_delimiter = ',', value_name = "REGION,…")]
    pub(crate) regions: Vec<SiteRegion>,
    /// Add context++ features and scores of sites in 3'UTRs.
    ///
    /// Target abundance is counted over the transcripts given, so give a whole transcriptome. Sites in the
    /// first 14 nucleotides of a 3'UTR are not scored.
    #[arg(long)]
    pub(crate) context: bool,
    /// Leave accessibility out of context++; it is the slow part.
    #[arg(long, requires = "context")]
    pub(crate) no_accessibility: bool,
    /// Reproduce the known errors of the TargetScan 7.0 program in context++.
    #[arg(long, requires = "context")]
    pub(crate) targetscan_70: bool,
    /// Where 3'UTRs end, as TargetScan's UTR profiles: `transcript-or-gene start end percentage`.
    #[arg(long, value_name = "TSV", requires = "context")]
    pub(crate) profiles: Option<PathBuf>,
    /// Conservation of sites: TSV `transcript mirna start`, and `pct` or `branch_length`.
    #[arg(long, value_name = "TSV", requires = "context")]
    pub(crate) conservation: Option<PathBuf>,
    /// Folder of TargetScan's PCT parameters, which turn branch lengths into PCT.
    #[arg(long, value_name = "DIR", requires = "conservation")]
    pub(crate) pct_parameters: Option<PathBuf>,
    /// Aligned 3'UTRs, `gene species sequence`, to list sites of all species as TargetScan 7.0 does.
    #[arg(long, value_name = "TSV", requires = "families", conflicts_with_all = ["mirna", "transcripts", "context", "types", "regions"])]
    pub(crate) alignment: Option<PathBuf>,
    /// Seed families of the alignment, `family seed species;species…`.
    #[arg(long, value_name = "TSV", requires = "alignment")]
    pub(crate) families: Option<PathBuf>,
    /// Compute only part I of N, counted from 0; `exocast merge` joins the parts.
    #[arg(long, value_name = "I/N", conflicts_with = "alignment")]
    pub(crate) shard: Option<Shard>,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// Types of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SiteKind {
    /// Pairs to 2–8 and an A opposite 1.
    #[value(name = "8mer")]
    EightMer,
    /// Pairs to 2–8.
    #[value(name = "7mer-m8")]
    SevenMerM8,
    /// Pairs to 2–7 and an A opposite 1.
    #[value(name = "7mer-A1")]
    SevenMerA1,
    /// Pairs to 2–7.
    #[value(name = "6mer")]
    SixMer,
    /// Pairs to 2–6 and an A opposite 1.
    #[value(name = "6mer-A1")]
    SixMerA1,
    /// Pairs to 3–8.
    #[value(name = "offset-6mer")]
    OffsetSixMer,
    /// A canonical site with further pairs to 13–16; listed in addition to the canonical site.
    #[value(name = "3-supplementary")]
    Supplementary,
    /// Eleven or twelve pairs to 4–15 without a whole seed.
    #[value(name = "centred", alias = "centered")]
    Centred,
    /// Pairs to 2–8 with one nucleotide of the target bulged out between 5 and 6.
    #[value(name = "bulged")]
    Bulged,
}

/// Part of an mRNA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SiteRegion {
    /// 5'UTR.
    Utr5,
    /// Open reading frame.
    Orf,
    /// 3'UTR.
    Utr3,
}
