//! RNAs that bind miRNA and whose own change is not asked for.

use exocast_core::Interval;

use super::{
    bad_record::BadRecord,
    rna_kind::RnaKind,
    transcript::{NewTranscript, Transcript},
    transcripts::Transcripts,
};
use crate::notice::Notice;

/// Sponges of a cell, with their copies: circular RNAs, long noncoding RNAs, competing endogenous RNAs, viral RNAs. They
/// bind miRNA as transcripts do, and have no fold change.
///
/// ```
/// use exocast_target::Sponges;
///
/// let fasta = ">CDR1as copies_per_cell=500 rna_kind=circular\nUCCAUCUUCCAAGUCUUCCAACAUCUCCA\n";
/// let sponges = Sponges::read(fasta.as_bytes(), "sponges.fa")?;
/// assert_eq!(sponges.get(0).map(|(sponge, copies)| (sponge.name, copies.value)), Some(("CDR1as", 500.0)));
/// # Ok::<(), exocast_target::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sponges {
    molecules: Transcripts,
    copies: Vec<Interval>,
    notices: Vec<Notice>,
}

impl Sponges {
    /// Adds one sponge from letters of either case, with its copies per cell. Copies below zero count as zero. An RNA of
    /// kind [`RnaKind::Mrna`] is a 3'UTR.
    ///
    /// # Errors
    /// Where the name is taken or a letter is no nucleotide.
    pub fn push(
        &mut self,
        name: &str,
        kind: RnaKind,
        sequence: &[u8],
        copies: Interval,
    ) -> Result<(), BadRecord> {
        let regions: [&[u8]; 3] = [&[], &[], sequence];
        self.molecules.add(&NewTranscript { name, kind, regions, ..NewTranscript::default() })?;
        let [value, low, high] = [copies.value, copies.low, copies.high].map(|end| end.max(0.0));
        self.copies.push(Interval::new(value, low, high));
        Ok(())
    }

    /// Number of sponges.
    #[must_use]
    pub fn len(&self) -> usize {
        self.copies.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }

    /// One sponge and its copies per cell.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<(Transcript<'_>, Interval)> {
        self.molecules.get(place).zip(self.copies.get(place).copied())
    }

    /// All sponges and their copies per cell, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = (Transcript<'_>, Interval)> {
        self.molecules.iter().zip(self.copies.iter().copied())
    }

    /// How the table was read, and what is unknown in the sequences.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        self.notices.iter().cloned().chain(self.molecules.notices()).collect()
    }

    pub(crate) fn set_notices(&mut self, notices: Vec<Notice>) {
        self.notices = notices;
    }
}
