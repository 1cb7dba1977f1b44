//! miRNAs from FASTA.

use std::io::BufRead;

use exocast_core::{BadBase, Location, Malformed, ReadError, Rna, fasta};

use crate::input::mirna::{Mirna, Mirnas};

/// Nucleotides of the longest guide; piRNAs and Dicer substrates are shorter, hairpins longer.
const LONGEST: usize = 40;

/// Why a record is no guide.
#[derive(Debug, thiserror::Error)]
enum BadGuide {
    #[error(
        "`{name}`: {cause}; modified nucleotides are written as the letter that pairs (A, C, G, U), without marks"
    )]
    Letter { name: String, cause: BadBase },
    #[error(
        "`{name}` has {length} nucleotides, more than the {LONGEST} of the longest mature miRNA: the seed of a hairpin \
         is not known; give the mature sequence"
    )]
    Hairpin { name: String, length: usize },
}

impl Mirnas {
    /// Reads miRNAs from FASTA: the name is the first word of a header, letters are RNA or DNA. A second
    /// word `MIMAT…` is the accession.
    ///
    /// # Errors
    /// At the first record without a name, with a duplicate name, or without a seed (shorter than 8 nt, or an unknown
    /// nucleotide at 2–8) or longer than 40 nt, as hairpins are; at letters that are no nucleotides; where there is no record; and where the stream fails.
    ///
    /// ```
    /// use exocast_target::Mirnas;
    ///
    /// let fasta = ">hsa-let-7a-5p MIMAT0000062\nUGAGGUAGUAGGUUGUAUAGUU\n";
    /// let mirnas = Mirnas::read_fasta(fasta.as_bytes(), "mature.fa")?;
    /// assert_eq!(mirnas.as_slice()[0].seed().to_string(), "GAGGUAG");
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    pub fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut records = fasta::Reader::new(reader, source);
        let (mut mirnas, mut lines) = (Self::default(), Vec::new());
        while let Some(record) = records.next_record()? {
            let bad = |cause| ReadError::malformed(record.location(), cause);
            let sequence = guide(record.name(), record.letters())
                .map_err(|cause| bad(Malformed::other(cause)))?;
            let mut mirna = Mirna::new(record.name(), sequence)
                .map_err(|cause| bad(Malformed::other(cause)))?;
            let words = record.description().split_whitespace();
            if let Some(accession) = words.take(1).find(|word| word.starts_with("MIMAT")) {
                mirna = mirna.with_accession(accession);
            }
            mirnas.push(mirna).map_err(|again| {
                let first = mirnas.position(again.name()).map_or(0, |place| lines[place]);
                let name = again.name().to_owned();
                ReadError::malformed(record.location(), Malformed::Duplicate { name, first })
            })?;
            lines.push(record.line());
        }
        if lines.is_empty() {
            let cause = Malformed::Empty("miRNA");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(mirnas)
    }
}

/// The sequence of a guide; blanks are skipped.
fn guide(name: &str, letters: &[u8]) -> Result<Rna, BadGuide> {
    let letters: Vec<u8> = letters.iter().copied().filter(|it| !it.is_ascii_whitespace()).collect();
    let sequence = Rna::parse_with_n(&letters)
        .map_err(|cause| BadGuide::Letter { name: name.to_owned(), cause })?;
    if letters.len() > LONGEST {
        return Err(BadGuide::Hairpin { name: name.to_owned(), length: letters.len() });
    }
    Ok(sequence)
}
