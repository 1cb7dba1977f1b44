//! Reads as FASTA, on one line or several.

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError};

use super::text::push;
use crate::reads::fastq::{is_letter, shown};

/// Reads of a FASTA stream.
pub(in crate::reads) struct Fasta<R> {
    inner: R,
    /// The header that ended the last record, without `>`.
    header: Option<Vec<u8>>,
    lines: u64,
    is_started: bool,
}

impl<R: BufRead> Fasta<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, header: None, lines: 0, is_started: false }
    }

    fn line(&mut self, source: &Location) -> Result<Option<Vec<u8>>, ReadError> {
        let mut line = Vec::new();
        self.lines += 1;
        let read = self.inner.read_until(b'\n', &mut line);
        read.map_err(|error| ReadError::io(source.clone().line(self.lines), error))?;
        if line.is_empty() {
            return Ok(None);
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok(Some(line))
    }

    /// Adds about `size` bytes of whole records to `text`; returns whether there may be more.
    pub(super) fn read(
        &mut self,
        text: &mut Vec<u8>,
        size: usize,
        source: &Location,
    ) -> Result<bool, ReadError> {
        if !self.is_started {
            self.is_started = true;
            let first = self.line(source)?.unwrap_or_default();
            let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
            self.header = first.strip_prefix(b">").map(<[u8]>::to_vec);
        }
        let until = text.len() + size;
        while text.len() < until {
            let Some(header) = self.header.take() else { return Ok(false) };
            let (at, mut sequence) = (self.lines, Vec::new());
            while let Some(line) = self.line(source)? {
                if let Some(next) = line.strip_prefix(b">") {
                    self.header = Some(next.to_vec());
                    break;
                }
                if !line.iter().all(|letter| is_letter(*letter)) {
                    let cause = Malformed::field(shown(&line), "a sequence of nucleotides");
                    return Err(ReadError::malformed(source.clone().line(self.lines), cause));
                }
                sequence.extend(line);
            }
            if sequence.is_empty() {
                let cause = Malformed::Missing("the sequence of the read");
                return Err(ReadError::malformed(source.clone().line(at), cause));
            }
            push(text, &header, &sequence, std::iter::empty());
        }
        Ok(true)
    }
}
