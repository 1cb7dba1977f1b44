//! What may be wrong with a transcript.

use std::fmt;

use exocast_core::Base;

/// What may be wrong with an open reading frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodingProblem {
    /// Its length is no multiple of three.
    Frame,
    /// It does not begin with AUG.
    Start,
    /// It does not end with UAA, UAG or UGA.
    Stop,
    /// A stop codon is in frame before its end (UGA may be selenocysteine).
    InternalStop,
}

impl CodingProblem {
    /// All, in the order of the reports.
    pub(crate) const ALL: [Self; 4] = [Self::Frame, Self::Start, Self::Stop, Self::InternalStop];

    /// Whether an open reading frame has the problem; an empty one has none.
    pub(crate) fn is_in(self, orf: &[Base]) -> bool {
        use Base::{A, G, U};
        let is_stop = |codon: &[Base]| matches!(codon, [U, A, A | G] | [U, G, A]);
        match self {
            _ if orf.is_empty() => false,
            Self::Frame => !orf.len().is_multiple_of(3),
            Self::Start => !orf.starts_with(&[A, U, G]),
            Self::Stop => !orf.last_chunk::<3>().is_some_and(|codon| is_stop(codon)),
            Self::InternalStop => {
                let inner = &orf[..orf.len().saturating_sub(3)];
                inner.chunks_exact(3).any(is_stop)
            }
        }
    }
}

impl fmt::Display for CodingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Frame => "with a length that is no multiple of three",
            Self::Start => "without AUG at the start",
            Self::Stop => "without a stop codon at the end",
            Self::InternalStop => "with a stop codon in frame before the end",
        })
    }
}

/// Why a transcript of an annotation cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GenomeProblem {
    /// Its features lie on several contigs or strands, or on none.
    Strand,
    /// Its exons overlap.
    Overlap,
    /// Its coding sequence begins or ends outside of its exons.
    Coding,
    /// Its contig is not in the genome.
    Contig,
    /// It reaches past the end of its contig.
    End,
    /// Its sequence has another length than its exons.
    Length,
    /// No record of the FASTA of transcripts has its name.
    Record,
}

impl GenomeProblem {
    /// All, in the order of the reports.
    pub(crate) const ALL: [Self; 7] = [
        Self::Strand,
        Self::Overlap,
        Self::Coding,
        Self::Contig,
        Self::End,
        Self::Length,
        Self::Record,
    ];
}

impl fmt::Display for GenomeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Strand => "on several strands or contigs, or on no strand",
            Self::Overlap => "with exons that overlap",
            Self::Coding => "with coding sequence that ends outside of the exons",
            Self::Contig => "on contigs that the genome does not have",
            Self::End => "past the end of the contig",
            Self::Length => "with a sequence that is not as long as the exons together",
            Self::Record => "of the annotation that the FASTA does not have",
        })
    }
}

/// Why a record of a FASTA file is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SequenceProblem {
    /// `BioMart` has no sequence of it.
    Unavailable,
    /// It has no letters.
    Empty,
    /// An earlier record has its name and its sequence.
    Repeated,
    /// An earlier record has its name, and lies elsewhere on the genome.
    Elsewhere,
    /// It is a circle shorter than the footprint of Argonaute.
    ShortCircle,
    /// It is a transcript that the annotation does not have, or has as one of the other kind.
    NotAnnotated,
}

impl SequenceProblem {
    /// All, in the order of the reports.
    pub(crate) const ALL: [Self; 6] = [
        Self::Unavailable,
        Self::Empty,
        Self::Repeated,
        Self::Elsewhere,
        Self::ShortCircle,
        Self::NotAnnotated,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "sequence-unavailable",
            Self::Empty => "empty-sequences",
            Self::Repeated => "repeated-sequences",
            Self::Elsewhere => "sequences-elsewhere",
            Self::ShortCircle => "short-circles",
            Self::NotAnnotated => "not-annotated",
        }
    }
}

impl fmt::Display for SequenceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unavailable => "with `Sequence unavailable` in place of a sequence",
            Self::Empty => "without a sequence",
            Self::Repeated => "with the name and the sequence of an earlier record",
            Self::Elsewhere => "with the name of an earlier record, at another place of the genome",
            Self::ShortCircle => "of circles of fewer than 12 nt, the footprint of Argonaute",
            Self::NotAnnotated => "that the annotation does not have among these transcripts",
        })
    }
}
