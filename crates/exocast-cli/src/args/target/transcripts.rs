//! Arguments of transcripts, and of `exocast target transcripts`.

use std::path::PathBuf;

use clap::Args;
use exocast::target::{Isoforms, RnaKind};

use crate::args::value::word;

/// Transcripts, or a genome with its annotation.
#[derive(Debug, Args)]
pub(crate) struct TranscriptFiles {
    /// TSV `transcript gene [utr5] orf utr3`, FASTA of 3'UTRs or of mRNAs with ranges in their headers, or FASTA
    /// of a genome or cDNA with --annotation.
    #[arg(long, value_name = "TX")]
    pub(crate) transcripts: PathBuf,
    /// GTF or GFF3 of the genome.
    #[arg(long, value_name = "GTF|GFF3")]
    pub(crate) annotation: Option<PathBuf>,
}

/// What kind of RNA the transcripts are.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct RnaKindFlags {
    /// The transcripts are noncoding RNAs: search their whole length. With --annotation, those without coding
    /// sequence.
    #[arg(long, conflicts_with = "circular")]
    pub(crate) noncoding: bool,
    /// The transcripts are circular RNAs: search their whole length and across the back-splice junction.
    #[arg(long, conflicts_with = "annotation")]
    pub(crate) circular: bool,
}

impl RnaKindFlags {
    pub(crate) const fn kind(self) -> RnaKind {
        match (self.noncoding, self.circular) {
            (_, true) => RnaKind::Circular,
            (true, false) => RnaKind::Noncoding,
            _ => RnaKind::Mrna,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct TargetTranscripts {
    #[command(flatten)]
    pub(crate) files: TranscriptFiles,
    #[command(flatten)]
    pub(crate) kind: RnaKindFlags,
    /// Which transcripts of a gene to keep: all, the longest, that of MANE Select, or the canonical one of Ensembl or
    /// of NCBI; the last two need an annotation with tags.
    #[arg(long, default_value = "all", value_parser = word::<Isoforms>())]
    pub(crate) isoforms: Isoforms,
    /// Table to write.
    #[arg(long)]
    pub(crate) out: PathBuf,
}
