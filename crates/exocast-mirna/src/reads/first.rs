//! The first reads of a sample, in which its library is recognised.

use std::ops::Range;

use exocast_core::options::Checked;

use super::{
    detect::{self, Detection, NotFound},
    error::SampleError,
    fastq,
};
use crate::options::{Library, Phred, QuantifyOptions};

/// The first reads of a sample.
#[derive(Default)]
pub(super) struct FirstReads {
    sequences: Vec<u8>,
    qualities: Vec<u8>,
    ends: Vec<usize>,
}

impl FirstReads {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

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
        options: &Checked<QuantifyOptions>,
    ) -> Result<Detection, SampleError> {
        let examined = self.len();
        let reads: Vec<&[u8]> = self.records().map(|record| record.sequence).collect();
        let (library, support) = match &options.library {
            Library::Auto if reads.is_empty() => (Library::Trimmed, 0),
            Library::Auto => detect::detect(&reads).map_err(|NotFound { best, support }| {
                SampleError::NoAdapter { sample: sample.to_owned(), best, support, examined }
            })?,
            library => {
                let adapter =
                    library.layout().and_then(|layout| layout.adapter).unwrap_or_default();
                let start = &adapter.as_bytes()[..adapter.len().min(detect::EXACT)];
                let finder = memchr::memmem::Finder::new(start);
                let has_adapter = |read: &&&[u8]| !start.is_empty() && finder.find(read).is_some();
                (library.clone(), reads.iter().filter(has_adapter).count())
            }
        };
        Ok(Detection {
            adapter: library.layout().and_then(|layout| layout.adapter).map(str::to_owned),
            detected: options.library == Library::Auto && examined > 0,
            library,
            examined: examined as u64,
            support: support as u64,
        })
    }

    /// The letter of quality 0. Qualities from `@` begin high and go beyond those of other instruments: above `P`, 47 from
    /// `!`.
    pub(super) fn phred(&self, options: &Checked<QuantifyOptions>) -> u8 {
        let low = self.qualities.iter().min().copied().unwrap_or(b'!');
        let high = self.qualities.iter().max().copied().unwrap_or(b'!');
        match options.phred {
            Phred::Auto if low >= b';' && high >= b'P' => b'@',
            Phred::Auto | Phred::From33 => b'!',
            Phred::From64 => b'@',
        }
    }
}
