//! Whether open reading frames are what they should be.

use super::transcripts::Transcripts;
use crate::notice::{CodingProblem, NAMED, Notice};

impl Transcripts {
    /// How many open reading frames have each problem, with the first names.
    #[must_use]
    pub fn coding_notices(&self) -> Vec<Notice> {
        let coding = self.iter().filter(|transcript| !transcript.orf.is_empty());
        let frames = coding.clone().count();
        let notice = |problem: CodingProblem| {
            let mut names = coding
                .clone()
                .filter(|transcript| problem.is_in(transcript.orf))
                .map(|transcript| transcript.name);
            let examples: Vec<String> = names.by_ref().take(NAMED).map(str::to_owned).collect();
            let transcripts = examples.len() + names.count();
            (transcripts > 0).then_some(Notice::Coding { problem, transcripts, frames, examples })
        };
        CodingProblem::ALL.into_iter().filter_map(notice).collect()
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
                "2 of 6 open reading frames with a length that is no multiple of three (shift, short)",
                "2 of 6 open reading frames without AUG at the start (no-start, short)",
                "2 of 6 open reading frames without a stop codon at the end (no-stop, short)",
                "1 of 6 open reading frames with a stop codon in frame before the end (stops)",
            ]
        );
    }
}
