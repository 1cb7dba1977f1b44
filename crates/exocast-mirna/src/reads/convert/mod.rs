//! Reads in other formats than FASTQ, as FASTQ text.
//!
//! What follows knows one format. Letters and shape of the other formats are checked here, so that errors have their own
//! lines and records.

mod alignments;
mod fasta;
mod text;

use std::io::{BufRead, Chain, Cursor, Read};

use exocast_core::{Location, ReadError};
use memchr::memchr_iter;

use alignments::Alignments;
use fasta::Fasta;

/// A stream, with the bytes by which its format was recognised before it again.
type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// A stream of reads.
pub(in crate::reads) enum Input<R> {
    /// Text that is FASTQ already.
    Fastq(Whole<R>),
    Fasta(Fasta<Whole<R>>),
    Alignments(Box<Alignments<Whole<R>>>),
}

impl<R: BufRead> Input<R> {
    /// Recognises the format by the first bytes.
    pub(super) fn open(mut inner: R, source: &Location) -> Result<Self, ReadError> {
        let mut start = Vec::new();
        let read = inner.by_ref().take(4).read_to_end(&mut start);
        read.map_err(|error| ReadError::io(source.clone(), error))?;
        let format = alignments::format(&start);
        let is_fasta = start.starts_with(b">") || start.starts_with(b"\xEF\xBB\xBF>");
        let whole = Cursor::new(start).chain(inner);
        Ok(match format {
            Some(format) => Self::Alignments(Box::new(Alignments::open(whole, format, source)?)),
            None if is_fasta => Self::Fasta(Fasta::new(whole)),
            None => Self::Fastq(whole),
        })
    }

    /// Adds some FASTQ text to `text`, whole records where the format is another; returns whether there may be more.
    pub(super) fn read(
        &mut self,
        text: &mut Vec<u8>,
        size: usize,
        (source, lines): (&Location, u64),
    ) -> Result<bool, ReadError> {
        match self {
            Self::Fastq(inner) => {
                let before = text.len();
                let read = inner.by_ref().take(size as u64).read_to_end(text);
                read.map_err(|error| {
                    let line = lines + memchr_iter(b'\n', text).count() as u64;
                    ReadError::io(source.clone().line(line), error)
                })?;
                Ok(text.len() > before)
            }
            Self::Fasta(fasta) => fasta.read(text, size, source),
            Self::Alignments(alignments) => alignments.read(text, size, source),
        }
    }

    /// Second reads of pairs that were left aside.
    pub(super) fn left_aside(&self) -> u64 {
        match self {
            Self::Alignments(alignments) => alignments.left_aside,
            _ => 0,
        }
    }
}

impl<R> std::fmt::Debug for Input<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fastq(_) => "Fastq",
            Self::Fasta(_) => "Fasta",
            Self::Alignments(_) => "Alignments",
        })
    }
}
