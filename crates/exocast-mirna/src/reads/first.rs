//! The first reads of a sample, which tell its library.

use std::ops::Range;

use super::{
    detect::{self, Detection, NotFound},
    error::SampleError,
    fastq,
};
use crate::options::{CheckedQuantify, Library, Phred};

/// The first reads, kept until the library is known.
#[derive(Default)]
pub(super) struct Buffered {
    sequences: Vec<u8>,
    qualities: Vec<u8>,
    pub(super) ends: Vec<usize>,
}

impl Buffered {
    pub(super) fn push(&mut self, record: fastq::Record<'_>) {
        self.sequences.extend_from_slice(record.sequence);
        self.qualities.extend_from_slice(record.quality);
        self.ends.push(self.sequences.len());
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| start..end)
    }

    fn records(&self) -> impl Iterator<Item = fastq::Record<'_>> {
        self.ranges().map(|range| fastq::Record {
            sequence: &self.sequences[range.clone()],
            quality: &self.qualities[range],
        })
    }

    pub(super) fn detect(
        &self,
        sample: &str,
        options: &CheckedQuantify,
    ) -> Result<Detection, SampleError> {
        let examined = self.ends.len();
        let reads: Vec<&[u8]> = self.records().map(|record| record.sequence).collect();
        let (library, support) = match &options.options().library {
            Library::Auto if reads.is_empty() => (Library::Trimmed, 0),
            Library::Auto => detect::detect(&reads).map_err(|NotFound { best, support }| {
                SampleError::NoAdapter { sample: sample.to_owned(), best, support, examined }
            })?,
            given => {
                let adapter = given.layout().and_then(|layout| layout.adapter).unwrap_or_default();
                let start = &adapter.as_bytes()[..adapter.len().min(detect::EXACT)];
                let finder = memchr::memmem::Finder::new(start);
                let holds = |read: &&&[u8]| !start.is_empty() && finder.find(read).is_some();
                (given.clone(), reads.iter().filter(holds).count())
            }
        };
        Ok(Detection {
            adapter: library.layout().and_then(|layout| layout.adapter).map(str::to_owned),
            detected: options.options().library == Library::Auto && examined > 0,
            library,
            examined: examined as u64,
            support: support as u64,
        })
    }

    /// Qualities from `@` start high and reach beyond what others use: above `P`, 47 from `!`.
    pub(super) fn phred(&self, options: &CheckedQuantify) -> u8 {
        let low = self.qualities.iter().min().copied().unwrap_or(b'!');
        let high = self.qualities.iter().max().copied().unwrap_or(b'!');
        match options.options().phred {
            Phred::Auto if low >= b';' && high >= b'P' => b'@',
            Phred::Auto | Phred::From33 => b'!',
            Phred::From64 => b'@',
        }
    }
}
