//! Blocks of whole FASTQ records, which several threads can look at.

use std::io::{BufRead, Read};

use exocast_core::{Location, ReadError};
use memchr::{memchr, memchr_iter, memrchr};

use super::fastq::Records;

/// Cuts a stream into blocks of whole records.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    inner: R,
    source: Location,
    /// Read, but not of a whole record yet.
    rest: Vec<u8>,
    /// Lines before `rest`.
    lines: u64,
    done: bool,
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
        Self { inner, source: Location::new(source), rest: Vec::new(), lines: 0, done: false }
    }

    /// The next block, or nothing at the end.
    ///
    /// # Errors
    /// Where the stream fails.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        while !self.done {
            let before = self.rest.len();
            self.rest.reserve(BLOCK + 1);
            let read = self.inner.by_ref().take(BLOCK as u64).read_to_end(&mut self.rest);
            let line_ends = memchr_iter(b'\n', &self.rest).count();
            if let Err(error) = read {
                let at = self.source.clone().line(self.lines + line_ends as u64);
                return Err(ReadError::io(at, error));
            }
            self.done = self.rest.len() == before;
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
