//! FASTQ, four lines a record.
//!
//! noodles-fastq reads such records as fast, but its errors name no line and it does not compare the
//! lengths of sequence and quality; both are wanted of every error here, hence these few lines over
//! [`Lines`].

use std::io::BufRead;

use exocast_core::{Lines, Malformed, ReadError};

/// Reads records into buffers that are used again.
#[derive(Debug)]
pub(crate) struct Reader<R> {
    lines: Lines<R>,
    sequence: Vec<u8>,
    quality: Vec<u8>,
}

/// One read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) sequence: &'a [u8],
    pub(crate) quality: &'a [u8],
}

/// Letters that may stand in a read: nucleotides, IUPAC letters, and the dot of early Illumina.
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

impl<R: BufRead> Reader<R> {
    pub(crate) fn new(inner: R, source: &str) -> Self {
        Self { lines: Lines::new(inner, source), sequence: Vec::new(), quality: Vec::new() }
    }

    /// The next read, or nothing at the end.
    ///
    /// # Errors
    /// Where a record is cut off, has no `@` or `+`, a letter that no read has, or sequence and
    /// quality of different lengths; and where the stream fails.
    pub(crate) fn next(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        match self.lines.next_bytes()? {
            None => return Ok(None),
            Some(b"") => return self.only_blank().map(|()| None),
            Some(header) if !header.starts_with(b"@") => {
                let found = text(header);
                return Err(self.fail(Malformed::field(found, "a FASTQ header such as `@read1`")));
            }
            Some(_) => {}
        }
        self.sequence.clear();
        let Some(sequence) = self.lines.next_bytes()? else {
            return Err(self.fail(Malformed::Missing("the sequence of the last read")));
        };
        self.sequence.extend_from_slice(sequence);
        let fits = |letter: &u8| ALLOWED[usize::from(*letter)];
        if !self.sequence.iter().fold(true, |all, letter| all & fits(letter)) {
            let found = text(&self.sequence);
            return Err(self.fail(Malformed::field(found, "a sequence of nucleotides")));
        }
        match self.lines.next_bytes()? {
            None => return Err(self.fail(Malformed::Missing("the `+` line of the last read"))),
            Some(plus) if !plus.starts_with(b"+") => {
                let found = text(plus);
                return Err(self.fail(Malformed::field(found, "the `+` line of a FASTQ record")));
            }
            Some(_) => {}
        }
        self.quality.clear();
        let Some(quality) = self.lines.next_bytes()? else {
            return Err(self.fail(Malformed::Missing("the quality of the last read")));
        };
        self.quality.extend_from_slice(quality);
        if self.quality.len() != self.sequence.len() {
            return Err(self.fail(Malformed::Contradiction {
                left: "length of the sequence",
                left_value: self.sequence.len().to_string(),
                right: "length of the quality",
                right_value: self.quality.len().to_string(),
            }));
        }
        if !self.quality.iter().fold(true, |all, letter| all & letter.is_ascii_graphic()) {
            return Err(self.fail(Malformed::field(text(&self.quality), "a line of qualities")));
        }
        Ok(Some(Record { sequence: &self.sequence, quality: &self.quality }))
    }

    fn fail(&self, cause: Malformed) -> ReadError {
        ReadError::malformed(self.lines.location(), cause)
    }

    /// After an empty line, only more of them may come.
    fn only_blank(&mut self) -> Result<(), ReadError> {
        while let Some(line) = self.lines.next_bytes()? {
            if !line.is_empty() {
                let found = text(line);
                return Err(
                    self.fail(Malformed::field(found, "the end of the file after an empty line"))
                );
            }
        }
        Ok(())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
