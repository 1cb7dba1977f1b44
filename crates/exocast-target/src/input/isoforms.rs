//! Which transcripts of a gene are kept.

use std::collections::{HashMap, HashSet};

use exocast_core::options::Word;

use super::{transcript::Transcript, transcripts::Transcripts};
use crate::notice::{NAMED, Notice};

/// Which transcripts of a gene are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Isoforms {
    /// All.
    #[default]
    All,
    /// The one of most nucleotides, of these that of the longest open reading frame, of these the first.
    Longest,
    /// That of MANE Select.
    Mane,
    /// The canonical one of Ensembl, or that of `RefSeq` Select.
    Canonical,
}

impl Word for Isoforms {
    const ALL: &'static [Self] = &[Self::All, Self::Longest, Self::Mane, Self::Canonical];

    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Longest => "longest",
            Self::Mane => "mane",
            Self::Canonical => "canonical",
        }
    }
}

/// No transcript has the tag that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no transcript is tagged as {0}; tags come from a GTF or GFF3 of GENCODE, Ensembl or RefSeq: give it with \
     --annotation, or keep the longest or all isoforms"
)]
pub struct NoTags(&'static str);

impl Transcripts {
    /// The transcripts of each gene that are kept, in their order. Transcripts without a gene are kept, but where a tag
    /// decides.
    ///
    /// # Errors
    /// Where a tag decides, and no transcript has it.
    pub fn keep(self, isoforms: Isoforms) -> Result<Self, NoTags> {
        let places: Vec<usize> = match isoforms {
            Isoforms::All => return Ok(self),
            Isoforms::Longest => self.longest(),
            Isoforms::Mane => self.tagged("MANE Select", |place| self.tags(place).mane)?,
            Isoforms::Canonical => self.tagged("canonical", |place| self.tags(place).canonical)?,
        };
        let mut genes: HashSet<&str> =
            places.iter().filter_map(|&place| gene(&self.get(place)?)).collect();
        let mut without: Vec<String> = Vec::new();
        for transcript in self.iter() {
            if let Some(gene) = gene(&transcript)
                && genes.insert(gene)
            {
                without.push(transcript.gene.unwrap_or(gene).to_owned());
            }
        }
        let mut notices = self.source_notices().to_vec();
        notices.push(Notice::IsoformsKept { transcripts: places.len(), total: self.len() });
        if !without.is_empty() {
            let genes = without.len();
            without.truncate(NAMED);
            notices.push(Notice::GenesWithoutTag {
                genes,
                tag: isoforms.name(),
                examples: without,
            });
        }
        let mut out = self.those(&places);
        out.set_source_notices(notices);
        Ok(out)
    }

    fn tagged(&self, tag: &'static str, has: impl Fn(usize) -> bool) -> Result<Vec<usize>, NoTags> {
        let places: Vec<usize> = (0..self.len()).filter(|&place| has(place)).collect();
        if places.is_empty() { Err(NoTags(tag)) } else { Ok(places) }
    }

    fn longest(&self) -> Vec<usize> {
        let length = |transcript: &Transcript<'_>| {
            let orf = transcript.orf.len();
            (transcript.utr5.len() + orf + transcript.utr3.len(), orf)
        };
        let mut best: HashMap<&str, (usize, (usize, usize))> = HashMap::new();
        let mut places = Vec::new();
        for (place, transcript) in self.iter().enumerate() {
            let Some(gene) = gene(&transcript) else {
                places.push(place);
                continue;
            };
            let length = length(&transcript);
            let known = best.entry(gene).or_insert((place, length));
            if length > known.1 {
                *known = (place, length);
            }
        }
        places.extend(best.into_values().map(|(place, _)| place));
        places.sort_unstable();
        places
    }
}

/// What tells the genes apart: identifiers, as several may have one symbol.
fn gene<'a>(transcript: &Transcript<'a>) -> Option<&'a str> {
    transcript.gene_id.or(transcript.gene)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Annotation;

    fn names(transcripts: &Transcripts) -> Vec<&str> {
        transcripts.iter().map(|transcript| transcript.name).collect()
    }

    #[test]
    fn the_longest_of_each_gene_is_kept() {
        let text = "transcript\tgene\torf\tutr3\na\tA\tATGTAA\tCC\nb\tA\tATG\tCCCCC\nc\t.\t\tC\nd\tB\t\tC\ne\tA\t.\tCCCCCCCC\n";
        let transcripts = Transcripts::read(text.as_bytes(), "t").unwrap();
        let longest = transcripts.clone().keep(Isoforms::Longest).unwrap();
        assert_eq!(names(&longest), ["a", "c", "d"]);
        assert_eq!(longest.get(2).unwrap(), transcripts.get(3).unwrap());
        assert_eq!(longest.position("d"), Some(2));
        assert_eq!(longest.notices()[0].to_string(), "3 of 5 transcripts are kept");
        let error = transcripts.keep(Isoforms::Mane).unwrap_err().to_string();
        assert!(error.contains("MANE Select") && error.contains("--annotation"), "{error}");
    }

    #[test]
    fn tags_of_the_annotation_decide() {
        let rows = |name: &str, gene: &str, start: usize, tag: &str| {
            format!(
                "1\tx\ttranscript\t{start}\t{e}\t.\t+\t.\tgene_id \"{gene}\"; transcript_id \"{name}\"; {tag}\n\
                 1\tx\texon\t{start}\t{e}\t.\t+\t.\tgene_id \"{gene}\"; transcript_id \"{name}\";\n\
                 1\tx\tCDS\t{start}\t{c}\t.\t+\t.\tgene_id \"{gene}\"; transcript_id \"{name}\";\n",
                e = start + 11,
                c = start + 5
            )
        };
        let gtf = [
            rows("a", "G", 1, "tag \"basic\"; tag \"Ensembl_canonical\";"),
            rows("b", "G", 2, "tag \"basic\"; tag \"MANE_Select\";"),
            rows("c", "H", 3, "tag \"Ensembl_canonical\";"),
        ];
        let annotation = Annotation::read(gtf.concat().as_bytes(), "x").unwrap();
        let genome = format!(">1\n{}\n", "ACGT".repeat(10));
        let all = Transcripts::read_genome(genome.as_bytes(), "g", &annotation).unwrap();
        let mane = all.clone().keep(Isoforms::Mane).unwrap();
        assert_eq!(names(&mane), ["b"]);
        let notices: Vec<String> = mane.notices().iter().map(ToString::to_string).collect();
        assert!(
            notices.iter().any(|notice| notice == "1 gene without a mane transcript: left out (H)"),
            "{notices:?}"
        );
        assert_eq!(names(&all.keep(Isoforms::Canonical).unwrap()), ["a", "b", "c"]);
    }
}
