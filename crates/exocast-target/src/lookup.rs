//! Finding the transcripts that a name in another table means.

use std::collections::HashMap;

use crate::Transcripts;

/// An identifier without its version: `NM_000019` of `NM_000019.3`.
///
/// Only an all-digit end after the last dot is a version, and only in identifiers of `RefSeq` and
/// Ensembl (`NM_…`, `ENST…`): gene symbols such as `AC004466.1` keep theirs.
#[must_use]
pub fn without_version(name: &str) -> &str {
    let versioned = name.starts_with("ENS")
        || name.get(..3).is_some_and(|start| {
            start.ends_with('_') && start.bytes().take(2).all(|b| b.is_ascii_uppercase())
        });
    match name.rsplit_once('.') {
        Some((stem, version))
            if versioned
                && !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// An index from names to transcripts: by transcript, else by transcript without version, else by
/// gene, else by gene without version.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    by_name: [HashMap<&'a str, Vec<usize>>; 2],
    by_gene: [HashMap<&'a str, Vec<usize>>; 2],
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found<'l> {
    /// A transcript (several where only versions tell them apart).
    Transcripts(&'l [usize]),
    /// A gene, with its transcripts.
    Gene(&'l [usize]),
}

impl<'l> Found<'l> {
    pub(crate) const fn places(self) -> &'l [usize] {
        match self {
            Self::Transcripts(places) | Self::Gene(places) => places,
        }
    }
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(transcripts: &'a Transcripts) -> Self {
        let mut lookup = Self { by_name: Default::default(), by_gene: Default::default() };
        for (place, transcript) in transcripts.iter().enumerate() {
            let add = |map: &mut HashMap<&'a str, Vec<usize>>, name| {
                map.entry(name).or_default().push(place);
            };
            add(&mut lookup.by_name[0], transcript.name);
            add(&mut lookup.by_name[1], without_version(transcript.name));
            if let Some(gene) = transcript.gene {
                add(&mut lookup.by_gene[0], gene);
                add(&mut lookup.by_gene[1], without_version(gene));
            }
        }
        lookup
    }

    pub(crate) fn find(&self, name: &str) -> Option<Found<'_>> {
        let stem = without_version(name);
        self.by_name[0]
            .get(name)
            .or_else(|| self.by_name[1].get(stem))
            .map(|places| Found::Transcripts(places))
            .or_else(|| {
                let places = self.by_gene[0].get(name).or_else(|| self.by_gene[1].get(stem))?;
                Some(Found::Gene(places))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_accessions_have_versions() {
        for (name, stem) in [
            ("NM_000019.3", "NM_000019"),
            ("ENST00000257527.4", "ENST00000257527"),
            ("NM_000019", "NM_000019"),
            ("AC004466.1", "AC004466.1"),
            ("HLA-A.2x", "HLA-A.2x"),
            ("NM_1.", "NM_1."),
            ("", ""),
        ] {
            assert_eq!(without_version(name), stem);
        }
    }

    #[test]
    fn a_transcript_is_found_before_a_gene() {
        let mut transcripts = Transcripts::default();
        transcripts.push("NM_1.2", Some("G"), b"", b"A").unwrap();
        transcripts.push("NM_2.1", Some("G"), b"", b"A").unwrap();
        transcripts.push("G2", None, b"", b"A").unwrap();
        let lookup = Lookup::new(&transcripts);
        assert_eq!(lookup.find("NM_1.9"), Some(Found::Transcripts(&[0])));
        assert_eq!(lookup.find("G"), Some(Found::Gene(&[0, 1])));
        assert_eq!(lookup.find("G2"), Some(Found::Transcripts(&[2])));
        assert_eq!(lookup.find("nothing"), None);
    }
}
