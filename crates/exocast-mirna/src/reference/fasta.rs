//! FASTA by noodles, with line numbers in its errors.

use std::io::{self, BufRead, Read};

use exocast_core::{Base, Location, Malformed, ReadError, Rna};
use noodles::fasta;

/// One FASTA record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Upper-case RNA, unknown nucleotides as `N`.
    pub(crate) sequence: Rna,
    /// IUPAC letters for several nucleotides that became `N`.
    pub(crate) ambiguous: usize,
    pub(crate) line: u64,
}

/// A stream that counts the line ends passed.
struct Counted<R> {
    inner: R,
    lines: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed is buffered already: this does not read.
        if let Ok(buffer) = self.inner.fill_buf() {
            let passed = &buffer[..amount.min(buffer.len())];
            self.lines += memchr::memchr_iter(b'\n', passed).count() as u64;
        }
        self.inner.consume(amount);
    }
}

/// Reads every record that `keep` accepts by name.
///
/// # Errors
/// At a record without name or sequence, a letter that is no nucleotide, and where the stream fails.
pub(crate) fn read<R: BufRead>(
    reader: R,
    source: &str,
    keep: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>, ReadError> {
    let source = Location::new(source);
    let mut reader = fasta::io::Reader::new(Counted { inner: reader, lines: 0 });
    let (mut entries, mut letters) = (Vec::new(), Vec::new());
    let mut definition = fasta::record::Definition::new("", None);
    loop {
        let line = reader.get_ref().lines + 1;
        let at = source.clone().line(line);
        let fail = |error: io::Error| match error.kind() {
            io::ErrorKind::InvalidData => ReadError::malformed(
                at.clone(),
                Malformed::Missing("a FASTA header such as `>name`"),
            ),
            _ => ReadError::io(at.clone(), error),
        };
        if reader.read_definition(&mut definition).map_err(fail)? == 0 {
            return Ok(entries);
        }
        letters.clear();
        reader.read_sequence(&mut letters).map_err(fail)?;
        let name = String::from_utf8_lossy(definition.name()).into_owned();
        if !keep(&name) {
            continue;
        }
        if letters.trim_ascii().is_empty() {
            return Err(ReadError::malformed(at, Malformed::Missing("the sequence")));
        }
        let (sequence, ambiguous) = bases(&letters, &at)?;
        let description = definition
            .description()
            .map(|text| String::from_utf8_lossy(text).into_owned())
            .unwrap_or_default();
        entries.push(Entry { name, description, sequence, ambiguous, line });
    }
}

/// The sequence that letters of either case spell, and how many of them stand for several nucleotides.
///
/// # Errors
/// At a letter that is no nucleotide.
pub(crate) fn bases(letters: &[u8], at: &Location) -> Result<(Rna, usize), ReadError> {
    let mut ambiguous = 0;
    let mut bases = Vec::with_capacity(letters.len());
    for (i, &letter) in letters.iter().enumerate() {
        match letter.to_ascii_uppercase() {
            b'A' | b'C' | b'G' | b'T' | b'U' | b'N' => bases.extend(Base::from_letter(letter)),
            b'R' | b'Y' | b'S' | b'W' | b'K' | b'M' | b'B' | b'D' | b'H' | b'V' => {
                ambiguous += 1;
                bases.push(Base::N);
            }
            b' ' | b'\t' | b'\r' => {}
            _ => {
                let cause = exocast_core::BadBase { letter, position: i + 1 };
                return Err(ReadError::malformed(at.clone(), cause));
            }
        }
    }
    Ok((bases.into(), ambiguous))
}
