//! Where 3'UTRs of a gene end, as a file gives it.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError, without_version};

use super::ends::UtrEnds;
use crate::{
    input::{Transcript, for_each_row, number},
    notice::Notice,
};

/// Affected isoform ratios (AIR) of 3'UTRs by transcript or gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UtrProfiles {
    ends: HashMap<String, UtrEnds>,
    notices: Vec<Notice>,
}

impl UtrProfiles {
    /// Reads a table with the columns name, start, end and ratio, with or without a header, a row per segment of a
    /// 3'UTR, as the UTR profiles of `TargetScan` have it: the transcript or gene, first and last nucleotide from 1,
    /// and the percentage of its mRNA that contains the segment. Further columns are named by
    /// [`notices`](Self::notices).
    ///
    /// # Errors
    /// At the first row with fewer fields, an end that is no place or a percentage that is not from 0 to 100; where
    /// there is no segment; and where the stream fails.
    ///
    /// ```
    /// use exocast_target::UtrProfiles;
    ///
    /// let text = "PTEN\t1\t900\t100\nPTEN\t901\t3300\t40.5\n";
    /// let profiles = UtrProfiles::read(text.as_bytes(), "air.txt")?;
    /// assert!(profiles.notices().is_empty());
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut segments: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        let is_header = |fields: &[&str]| number(fields[1]).is_none();
        let notices = for_each_row(reader, source, 4, is_header, |fields, at| {
            let bad = |field: usize, wanted| {
                let cause = Malformed::field(fields[field - 1], wanted);
                ReadError::malformed(at.clone().field(field), cause)
            };
            let place = |field: usize| {
                let place = fields[field - 1].parse::<usize>().ok().filter(|&place| place > 0);
                place.ok_or_else(|| bad(field, "a nucleotide of the 3'UTR, from 1"))
            };
            let (_, end) = (place(2)?, place(3)?);
            let percent = number(fields[3]).filter(|x| (0.0..=100.0).contains(x));
            let percent = percent.ok_or_else(|| bad(4, "a percentage from 0 to 100"))?;
            segments.entry(fields[0].to_owned()).or_default().push((end, percent / 100.0));
            Ok(())
        })?;
        if segments.is_empty() {
            let cause = Malformed::Empty("segment of a 3'UTR");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let ends = segments.into_iter().map(|(name, ends)| (name, UtrEnds::new(ends))).collect();
        Ok(Self { ends, notices })
    }

    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The ends of a transcript or gene; the version of an accession may differ.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&UtrEnds> {
        self.ends.get(name).or_else(|| self.ends.get(without_version(name)))
    }

    pub(crate) fn for_transcript(&self, transcript: &Transcript<'_>) -> Option<&UtrEnds> {
        self.get(transcript.name).or_else(|| self.get(transcript.gene?))
    }

    /// A notice about the transcripts that have no profile.
    #[must_use]
    pub fn notice<'t>(&self, transcripts: impl Iterator<Item = Transcript<'t>>) -> Option<Notice> {
        let missing =
            transcripts.filter(|transcript| self.for_transcript(transcript).is_none()).count();
        (missing > 0).then_some(Notice::WithoutProfile { transcripts: missing })
    }
}
