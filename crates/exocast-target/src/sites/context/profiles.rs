//! Where 3'UTRs of a gene end, as a file gives it.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Lines, Location, Malformed, ReadError, without_version};

use super::ends::UtrEnds;
use crate::{input::Transcript, notice::Notice};

/// Affected isoform ratios (AIR) of 3'UTRs by transcript or gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UtrProfiles(HashMap<String, UtrEnds>);

impl UtrProfiles {
    /// Reads tab-separated `name start end ratio`, a line for each segment of a 3'UTR, as the UTR
    /// profiles of `TargetScan` have it: the transcript or gene, first and last nucleotide from 1, and
    /// the percentage of its mRNA that holds the segment. Further fields and a first line of column
    /// names are passed over.
    ///
    /// # Errors
    /// At the first line with fewer fields, an end that is no place or a percentage that is not from 0 to
    /// 100; where there is no segment; and where the stream fails.
    ///
    /// ```
    /// use exocast_target::UtrProfiles;
    ///
    /// let profiles = UtrProfiles::read("PTEN\t1\t900\t100\nPTEN\t901\t3300\t40.5\n".as_bytes(), "air.txt")?;
    /// let ends = profiles.get("PTEN").ok_or("none")?;
    /// assert_eq!((ends.ratio(500), ends.ratio(1000)), (1.0, 0.405));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut segments: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        let mut first = true;
        while let Some(line) = lines.next_line()? {
            let line = line.to_owned();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let at = lines.location();
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [name, start, end, ratio, ..] = fields[..] else {
                let cause = Malformed::FieldCount { found: fields.len(), wanted: 4 };
                return Err(ReadError::malformed(at, cause));
            };
            if std::mem::take(&mut first) && start.parse::<f64>().is_err() {
                continue;
            }
            let bad = |field: usize, found: &str, wanted| {
                ReadError::malformed(at.clone().field(field), Malformed::field(found, wanted))
            };
            let place = |field, text: &str| {
                let place = text.parse::<usize>().ok().filter(|&place| place > 0);
                place.ok_or_else(|| bad(field, text, "a nucleotide of the 3'UTR, from 1"))
            };
            let (_, end) = (place(2, start)?, place(3, end)?);
            let percent = ratio.parse::<f64>().ok().filter(|x| (0.0..=100.0).contains(x));
            let percent = percent.ok_or_else(|| bad(4, ratio, "a percentage from 0 to 100"))?;
            segments.entry(name.to_owned()).or_default().push((end, percent / 100.0));
        }
        if segments.is_empty() {
            let cause = Malformed::Empty("segment of a 3'UTR");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(Self(segments.into_iter().map(|(name, ends)| (name, UtrEnds::new(ends))).collect()))
    }

    /// The ends of a transcript or gene; the version of an accession may differ.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&UtrEnds> {
        self.0.get(name).or_else(|| self.0.get(without_version(name)))
    }

    pub(crate) fn of(&self, transcript: &Transcript<'_>) -> Option<&UtrEnds> {
        self.get(transcript.name).or_else(|| self.get(transcript.gene?))
    }

    /// How many transcripts have no profile.
    #[must_use]
    pub fn notice<'t>(&self, transcripts: impl Iterator<Item = Transcript<'t>>) -> Option<Notice> {
        let missing = transcripts.filter(|transcript| self.of(transcript).is_none()).count();
        (missing > 0).then_some(Notice::WithoutProfile { transcripts: missing })
    }
}
