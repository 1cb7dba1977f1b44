//! Whether open reading frames are what they should be.

use std::fmt;

use exocast_core::Base;

use crate::{Notice, Transcripts};

/// What may be wrong with an open reading frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodingProblem {
    /// Its length is no multiple of three.
    Frame,
    /// It does not begin with AUG.
    Start,
    /// It does not end with UAA, UAG or UGA.
    Stop,
    /// One of these stands in frame before its end (UGA may be selenocysteine).
    InternalStop,
}

impl CodingProblem {
    /// All, in the order of the reports.
    pub const ALL: [Self; 4] = [Self::Frame, Self::Start, Self::Stop, Self::InternalStop];

    /// Whether an open reading frame has the problem; an empty one has none.
    ///
    /// ```
    /// use exocast_core::Rna;
    /// use exocast_target::CodingProblem;
    ///
    /// let orf: Rna = "AUGUGAGCAUAA".parse()?;
    /// let has = |problem: CodingProblem| problem.is_in(orf.bases());
    /// assert!(has(CodingProblem::InternalStop));
    /// assert!(!has(CodingProblem::Frame) && !has(CodingProblem::Start) && !has(CodingProblem::Stop));
    /// # Ok::<(), exocast_core::BadBase>(())
    /// ```
    #[must_use]
    pub fn is_in(self, orf: &[Base]) -> bool {
        use Base::{A, G, U};
        let is_stop = |codon: &[Base]| matches!(codon, [U, A, A | G] | [U, G, A]);
        match self {
            _ if orf.is_empty() => false,
            Self::Frame => !orf.len().is_multiple_of(3),
            Self::Start => !orf.starts_with(&[A, U, G]),
            Self::Stop => !orf.last_chunk::<3>().is_some_and(|codon| is_stop(codon)),
            Self::InternalStop => {
                let inner = &orf[..orf.len().saturating_sub(3)];
                inner.chunks_exact(3).any(is_stop)
            }
        }
    }
}

impl fmt::Display for CodingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Frame => "have a length that is no multiple of three",
            Self::Start => "do not begin with AUG",
            Self::Stop => "do not end with a stop codon",
            Self::InternalStop => "have a stop codon in frame before their end",
        })
    }
}

impl Transcripts {
    /// How many open reading frames have each problem, with the first names.
    #[must_use]
    pub fn coding_notices(&self) -> Vec<Notice> {
        let coding = self.iter().filter(|transcript| !transcript.orf.is_empty());
        let of = coding.clone().count();
        let found = |problem: CodingProblem| {
            let mut names = coding.clone().filter(|one| problem.is_in(one.orf)).map(|one| one.name);
            let examples: Vec<String> = names.by_ref().take(3).map(str::to_owned).collect();
            let transcripts = examples.len() + names.count();
            (transcripts > 0).then_some(Notice::Coding { problem, transcripts, of, examples })
        };
        CodingProblem::ALL.into_iter().filter_map(found).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_reading_frames_are_checked() {
        let mut transcripts = Transcripts::default();
        for (name, orf) in [
            ("whole", "ATGGCATAA"),
            ("none", ""),
            ("shift", "ATGGCAATAA"),
            ("no-start", "CTGGCATAG"),
            ("no-stop", "ATGGCA"),
            ("stops", "ATGTAGTGA"),
            ("short", "AU"),
        ] {
            transcripts.push(name, None, orf.as_bytes(), b"").unwrap();
        }
        let notices: Vec<String> =
            transcripts.coding_notices().iter().map(ToString::to_string).collect();
        assert_eq!(
            notices,
            [
                "2 of 6 open reading frames have a length that is no multiple of three (shift, short)",
                "2 of 6 open reading frames do not begin with AUG (no-start, short)",
                "2 of 6 open reading frames do not end with a stop codon (no-stop, short)",
                "1 of 6 open reading frames have a stop codon in frame before their end (stops)",
            ]
        );
    }
}
