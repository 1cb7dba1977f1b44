//! FASTA, read by noodles, with the line of each record for errors.

use std::io::{self, BufRead, Read};

use noodles::fasta::{self, record::Definition};

use crate::{
    error::{Location, Malformed, ReadError},
    sequence::{BadBase, Base, Rna},
    text::explain_truncation,
};

/// Reads FASTA record by record.
///
/// ```
/// use exocast_core::fasta::Reader;
///
/// let text = ">hsa-let-7a-5p MIMAT0000062 Homo sapiens\nUGAGGUAGUAGG\nUUGUAUAGUU\n";
/// let mut reader = Reader::new(text.as_bytes(), "mature.fa");
/// let record = reader.next_record()?.ok_or("empty")?;
/// assert_eq!((record.name(), record.description()), ("hsa-let-7a-5p", "MIMAT0000062 Homo sapiens"));
/// assert_eq!(record.rna()?.to_string(), "UGAGGUAGUAGGUUGUAUAGUU");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Reader<R> {
    inner: fasta::io::Reader<LineCounter<R>>,
    source: Location,
    definition: Definition,
    sequence: Vec<u8>,
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("source", &self.source).finish_non_exhaustive()
    }
}

/// One record, as long as its reader does not go on.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    at: Location,
    name: &'a str,
    description: &'a str,
    letters: &'a [u8],
}

impl<R: BufRead> Reader<R> {
    /// Reads from `inner`; `source` is the name that errors give.
    #[must_use]
    pub fn new(inner: R, source: &str) -> Self {
        Self {
            inner: fasta::io::Reader::new(LineCounter { inner, lines: 0 }),
            source: Location::new(source),
            definition: Definition::default(),
            sequence: Vec::new(),
        }
    }

    /// The next record, or nothing at the end.
    ///
    /// # Errors
    /// Where a record does not begin with `>` and a name, the header is not UTF-8, or the stream fails.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        let at = self.source.clone().line(self.inner.get_ref().lines + 1);
        let located = |error: io::Error| {
            if error.kind() == io::ErrorKind::InvalidData {
                let wanted = "a FASTA header line: `>`, then a name";
                ReadError::malformed(at.clone(), Malformed::field("this line", wanted))
            } else {
                ReadError::io(at.clone(), explain_truncation(error))
            }
        };
        if self.inner.read_definition(&mut self.definition).map_err(located)? == 0 {
            return Ok(None);
        }
        self.sequence.clear();
        self.inner.read_sequence(&mut self.sequence).map_err(located)?;
        let text = |bytes| {
            std::str::from_utf8(bytes)
                .map_err(|_| ReadError::malformed(at.clone(), Malformed::not_text(bytes)))
        };
        let name = text(self.definition.name().as_ref())?;
        let description = match self.definition.description() {
            Some(description) => text(description.as_ref())?,
            None => "",
        };
        Ok(Some(Record { at: at.clone(), name, description, letters: &self.sequence }))
    }
}

impl<'a> Record<'a> {
    /// The place of the header line.
    #[must_use]
    pub fn location(&self) -> Location {
        self.at.clone()
    }

    /// The line of the header, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.at.line_number().unwrap_or_default()
    }

    /// The first word of the header.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The header after the first word.
    #[must_use]
    pub fn description(&self) -> &'a str {
        self.description
    }

    /// The letters as they are written, lines joined.
    #[must_use]
    pub fn letters(&self) -> &'a [u8] {
        self.letters
    }

    /// The sequence; letters of either case, T or U, N allowed.
    ///
    /// # Errors
    /// At a letter that is no nucleotide; IUPAC letters for several nucleotides are such.
    pub fn rna(&self) -> Result<Rna, ReadError> {
        let letters: Vec<u8> =
            self.letters.iter().copied().filter(|letter| !letter.is_ascii_whitespace()).collect();
        Rna::parse_with_n(&letters).map_err(|cause| ReadError::malformed(self.location(), cause))
    }

    /// The sequence, and how many of its letters stand for several nucleotides (IUPAC) and became `N`.
    ///
    /// # Errors
    /// At a letter that is no nucleotide.
    pub fn rna_with_ambiguous(&self) -> Result<(Rna, usize), ReadError> {
        ambiguous_rna(self.letters).map_err(|cause| ReadError::malformed(self.location(), cause))
    }
}

/// The sequence that letters of either case spell, and how many of them stand for several nucleotides (IUPAC) and
/// became `N`. Blanks are skipped.
///
/// # Errors
/// At a letter that is no nucleotide.
pub fn ambiguous_rna(letters: &[u8]) -> Result<(Rna, usize), BadBase> {
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
            _ => return Err(BadBase { letter, position: i + 1 }),
        }
    }
    Ok((bases.into(), ambiguous))
}

/// A stream that counts the line ends that pass.
#[derive(Debug)]
struct LineCounter<R> {
    inner: R,
    lines: u64,
}

impl<R: BufRead> Read for LineCounter<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for LineCounter<R> {
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
