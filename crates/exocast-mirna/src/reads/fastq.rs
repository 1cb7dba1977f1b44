//! FASTQ with four lines per record.
//!
//! The FASTQ readers of noodles and bio are as fast, but their errors name no line, and they work on a stream, not on
//! blocks that several threads can read.

use exocast_core::{Location, Malformed, ReadError};
use memchr::memchr;

/// Records of a block, one by one.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    source: &'a Location,
    rest: &'a [u8],
    lines: u64,
    /// Whether an empty line was in place of a record: then nothing else may follow.
    pub(crate) ended: bool,
}

/// One read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// With its `@`.
    pub(crate) header: &'a [u8],
    pub(crate) sequence: &'a [u8],
    pub(crate) quality: &'a [u8],
}

/// What binary data is not.
const BINARY: &str = "a FASTQ header: the file is binary, as a damaged BAM or CRAM file is, or one compressed twice; give FASTQ, FASTA, BAM or CRAM";

/// Letters of a read: nucleotides, IUPAC letters, and the dot of early Illumina.
const ALLOWED: [bool; 256] = {
    let mut allowed = [false; 256];
    let letters = b"ACGTUNRYSWKMBDHV";
    let mut i = 0;
    while i < letters.len() {
        allowed[letters[i] as usize] = true;
        allowed[letters[i].to_ascii_lowercase() as usize] = true;
        i += 1;
    }
    allowed[b'.' as usize] = true;
    allowed
};

pub(super) fn is_letter(letter: u8) -> bool {
    ALLOWED[usize::from(letter)]
}

impl<'a> Records<'a> {
    /// The records of `text`, which follows `lines` lines of `source`.
    pub(super) fn new(text: &'a [u8], source: &'a Location, lines: u64) -> Self {
        Self { source, rest: text, lines, ended: false }
    }

    /// Bytes behind the last record.
    pub(super) fn rest(&self) -> usize {
        self.rest.len()
    }

    /// The last line of the last record.
    pub(super) fn location(&self) -> Location {
        self.source.clone().line(self.lines)
    }

    fn line(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.lines += 1;
        let end = memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let mut line = &self.rest[..end];
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        while let [before @ .., b'\r'] = line {
            line = before;
        }
        Some(line)
    }

    /// The next read, or nothing at the end.
    ///
    /// # Errors
    /// Where a record is cut off, has no `@` or `+`, an invalid letter, or sequence and quality of different lengths.
    pub(crate) fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        let header = match self.line() {
            None => return Ok(None),
            Some(b"") => {
                self.ended = true;
                return self.only_blank().map(|()| None);
            }
            Some(header) if !header.starts_with(b"@") => {
                let is_binary = header.iter().any(|byte| *byte < b' ' && *byte != b'\t');
                let wanted = if is_binary { BINARY } else { "a FASTQ header such as `@read1`" };
                return Err(self.fail(Malformed::field(shown(header), wanted)));
            }
            Some(header) => header,
        };
        let Some(sequence) = self.line() else {
            return Err(self.fail(Malformed::Missing("the sequence of the last read")));
        };
        let fits = |letter: &u8| ALLOWED[usize::from(*letter)];
        if !sequence.iter().fold(true, |all, letter| all & fits(letter)) {
            return Err(self.fail(Malformed::field(shown(sequence), "a sequence of nucleotides")));
        }
        match self.line() {
            None => return Err(self.fail(Malformed::Missing("the `+` line of the last read"))),
            Some(plus) if !plus.starts_with(b"+") => {
                return Err(
                    self.fail(Malformed::field(shown(plus), "the `+` line of a FASTQ record"))
                );
            }
            Some(_) => {}
        }
        let Some(quality) = self.line() else {
            return Err(self.fail(Malformed::Missing("the quality of the last read")));
        };
        if quality.len() != sequence.len() {
            return Err(self.fail(Malformed::Contradiction {
                left: "length of the sequence",
                left_value: sequence.len().to_string(),
                right: "length of the quality",
                right_value: quality.len().to_string(),
            }));
        }
        if !quality.iter().fold(true, |all, letter| all & letter.is_ascii_graphic()) {
            return Err(self.fail(Malformed::field(shown(quality), "a line of qualities")));
        }
        Ok(Some(Record { header, sequence, quality }))
    }

    /// The error where the header of the last record has no number of reads.
    pub(super) fn no_copies(&self, header: &[u8]) -> ReadError {
        let expected = "a name that ends in the number of its reads, such as `seq1_x395`";
        let at = self.source.clone().line(self.lines.saturating_sub(3));
        ReadError::malformed(at, Malformed::field(shown(header), expected))
    }

    fn fail(&self, cause: Malformed) -> ReadError {
        ReadError::malformed(self.source.clone().line(self.lines), cause)
    }

    /// After an empty line, only empty lines may follow.
    pub(super) fn only_blank(&mut self) -> Result<(), ReadError> {
        while let Some(line) = self.line() {
            if !line.is_empty() {
                let end = "the end of the file after an empty line";
                return Err(self.fail(Malformed::field(shown(line), end)));
            }
        }
        Ok(())
    }
}

/// The beginning of a line for an error, without control characters.
pub(super) fn shown(bytes: &[u8]) -> String {
    const SHOWN: usize = 60;
    let line = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * SHOWN)]);
    let mut short: String = line.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if line.chars().count() > SHOWN {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_error_shows_is_short_and_printable() {
        assert_eq!(shown(b"a\x1b[31m"), "a\\u{1b}[31m");
        assert_eq!(shown(&[b'x'; 500]).chars().count(), 61);
    }
}
