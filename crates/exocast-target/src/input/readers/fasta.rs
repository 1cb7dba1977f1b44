//! FASTA of miRNAs and of 3'UTRs.

use std::io::{self, BufRead, Read};

use exocast_core::{Location, Malformed, ReadError, Rna, explain_truncation};
use noodles::fasta::{self, record::Definition};

use crate::input::mirna::{Mirna, Mirnas};

/// Records of a FASTA file with the line on which each begins.
pub(crate) struct Records<R> {
    reader: fasta::io::Reader<LineCounter<R>>,
    at: Location,
    definition: Definition,
    sequence: Vec<u8>,
}

/// One record: its line, its first word, the rest of the line and its letters.
pub(crate) struct Record<'a> {
    pub(crate) at: Location,
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    pub(crate) sequence: &'a [u8],
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(inner: R, source: &str) -> Self {
        let reader = fasta::io::Reader::new(LineCounter { inner, lines: 0 });
        let at = Location::new(source);
        Self { reader, at, definition: Definition::default(), sequence: Vec::new() }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        let at = self.at.clone().line(self.reader.get_ref().lines + 1);
        let located = |error: io::Error| {
            if error.kind() == io::ErrorKind::InvalidData {
                let wanted = "a FASTA header line: `>`, then a name";
                ReadError::malformed(at.clone(), Malformed::field("this line", wanted))
            } else {
                ReadError::io(at.clone(), explain_truncation(error))
            }
        };
        if self.reader.read_definition(&mut self.definition).map_err(located)? == 0 {
            return Ok(None);
        }
        self.sequence.clear();
        self.reader.read_sequence(&mut self.sequence).map_err(located)?;
        let text = |bytes| {
            std::str::from_utf8(bytes).map_err(|_| {
                let found = String::from_utf8_lossy(bytes).into_owned();
                ReadError::malformed(at.clone(), Malformed::field(found, "UTF-8 text"))
            })
        };
        let name = text(self.definition.name().as_ref())?;
        let description = match self.definition.description() {
            Some(description) => text(description.as_ref())?,
            None => "",
        };
        Ok(Some(Record { at: at.clone(), name, description, sequence: &self.sequence }))
    }
}

impl Mirnas {
    /// Reads miRNAs from FASTA: the name is the first word of a header, letters are RNA or DNA. A second
    /// word `MIMAT…` is its accession.
    ///
    /// # Errors
    /// At the first record without a name, with a name that stands twice, or without a seed (shorter
    /// than 8 nt, or an unknown nucleotide at 2–8); at letters that are no nucleotides; where there is
    /// no record; and where the stream fails.
    ///
    /// ```
    /// use exocast_target::Mirnas;
    ///
    /// let mirnas = Mirnas::read_fasta(">hsa-let-7a-5p MIMAT0000062\nUGAGGUAGUAGGUUGUAUAGUU\n".as_bytes(), "m.fa")?;
    /// assert_eq!(mirnas.as_slice()[0].seed().to_string(), "GAGGUAG");
    /// # Ok::<(), exocast_core::ReadError>(())
    /// ```
    pub fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut records = Records::new(reader, source);
        let (mut mirnas, mut lines) = (Self::default(), Vec::new());
        while let Some(record) = records.next()? {
            let at = record.at;
            let letters: Vec<u8> =
                record.sequence.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            let rna = Rna::parse_with_n(&letters)
                .map_err(|cause| ReadError::malformed(at.clone(), cause))?;
            let mut mirna = Mirna::new(record.name, rna)
                .map_err(|cause| ReadError::malformed(at.clone(), Malformed::other(cause)))?;
            let words = record.description.split_whitespace();
            if let Some(accession) = words.take(1).find(|word| word.starts_with("MIMAT")) {
                mirna = mirna.with_accession(accession);
            }
            let line = at.line_number().unwrap_or_default();
            mirnas.push(mirna).map_err(|again| {
                let first = mirnas.position(again.name()).map_or(0, |place| lines[place]);
                let name = again.name().to_owned();
                ReadError::malformed(at, Malformed::Duplicate { name, first })
            })?;
            lines.push(line);
        }
        if lines.is_empty() {
            let cause = Malformed::Empty("miRNA");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(mirnas)
    }
}

/// Counts the line ends that pass.
#[derive(Debug)]
struct LineCounter<R> {
    inner: R,
    lines: u64,
}

impl<R: BufRead> Read for LineCounter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let count = available.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for LineCounter<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed has been returned by `fill_buf` just before, which is free to ask again.
        if let Ok(available) = self.inner.fill_buf() {
            let passed = &available[..count.min(available.len())];
            self.lines += passed.split(|&byte| byte == b'\n').count() as u64 - 1;
        }
        self.inner.consume(count);
    }
}
