//! Notices of the search for novel miRNAs.

use std::fmt;

use exocast_core::{
    Level,
    words::{agreeing, plural},
};

/// What a reader of novel miRNAs has to know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NovelNotice {
    /// What was searched.
    Searched {
        /// Sequences of the genome.
        sequences: usize,
        /// Their nucleotides.
        nucleotides: usize,
        /// Distinct reads that were searched.
        searched: usize,
        /// Distinct reads with a place.
        placed: usize,
    },
    /// Reads that fit too many places; they are left out.
    TooManyPlaces {
        /// Distinct reads.
        distinct: usize,
        /// Reads.
        reads: u64,
        /// Most places that a read may have.
        most: usize,
    },
    /// Known miRNAs with reads that are not in the genome.
    NotInGenome {
        /// Known miRNAs that are not in it.
        missing: usize,
        /// Known miRNAs with enough reads.
        known: usize,
    },
    /// Too few stacks to permute.
    FewStacks {
        /// Stacks of unknown reads.
        stacks: usize,
    },
    /// No more candidates than are expected by chance.
    ByChance {
        /// Candidates.
        novel: usize,
        /// Candidates expected by chance.
        expected: f64,
    },
}

impl NovelNotice {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Searched { .. } => "novel-searched",
            Self::TooManyPlaces { .. } => "too-many-places",
            Self::NotInGenome { .. } => "not-in-genome",
            Self::FewStacks { .. } => "few-stacks",
            Self::ByChance { .. } => "novel-by-chance",
        }
    }

    pub(super) fn level(&self) -> Level {
        match self {
            Self::Searched { .. } | Self::TooManyPlaces { .. } => Level::Info,
            Self::FewStacks { .. } => Level::Caution,
            Self::NotInGenome { missing, known } if 2 * missing < *known => Level::Info,
            Self::NotInGenome { .. } | Self::ByChance { .. } => Level::Warning,
        }
    }
}

impl fmt::Display for NovelNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Searched { sequences, nucleotides, searched, placed } => write!(
                f,
                "{placed} of {searched} distinct reads of 18 nt or more are in {} of {nucleotides} nt",
                plural(*sequences, "sequence")
            ),
            Self::TooManyPlaces { distinct, reads, most } => write!(
                f,
                "{} ({distinct} distinct) {} more than {} and {} left out (--max-places)",
                plural(*reads, "read"),
                agreeing(*reads, "fits", "fit"),
                plural(*most, "place"),
                agreeing(*reads, "is", "are")
            ),
            Self::NotInGenome { missing, known } => write!(
                f,
                "{missing} of {} with enough reads not in the sequences searched; check that they are of the same organism",
                plural(*known, "known miRNA")
            ),
            Self::FewStacks { stacks } if *stacks < 2 => write!(
                f,
                "{} of unknown reads: how many candidates are by chance cannot be estimated",
                plural(*stacks, "stack")
            ),
            Self::FewStacks { stacks } => write!(
                f,
                "only {} of unknown reads to permute; how many candidates are by chance is estimated roughly",
                plural(*stacks, "stack")
            ),
            Self::ByChance { novel, expected } => write!(
                f,
                "{} found, and {expected:.1} expected by chance: take none of them as a miRNA without further evidence",
                plural(*novel, "novel candidate")
            ),
        }
    }
}
