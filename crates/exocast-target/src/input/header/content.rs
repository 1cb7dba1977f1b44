//! What a sequence is by its header and length, and the regions that it is cut into.

use super::ranges::Ranges;
use crate::input::rna_kind::RnaKind;

/// A sequence of this many nucleotides is no transcript.
const CHROMOSOME: usize = 1_000_000;

/// What a sequence is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::input) enum Content<'a> {
    /// The header does not say it.
    #[default]
    Unstated,
    /// A transcript with the ranges of its regions, or one of these regions.
    Ranges(Ranges),
    /// A transcript of this length without ranges, or a part of it.
    Declared(usize),
    /// A whole mRNA without ranges, by this word.
    Whole(&'a str),
    /// A transcript without open reading frame, by this word.
    Noncoding(&'a str),
    /// A circular RNA.
    Circular,
    /// Another part of a transcript.
    Other(&'static str),
    /// A protein.
    Protein,
    /// A chromosome, scaffold or contig.
    Genome,
}

/// A record that cannot be used as the 3'UTR, or the RNA, that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::input) enum NotUtr3 {
    #[error(
        "`{name}` is a whole mRNA (`{word}`), not a 3'UTR, and its header has no ranges: give its annotation too \
         (GTF or GFF3, --annotation or `transcript_annotation` of a study), or 3'UTRs"
    )]
    Whole { name: String, word: String },
    #[error(
        "`{name}` is a noncoding RNA (`{word}`) without a 3'UTR: give --noncoding to search its whole length, or 3'UTRs"
    )]
    Noncoding { name: String, word: String },
    #[error(
        "`{name}` is as long as its whole transcript ({length} nt), and its header has no ranges: give --noncoding if it \
         has no open reading frame, else the annotation (--annotation, GTF or GFF3), or 3'UTRs"
    )]
    Declared { name: String, length: usize },
    #[error(
        "`{name}` is a circular RNA: give --circular to search it across the back-splice junction"
    )]
    Circular { name: String },
    #[error(
        "`{name}` is {what}, not a 3'UTR: give 3'UTRs, or a genome with its annotation (--annotation)"
    )]
    Other { name: String, what: &'static str },
    #[error("`{name}` is a protein: give 3'UTRs in nucleotides")]
    Protein { name: String },
    #[error(
        "`{name}` is a chromosome or contig, not a 3'UTR: give its annotation too (GTF or GFF3, --annotation or \
         `transcript_annotation` of a study), or 3'UTRs"
    )]
    Genome { name: String },
    #[error(
        "`{name}` has {length} nt, but its header is of a transcript of {transcript} nt with a 3'UTR of {utr3} nt: give \
         whole transcripts or 3'UTRs as they were downloaded"
    )]
    Ranges { name: String, length: usize, transcript: usize, utr3: usize },
    #[error("`{name}` is an mRNA with an open reading frame: leave out --{kind}")]
    Coding { name: String, kind: RnaKind },
}

/// How much of a transcript a sequence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum Part {
    /// What was asked for.
    Stated,
    /// Taken for that, as the header does not say it.
    Unstated,
    /// Shorter than the 3'UTR of its header.
    Shorter,
}

impl Content<'_> {
    /// 5'UTR, open reading frame and 3'UTR of a sequence, or the whole of an RNA of another kind in the place of the 3'UTR.
    pub(in crate::input) fn cut<'l>(
        &self,
        name: &str,
        letters: &'l [u8],
        kind: RnaKind,
    ) -> Result<([&'l [u8]; 3], Part), NotUtr3> {
        let (name, length) = (name.to_owned(), letters.len());
        let whole: [&[u8]; 3] = [&[], &[], letters];
        if length >= CHROMOSOME && kind != RnaKind::Noncoding {
            return Err(NotUtr3::Genome { name });
        }
        match (self, kind) {
            (Self::Protein, _) => Err(NotUtr3::Protein { name }),
            (Self::Genome, _) => Err(NotUtr3::Genome { name }),
            (Self::Ranges(ranges), RnaKind::Mrna) => {
                if let Some(regions) = ranges.cut(letters) {
                    Ok((regions, Part::Stated))
                } else if ranges.is_utr3(length) {
                    Ok((whole, Part::Stated))
                } else if ranges.may_be_part(length) {
                    Ok((whole, Part::Shorter))
                } else {
                    let (transcript, utr3) = (ranges.length, ranges.utr3.len());
                    Err(NotUtr3::Ranges { name, length, transcript, utr3 })
                }
            }
            (Self::Declared(declared), RnaKind::Mrna) if length == *declared => {
                Err(NotUtr3::Declared { name, length })
            }
            (Self::Whole(word), RnaKind::Mrna) => {
                Err(NotUtr3::Whole { name, word: (*word).to_owned() })
            }
            (Self::Noncoding(word), RnaKind::Mrna) => {
                Err(NotUtr3::Noncoding { name, word: (*word).to_owned() })
            }
            (Self::Circular, RnaKind::Mrna | RnaKind::Noncoding) => Err(NotUtr3::Circular { name }),
            (Self::Other(what), RnaKind::Mrna) => Err(NotUtr3::Other { name, what }),
            (Self::Whole(_) | Self::Ranges(_) | Self::Other(_), RnaKind::Noncoding)
            | (Self::Whole(_) | Self::Ranges(_), RnaKind::Circular) => {
                Err(NotUtr3::Coding { name, kind })
            }
            (Self::Unstated, RnaKind::Mrna) => Ok((whole, Part::Unstated)),
            _ => Ok((whole, Part::Stated)),
        }
    }
}
