//! miRNAs from FASTA.

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError, fasta};

use crate::input::mirna::{Mirna, Mirnas};

impl Mirnas {
    /// Reads miRNAs from FASTA: the name is the first word of a header, letters are RNA or DNA. A second
    /// word `MIMAT…` is the accession.
    ///
    /// # Errors
    /// At the first record without a name, with a duplicate name, or without a seed (shorter than 8 nt, or an unknown
    /// nucleotide at 2–8); at letters that are no nucleotides; where there is no record; and where the stream fails.
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
            let mut mirna = Mirna::new(record.name(), record.rna()?).map_err(|cause| {
                ReadError::malformed(record.location(), Malformed::other(cause))
            })?;
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
