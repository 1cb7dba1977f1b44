//! What a file can be.

use std::fmt;

use exocast_core::words::plural;

use super::mates::Sight;
use crate::study::{Sample, TextColumn};

/// The key that takes several files.
pub(super) const CONTAMINANTS: &str = "reference.contaminants";

/// The key of transcripts, or of their genome.
pub(super) const TRANSCRIPTS: &str = "reference.transcripts";

/// The key of the annotation of that genome.
pub(super) const GENES: &str = "reference.transcript_annotation";

/// Which of the two reads of a pair a file of reads holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mate {
    First,
    Second,
    /// The headers do not say.
    Unsaid,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Reads {
        mate: Mate,
        sight: Sight,
    },
    Hairpins,
    Contaminants,
    Spikes,
    SpikeAmounts,
    Transcripts,
    /// Chromosomes or contigs, by their names.
    Genome {
        names: Vec<String>,
    },
    /// Whole mRNAs, which need the annotation of their genome: their names, and why they are nothing without it.
    Cdna {
        names: Vec<String>,
        why: String,
    },
    /// GTF or GFF3 of genes, with the names of the chromosomes that it is of and of its first transcripts.
    Genes {
        names: Vec<String>,
    },
    /// miRBase GFF3, with its organism.
    Annotation {
        organism: Option<String>,
    },
    /// Sizes of single particles: the samples that the file tells apart, and the dilution that it records.
    Sizes {
        instrument: String,
        samples: Vec<String>,
        dilution: Option<f64>,
    },
    /// miRNAs by samples.
    Counts {
        columns: Vec<String>,
        organism: Option<String>,
        whole: bool,
    },
    Endogenous,
    Expression,
    Observed,
    Signature,
    Proteins {
        columns: Vec<String>,
    },
    Lipids {
        columns: Vec<String>,
    },
    GeneSets,
    Sheet {
        samples: Vec<Sample>,
        /// How it was read.
        notices: Vec<String>,
    },
    /// A small table that may be a sheet without a name for the column of its samples.
    Listing {
        columns: Vec<TextColumn>,
        /// Why it is no input otherwise.
        why: String,
    },
    /// Several readings are possible, or it cannot be read, or no study takes it: why.
    Unused(String),
}

impl Kind {
    /// The key of the study that takes the file; nothing where samples take it, or nothing does.
    pub(super) const fn role(&self) -> Option<&'static str> {
        Some(match self {
            Self::Hairpins => "reference.hairpin",
            Self::Annotation { .. } => "reference.annotation",
            Self::Contaminants => CONTAMINANTS,
            Self::Transcripts | Self::Genome { .. } | Self::Cdna { .. } => TRANSCRIPTS,
            Self::Genes { .. } => GENES,
            Self::Spikes => "spikes.sequences",
            Self::SpikeAmounts => "spikes.amounts",
            Self::Endogenous => "recipient.mirna",
            Self::Expression => "recipient.expression",
            Self::Observed => "recipient.observed",
            Self::Signature => "origin.signature",
            Self::Proteins { .. } => "identity.proteins",
            Self::Lipids { .. } => "identity.lipids",
            Self::GeneSets => "programmes.sets",
            _ => return None,
        })
    }

    pub(super) fn unused(why: impl Into<String>) -> Self {
        Self::Unused(why.into())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = |f: &mut fmt::Formatter<'_>, what: &str, names: &[String]| {
            let shown: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
            let more = if names.len() > 4 { ", …" } else { "" };
            write!(f, "{what} of {}{more}", shown.join(", "))
        };
        match self {
            Self::Reads { mate: Mate::Second, .. } => write!(f, "second reads of pairs"),
            Self::Reads { .. } => write!(f, "reads"),
            Self::Hairpins => write!(f, "hairpins of miRNAs"),
            Self::Contaminants => write!(f, "other small RNA"),
            Self::Spikes => write!(f, "sequences of spikes"),
            Self::SpikeAmounts => write!(f, "amounts of spikes"),
            Self::Transcripts => write!(f, "transcripts"),
            Self::Genome { .. } => write!(f, "a genome"),
            Self::Genes { .. } => write!(f, "an annotation of genes"),
            Self::Annotation { .. } => write!(f, "annotation of miRNAs"),
            Self::Sizes { instrument, samples, .. } if samples.len() < 2 => {
                write!(f, "sizes, {instrument}")
            }
            Self::Sizes { samples, .. } => several(f, "sizes", samples),
            Self::Counts { columns, .. } => several(f, "counts of miRNAs", columns),
            Self::Endogenous => write!(f, "miRNAs of the recipient cell"),
            Self::Expression => write!(f, "expression of the recipient cell"),
            Self::Observed => write!(f, "an observed change"),
            Self::Signature => write!(f, "a signature of parent cells"),
            Self::Proteins { columns } => several(f, "proteins", columns),
            Self::Lipids { columns } => several(f, "lipids", columns),
            Self::GeneSets => write!(f, "gene sets"),
            Self::Sheet { samples, .. } => {
                write!(f, "a sample sheet of {}", plural(samples.len(), "sample"))
            }
            Self::Cdna { why, .. } | Self::Listing { why, .. } => f.write_str(why),
            Self::Unused(why) => write!(f, "{why}"),
        }
    }
}
