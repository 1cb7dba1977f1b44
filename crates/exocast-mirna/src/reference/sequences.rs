//! The sequences of a FASTA or EMBL file.

use std::io::BufRead;

use exocast_core::{Malformed, ReadError, Rna, fasta::Reader};

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
        let (bases, ambiguous) = record.rna_with_ambiguous()?;
        sequences.push(Sequence {
            name: record.name().to_owned(),
            description: record.description().to_owned(),
            bases,
            letters: record
                .letters()
                .iter()
                .copied()
                .filter(|l| !l.is_ascii_whitespace())
                .collect(),
            ambiguous,
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
