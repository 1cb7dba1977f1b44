//! The first reads of a sample, in which its library is recognised.

use std::ops::Range;

use exocast_core::options::Checked;

use super::{
    copies::{self, Ambiguous, Copies},
    detect::{self, Known},
    detection::Detection,
    error::UmiProblem,
    fastq,
    header_umi::{self, Ends},
    pass::Umis,
    phred,
    trim::EXACT,
};
use crate::options::{Library, QuantifyOptions, UmiSource};

/// The first reads of a sample.
#[derive(Default)]
pub(super) struct FirstReads {
    headers: Vec<Vec<u8>>,
    sequences: Vec<u8>,
    qualities: Vec<u8>,
    ends: Vec<usize>,
}

impl FirstReads {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn push(&mut self, record: fastq::Record<'_>) {
        self.headers.push(record.header.to_vec());
        self.sequences.extend_from_slice(record.sequence);
        self.qualities.extend_from_slice(record.quality);
        self.ends.push(self.sequences.len());
    }

    /// Where the UMIs are; an error where headers end in what may be UMIs or barcodes, or in nothing where the options say
    /// that they do.
    pub(super) fn umis(
        &self,
        detection: &Detection,
        options: &Checked<QuantifyOptions>,
    ) -> Result<Umis, UmiProblem> {
        let in_reads = detection.library.layout().map_or(0, |layout| layout.umi_len());
        let in_reads = if in_reads > 0 { Umis::Read(in_reads) } else { Umis::None };
        let is_header = options.umi == UmiSource::Header;
        if !matches!(options.umi, UmiSource::Auto | UmiSource::Header) || self.len() == 0 {
            return Ok(if options.umi == UmiSource::None { Umis::None } else { in_reads });
        }
        match header_umi::recognise(self.headers.iter().map(Vec::as_slice), is_header) {
            Ends::Umis(length) => Ok(Umis::Header(length)),
            Ends::Ambiguous(example) => Err(UmiProblem::Ambiguous(example)),
            Ends::Other if is_header => Err(UmiProblem::Missing),
            Ends::Other => Ok(in_reads),
        }
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| start..end)
    }

    fn sequences(&self) -> impl Iterator<Item = &[u8]> {
        self.ranges().map(|range| &self.sequences[range])
    }

    /// The library, recognised by what is `known`, or that of the options.
    pub(super) fn detect(
        &self,
        options: &Checked<QuantifyOptions>,
        known: &dyn Known,
    ) -> Detection {
        let examined = self.len();
        let reads: Vec<&[u8]> = self.sequences().collect();
        let (library, support, proposed) = match &options.library {
            Library::Auto if reads.is_empty() => (Library::Trimmed, 0, false),
            Library::Auto => match detect::detect(&reads, known) {
                Some(recognised) => {
                    (Library::with(&recognised.layout), recognised.support, recognised.is_proposed)
                }
                None => (Library::Auto, 0, false),
            },
            library => {
                let layout = library.layout().unwrap_or_default();
                let start = match layout.end_name() {
                    Some(name) if name.bytes().all(|letter| b"ACGT".contains(&letter)) => {
                        &name.as_bytes()[..name.len().min(EXACT)]
                    }
                    Some(_) => &super::poly_a::RUN[..],
                    None => b"",
                };
                let finder = memchr::memmem::Finder::new(start);
                let has_adapter = |read: &&&[u8]| !start.is_empty() && finder.find(read).is_some();
                (library.clone(), reads.iter().filter(has_adapter).count(), false)
            }
        };
        let layout = library.layout();
        Detection {
            adapter: layout.as_ref().and_then(|layout| layout.end_name()).map(str::to_owned),
            layout: layout.map(|layout| layout.to_string()).unwrap_or_default(),
            detected: options.library == Library::Auto && examined > 0,
            proposed,
            library,
            examined: examined as u64,
            support: support as u64,
        }
    }

    /// The letter of quality 0.
    pub(super) fn phred(&self, options: &Checked<QuantifyOptions>) -> u8 {
        phred::zero(&self.qualities, options.phred)
    }

    /// How many reads a record is.
    pub(super) fn copies(&self, options: &Checked<QuantifyOptions>) -> Result<Copies, Ambiguous> {
        let headers = self.headers.iter().map(Vec::as_slice);
        copies::recognise(headers.zip(self.sequences()), options.collapsed)
    }
}
