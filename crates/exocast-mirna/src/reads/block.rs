//! Blocks of whole FASTQ records, which several threads can look at.

use std::io::BufRead;

use exocast_core::{Location, ReadError};
use memchr::{memchr, memchr_iter, memrchr};

use super::{convert::Input, fastq::Records};

/// Cuts a stream into blocks of whole records.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    input: Opening<R>,
    source: Location,
    /// Read, but not of a whole record yet.
    rest: Vec<u8>,
    /// Lines before `rest`.
    lines: u64,
    done: bool,
}

/// A stream whose format is known once it is opened.
#[derive(Debug)]
enum Opening<R> {
    Not(Option<R>),
    Open(Input<R>),
}

/// Whole records of one stream.
#[derive(Debug)]
pub(crate) struct Block {
    bytes: Vec<u8>,
    source: Location,
    /// Lines before the first one.
    lines: u64,
}

/// Bytes of a block: small enough for a processor's cache, large enough to be worth a task.
const BLOCK: usize = 1 << 18;

/// What each letter is written as, and whether that is another.
const FOLDED: [(u8, bool); 256] = {
    let mut folded = [(0, false); 256];
    let mut letter = 0_u8;
    loop {
        let capital = letter.to_ascii_uppercase();
        let new = if capital == b'U' { b'T' } else { capital };
        folded[letter as usize] = (new, new != letter);
        if letter == u8::MAX {
            break folded;
        }
        letter += 1;
    }
};

impl<R: BufRead> Blocks<R> {
    pub(crate) fn new(inner: R, source: &str) -> Self {
        let input = Opening::Not(Some(inner));
        Self { input, source: Location::new(source), rest: Vec::new(), lines: 0, done: false }
    }

    /// The stream.
    pub(super) fn location(&self) -> Location {
        self.source.clone()
    }

    /// Second reads of pairs that were left aside so far.
    pub(super) fn left_aside(&self) -> u64 {
        match &self.input {
            Opening::Open(input) => input.left_aside(),
            Opening::Not(_) => 0,
        }
    }

    /// The next block, or nothing at the end.
    ///
    /// # Errors
    /// Where the stream fails.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        while !self.done {
            let mut rest = std::mem::take(&mut self.rest);
            rest.reserve(BLOCK + 1);
            let read =
                self.input.open(&self.source)?.read(&mut rest, BLOCK, (&self.source, self.lines));
            self.rest = rest;
            self.done = !read?;
            let line_ends = memchr_iter(b'\n', &self.rest).count();
            if self.done && self.rest.is_empty() {
                return Ok(None);
            }
            // After the last line whose number is a multiple of four; at the end, everything.
            let mut cut = self.rest.len();
            if !self.done {
                for _ in 0..=line_ends % 4 {
                    cut = memrchr(b'\n', &self.rest[..cut]).unwrap_or(0);
                }
                cut += usize::from(line_ends >= 4);
            }
            if cut == 0 {
                continue;
            }
            let after = self.rest.split_off(cut);
            let bytes = std::mem::replace(&mut self.rest, after);
            let mut block = Block { bytes, source: self.source.clone(), lines: self.lines };
            block.fold_letters();
            self.lines += (line_ends - line_ends % 4) as u64;
            return Ok(Some(block));
        }
        Ok(None)
    }
}

impl<R: BufRead> Opening<R> {
    fn open(&mut self, source: &Location) -> Result<&mut Input<R>, ReadError> {
        if let Self::Not(inner) = self
            && let Some(inner) = inner.take()
        {
            *self = Self::Open(Input::open(inner, source)?);
        }
        match self {
            Self::Open(input) => Ok(input),
            // It failed to open, and is not read again.
            Self::Not(_) => {
                Err(ReadError::io(source.clone(), std::io::ErrorKind::NotConnected.into()))
            }
        }
    }
}

impl Block {
    /// Writes sequences in the letters that everything after works with: capitals, T for U.
    fn fold_letters(&mut self) {
        let (mut start, mut line) = (0, 0_usize);
        while start < self.bytes.len() {
            let end = memchr(b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |at| start + at);
            if line % 4 == 1 {
                let sequence = &mut self.bytes[start..end];
                if sequence.iter().fold(false, |any, letter| any | FOLDED[usize::from(*letter)].1) {
                    for letter in sequence {
                        *letter = FOLDED[usize::from(*letter)].0;
                    }
                }
            }
            (start, line) = (end + 1, line + 1);
        }
    }

    pub(crate) fn records(&self) -> Records<'_> {
        let text = match self.bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) if self.lines == 0 => text,
            _ => &self.bytes,
        };
        Records::new(text, &self.source, self.lines)
    }

    /// The records from the byte `from` on, which begins one.
    pub(super) fn records_from(&self, from: usize) -> Records<'_> {
        if from == 0 {
            return self.records();
        }
        let lines = self.lines + memchr_iter(b'\n', &self.bytes[..from]).count() as u64;
        Records::new(&self.bytes[from..], &self.source, lines)
    }

    /// Number of bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The header of the first record.
    pub(super) fn first_header(&self) -> Option<Vec<u8>> {
        self.records().next().ok().flatten().map(|record| record.header.to_vec())
    }

    /// The same place of the stream, with other text.
    pub(super) fn with(&self, bytes: Vec<u8>) -> Self {
        Self { bytes, source: self.source.clone(), lines: self.lines }
    }

    /// The stream.
    pub(super) fn location(&self) -> &Location {
        &self.source
    }

    /// The number of records before it.
    pub(super) fn first_record(&self) -> u64 {
        self.lines / 4
    }

    /// Whether it begins its stream.
    pub(crate) fn is_first(&self) -> bool {
        self.lines == 0
    }

    /// Checks that there are only empty lines, after one in an earlier block.
    pub(crate) fn after_end(&self) -> Result<(), ReadError> {
        let mut records = self.records();
        records.ended = true;
        records.only_blank()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_folded_in_sequences_alone() {
        let text = "@u first\nacguN\n+u\nuuuua\n@second\nACGT\n+\nIIII\n";
        let mut blocks = Blocks::new(text.as_bytes(), "t.fq");
        let block = blocks.next().expect("a block").expect("a block");
        let mut records = block.records();
        let first = records.next().expect("a record").expect("a record");
        assert_eq!((first.sequence, first.quality), (&b"ACGTN"[..], &b"uuuua"[..]));
        let second = records.next().expect("a record").expect("a record");
        assert_eq!(second.sequence, b"ACGT");
    }
}
