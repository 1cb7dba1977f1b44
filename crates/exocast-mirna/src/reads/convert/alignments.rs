//! Reads of SAM, BAM and CRAM.
//!
//! Each read is counted once: secondary and supplementary alignments are of reads that have a primary one. Reads on the
//! reverse strand are turned back. Of pairs, the second read is left aside: the first holds the insert.

use std::io::{self, BufRead};

use exocast_core::{Location, ReadError};
use noodles::{bam, cram, fasta, sam};
use sam::alignment::{RecordBuf, record::Flags};

use super::text::{broken, push};

/// A format of alignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Sam,
    Bam,
    Cram,
}

/// The format of a stream that begins with `start`.
pub(super) fn format(start: &[u8]) -> Option<Format> {
    let header = [b"@HD\t", b"@SQ\t", b"@RG\t", b"@PG\t", b"@CO\t"];
    match start {
        b"BAM\x01" => Some(Format::Bam),
        b"CRAM" => Some(Format::Cram),
        _ => header.iter().any(|line| start == *line).then_some(Format::Sam),
    }
}

/// Reads of a stream of alignments.
pub(in crate::reads) struct Alignments<R> {
    reader: Reader<R>,
    header: sam::Header,
    record: RecordBuf,
    records: u64,
    /// Second reads of pairs.
    pub(super) left_aside: u64,
}

enum Reader<R> {
    Sam(sam::io::Reader<R>),
    Bam(bam::io::Reader<R>),
    Cram(cram::io::Reader<R>, cram::io::reader::Container),
}

impl<R: BufRead> Alignments<R> {
    pub(super) fn open(inner: R, format: Format, source: &Location) -> Result<Self, ReadError> {
        let mut reader = match format {
            Format::Sam => Reader::Sam(sam::io::Reader::new(inner)),
            // The stream is decompressed already.
            Format::Bam => Reader::Bam(bam::io::Reader::from(inner)),
            Format::Cram => {
                Reader::Cram(cram::io::Reader::new(inner), cram::io::reader::Container::default())
            }
        };
        let header = match &mut reader {
            Reader::Sam(reader) => reader.read_header(),
            Reader::Bam(reader) => reader.read_header(),
            Reader::Cram(reader, _) => reader.read_header(),
        };
        let header = header.map_err(|error| broken(source, 0, error))?;
        Ok(Self { reader, header, record: RecordBuf::default(), records: 0, left_aside: 0 })
    }

    /// Adds about `size` bytes of whole records to `text`; returns whether there may be more.
    pub(super) fn read(
        &mut self,
        text: &mut Vec<u8>,
        size: usize,
        source: &Location,
    ) -> Result<bool, ReadError> {
        let until = text.len() + size;
        while text.len() < until {
            let more = self.some(text).map_err(|error| broken(source, self.records + 1, error))?;
            if !more {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds a record, or a container of them.
    fn some(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let read = match &mut self.reader {
            Reader::Sam(reader) => reader.read_record_buf(&self.header, &mut self.record)?,
            Reader::Bam(reader) => reader.read_record_buf(&self.header, &mut self.record)?,
            Reader::Cram(reader, container) => {
                if reader.read_container(container)? == 0 {
                    return Ok(false);
                }
                let records = decode(container, &self.header)?;
                for record in records {
                    self.add(&record, text);
                }
                return Ok(true);
            }
        };
        if read > 0 {
            let record = std::mem::take(&mut self.record);
            self.add(&record, text);
            self.record = record;
        }
        Ok(read > 0)
    }

    fn add(&mut self, record: &RecordBuf, text: &mut Vec<u8>) {
        self.records += 1;
        let flags: Flags = record.flags();
        if flags.is_secondary() || flags.is_supplementary() {
            return;
        }
        if flags.is_segmented() && flags.is_last_segment() && !flags.is_first_segment() {
            self.left_aside += 1;
            return;
        }
        let mut sequence: Vec<u8> = record.sequence().as_ref().to_vec();
        let mut quality: Vec<u8> = record
            .quality_scores()
            .as_ref()
            .iter()
            .map(|q| q.saturating_add(b'!').min(b'~'))
            .collect();
        if flags.is_reverse_complemented() {
            sequence.reverse();
            quality.reverse();
            for letter in &mut sequence {
                *letter = complement(*letter);
            }
        }
        // A letter that equals the reference is not known without it.
        for letter in sequence.iter_mut().filter(|letter| **letter == b'=') {
            *letter = b'N';
        }
        let name = record.name().map(|name| name.to_vec()).unwrap_or_default();
        push(text, &name, &sequence, quality.into_iter());
    }
}

/// The records of a container.
fn decode(
    container: &cram::io::reader::Container,
    header: &sam::Header,
) -> io::Result<Vec<RecordBuf>> {
    let compression = container.compression_header()?;
    let mut all = Vec::new();
    for slice in container.slices() {
        let slice = slice?;
        let (core, external) = slice.decode_blocks()?;
        let repository = fasta::Repository::default();
        let records = slice.records(repository, header, &compression, &core, &external)?;
        for record in &records {
            all.push(RecordBuf::try_from_alignment_record(header, record)?);
        }
    }
    Ok(all)
}

fn complement(letter: u8) -> u8 {
    match letter {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' | b'U' => b'A',
        _ => b'N',
    }
}
