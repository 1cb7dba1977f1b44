//! FASTQ, four lines a record, in blocks of whole records.
//!
//! noodles-fastq reads such records as fast, but its errors name no line and it does not compare the
//! lengths of sequence and quality; both are wanted of every error here. Blocks can be looked at by
//! several threads.

use std::io::{BufRead, Read};

use exocast_core::{Location, Malformed, ReadError};
use memchr::{memchr, memchr_iter, memrchr};

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

/// Records of a block, one by one.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    block: &'a Block,
    rest: &'a [u8],
    lines: u64,
    /// Whether an empty line stood where a record may start: then nothing else may come.
    pub(crate) ended: bool,
}

/// One read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) sequence: &'a [u8],
    pub(crate) quality: &'a [u8],
}

/// Bytes of a block: small enough for a processor's cache, large enough to be worth a task.
const BLOCK: usize = 1 << 18;

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
            let found = memchr_iter(b'\n', &self.rest).count();
            if let Err(error) = read {
                let at = self.source.clone().line(self.lines + found as u64);
                return Err(ReadError::io(at, error));
            }
            self.done = self.rest.len() == before;
            // Behind the last line whose number is a multiple of four; at the end, everything.
            let mut cut = self.rest.len();
            if !self.done {
                for _ in 0..=found % 4 {
                    cut = memrchr(b'\n', &self.rest[..cut]).unwrap_or(0);
                }
                cut += usize::from(found >= 4);
            }
            if cut == 0 {
                continue;
            }
            let after = self.rest.split_off(cut);
            let bytes = std::mem::replace(&mut self.rest, after);
            let mut block = Block { bytes, source: self.source.clone(), lines: self.lines };
            block.fold_letters();
            self.lines += (found - found % 4) as u64;
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
        Records { block: self, rest: text, lines: self.lines, ended: false }
    }

    /// Whether it begins its stream.
    pub(crate) fn is_first(&self) -> bool {
        self.lines == 0
    }

    /// The error of a record that comes after an empty line in an earlier block; nothing where there are
    /// only empty lines here too.
    pub(crate) fn after_end(&self) -> Result<(), ReadError> {
        let mut records = self.records();
        records.ended = true;
        records.only_blank()
    }
}

impl<'a> Records<'a> {
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
    /// Where a record is cut off, has no `@` or `+`, a letter that no read has, or sequence and
    /// quality of different lengths.
    pub(crate) fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        match self.line() {
            None => return Ok(None),
            Some(b"") => {
                self.ended = true;
                return self.only_blank().map(|()| None);
            }
            Some(header) if !header.starts_with(b"@") => {
                let found = text(header);
                return Err(self.fail(Malformed::field(found, "a FASTQ header such as `@read1`")));
            }
            Some(_) => {}
        }
        let Some(sequence) = self.line() else {
            return Err(self.fail(Malformed::Missing("the sequence of the last read")));
        };
        let fits = |letter: &u8| ALLOWED[usize::from(*letter)];
        if !sequence.iter().fold(true, |all, letter| all & fits(letter)) {
            return Err(self.fail(Malformed::field(text(sequence), "a sequence of nucleotides")));
        }
        match self.line() {
            None => return Err(self.fail(Malformed::Missing("the `+` line of the last read"))),
            Some(plus) if !plus.starts_with(b"+") => {
                let found = text(plus);
                return Err(self.fail(Malformed::field(found, "the `+` line of a FASTQ record")));
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
            return Err(self.fail(Malformed::field(text(quality), "a line of qualities")));
        }
        Ok(Some(Record { sequence, quality }))
    }

    fn fail(&self, cause: Malformed) -> ReadError {
        ReadError::malformed(self.block.source.clone().line(self.lines), cause)
    }

    /// After an empty line, only more of them may come.
    fn only_blank(&mut self) -> Result<(), ReadError> {
        while let Some(line) = self.line() {
            if !line.is_empty() {
                let wanted = "the end of the file after an empty line";
                return Err(self.fail(Malformed::field(text(line), wanted)));
            }
        }
        Ok(())
    }
}

/// The beginning of a line for an error, without what a terminal would take for a command.
fn text(bytes: &[u8]) -> String {
    const SHOWN: usize = 60;
    let line = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * SHOWN)]);
    let mut shown: String = line.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if line.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
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

    #[test]
    fn what_an_error_shows_is_short_and_printable() {
        assert_eq!(text(b"a\x1b[31m"), "a\\u{1b}[31m");
        assert_eq!(text(&[b'x'; 500]).chars().count(), 61);
    }
}
