//! The sequences of a FASTA or EMBL file.

use std::io::BufRead;

use exocast_core::{
    Malformed, ReadError, Rna,
    fasta::{Reader, ambiguous_rna},
};

/// One sequence with its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    pub(super) name: String,
    pub(super) description: String,
    /// Unknown nucleotides are `N`.
    pub(super) bases: Rna,
    /// As they are written, without blanks: their case may have a meaning.
    pub(super) letters: Vec<u8>,
    /// IUPAC letters for several nucleotides that became `N`.
    pub(super) ambiguous: usize,
    /// Marks of nucleotides that are not shown, which became `N`.
    pub(super) hidden: usize,
    /// Line of the header, from 1.
    pub(super) line: u64,
}

/// Reads every record of a FASTA file whose name `accepts`.
///
/// # Errors
/// At a record without name or sequence, at a letter that is not a nucleotide, and where the stream fails.
pub(super) fn read<R: BufRead>(
    reader: R,
    source: &str,
    accepts: impl Fn(&str) -> bool,
) -> Result<Vec<Sequence>, ReadError> {
    read_all(reader, source, accepts, |_| false)
}

/// As [`read`], of all records; `_` and `.` are unknown nucleotides, up to one in ten letters.
///
/// `tRNAdb` writes `_` for nucleotides that it does not show, as those of mt-tRNA-Lys that its alignment has no place for, and
/// `.` for one that is not known: what is around them is not adjacent. More of them, and `-`, are gaps of an alignment.
pub(super) fn read_with_marks<R: BufRead>(
    reader: R,
    source: &str,
) -> Result<Vec<Sequence>, ReadError> {
    read_all(reader, source, |_| true, |letter| matches!(letter, b'_' | b'.'))
}

fn read_all<R: BufRead>(
    reader: R,
    source: &str,
    accepts: impl Fn(&str) -> bool,
    is_mark: impl Fn(u8) -> bool,
) -> Result<Vec<Sequence>, ReadError> {
    let mut reader = Reader::new(reader, source);
    let mut sequences = Vec::new();
    while let Some(record) = reader.next_record()? {
        if !accepts(record.name()) {
            continue;
        }
        if record.letters().trim_ascii().is_empty() {
            return Err(ReadError::malformed(
                record.location(),
                Malformed::Missing("the sequence"),
            ));
        }
        let mut letters: Vec<u8> =
            record.letters().iter().copied().filter(|l| !l.is_ascii_whitespace()).collect();
        let mut marks: Vec<usize> = (0..letters.len()).filter(|at| is_mark(letters[*at])).collect();
        if marks.len() * 10 > letters.len() {
            marks.clear();
        }
        for at in &marks {
            letters[*at] = b'N';
        }
        let (bases, ambiguous) = ambiguous_rna(&letters)
            .map_err(|cause| ReadError::malformed(record.location(), cause))?;
        sequences.push(Sequence {
            name: record.name().to_owned(),
            description: record.description().to_owned(),
            bases,
            letters,
            ambiguous,
            hidden: marks.len(),
            line: record.line(),
        });
    }
    Ok(sequences)
}

impl Sequence {
    /// The first word after the name, which is the accession in files of miRBase.
    pub(super) fn accession_word(&self) -> &str {
        self.description.split_whitespace().next().unwrap_or_default()
    }
}
