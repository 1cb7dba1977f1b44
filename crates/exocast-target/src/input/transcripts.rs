//! mRNAs: names, genes and the sequences of their regions, packed in one piece of memory.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::{self, Write},
    ops::Range,
};

use exocast_core::{BadBase, Base, Cell};

use super::{
    bad_record::BadRecord,
    rna_kind::RnaKind,
    transcript::{NewTranscript, Tags, Transcript},
};
use crate::notice::{NAMED, Notice};

/// A set of mRNAs with unique names, one byte per nucleotide.
///
/// Letters other than `ACGUT` that stand for several nucleotides (`R`, `Y` … of IUPAC) are kept as
/// `N`; no site lies over an `N`. Both are counted, see [`notices`](Self::notices).
///
/// ```
/// use exocast_target::Transcripts;
///
/// let text = "transcript\tgene\torf\tutr3\nNM_1\tPTEN\tATGTAA\tACATTCCA\nNM_2\t.\tATG\tAAAA\n";
/// let transcripts = Transcripts::read(text.as_bytes(), "mrna.tsv")?;
/// assert_eq!(transcripts.len(), 2);
/// assert_eq!(transcripts.get(0).and_then(|t| t.gene), Some("PTEN"));
/// # Ok::<(), exocast_target::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Transcripts {
    records: Vec<Record>,
    bases: Vec<Base>,
    index: HashMap<String, usize>,
    unknown: Count,
    ambiguous: Count,
    /// What was seen where they come from.
    source: Vec<Notice>,
}

#[derive(Clone, Debug)]
struct Record {
    name: String,
    gene: Option<String>,
    gene_id: Option<String>,
    kind: RnaKind,
    tags: Tags,
    start: usize,
    orf_start: usize,
    utr3_start: usize,
    end: usize,
}

/// How many sequences have such letters, and how many letters they are.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    sequences: usize,
    letters: usize,
}

impl Transcripts {
    /// Adds one mRNA from letters of either case; white space and DNA letters are fine.
    ///
    /// # Errors
    /// Where the name is taken or a letter is neither a nucleotide nor an IUPAC code for several.
    pub fn push(
        &mut self,
        name: &str,
        gene: Option<&str>,
        orf: &[u8],
        utr3: &[u8],
    ) -> Result<(), BadRecord> {
        self.push_regions(name, gene, [&[], orf, utr3])
    }

    /// As [`push`](Self::push), with the 5'UTR before the open reading frame.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub(crate) fn push_regions(
        &mut self,
        name: &str,
        gene: Option<&str>,
        regions: [&[u8]; 3],
    ) -> Result<(), BadRecord> {
        self.add(&NewTranscript { name, gene, regions, ..NewTranscript::default() })
    }

    /// Adds one transcript.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub(crate) fn add(&mut self, new: &NewTranscript<'_>) -> Result<(), BadRecord> {
        let start = self.bases.len();
        let (unknown, ambiguous) = (self.unknown, self.ambiguous);
        let result = match self.index.entry(new.name.to_owned()) {
            Entry::Occupied(owner) => return Err(BadRecord::Duplicate(*owner.get())),
            Entry::Vacant(free) => {
                let bases = &mut self.bases;
                let mut add = |letters| {
                    append(bases, letters, &mut self.unknown, &mut self.ambiguous)?;
                    Ok(bases.len())
                };
                let [utr5, orf, utr3] = new.regions;
                let ends = add(utr5).and_then(|orf_start| Ok((orf_start, add(orf)?, add(utr3)?)));
                ends.inspect(|_| {
                    free.insert(self.records.len());
                })
            }
        };
        match result {
            Ok((orf_start, utr3_start, end)) => {
                self.records.push(Record {
                    name: new.name.to_owned(),
                    gene: new.gene.map(str::to_owned),
                    gene_id: new.gene_id.map(str::to_owned),
                    kind: new.kind,
                    tags: new.tags,
                    start,
                    orf_start,
                    utr3_start,
                    end,
                });
                Ok(())
            }
            Err(letter) => {
                self.bases.truncate(start);
                (self.unknown, self.ambiguous) = (unknown, ambiguous);
                Err(BadRecord::Letter(letter))
            }
        }
    }

    /// Number of transcripts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Number of nucleotides of all regions.
    #[must_use]
    pub fn nucleotides(&self) -> usize {
        self.bases.len()
    }

    /// The transcript at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Transcript<'_>> {
        self.records.get(place).map(|record| self.view(record))
    }

    /// All transcripts, in the order read.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Transcript<'_>> + Clone {
        self.records.iter().map(|record| self.view(record))
    }

    /// The transcripts at these places, without the notices about them.
    #[must_use]
    pub fn part(&self, places: Range<usize>) -> Self {
        let records = self.records.get(places).unwrap_or_default();
        let first = records.first().map_or(0, |record| record.start);
        let end = records.last().map_or(first, |record| record.end);
        let moved = |record: &Record| Record {
            start: record.start - first,
            orf_start: record.orf_start - first,
            utr3_start: record.utr3_start - first,
            end: record.end - first,
            ..record.clone()
        };
        Self {
            records: records.iter().map(moved).collect(),
            bases: self.bases[first..end].to_vec(),
            index: records.iter().enumerate().map(|(i, record)| (record.name.clone(), i)).collect(),
            ..Self::default()
        }
    }

    /// The transcripts at ascending places, without the notices about them.
    pub(crate) fn those(&self, places: &[usize]) -> Self {
        let mut out = Self::default();
        for record in places.iter().filter_map(|&place| self.records.get(place)) {
            let start = out.bases.len();
            out.bases.extend_from_slice(&self.bases[record.start..record.end]);
            out.index.insert(record.name.clone(), out.records.len());
            out.records.push(Record {
                start,
                orf_start: record.orf_start - record.start + start,
                utr3_start: record.utr3_start - record.start + start,
                end: out.bases.len(),
                ..record.clone()
            });
        }
        out
    }

    /// The place of a name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    fn view<'a>(&'a self, record: &'a Record) -> Transcript<'a> {
        Transcript {
            name: &record.name,
            gene: record.gene.as_deref(),
            gene_id: record.gene_id.as_deref(),
            kind: record.kind,
            utr5: &self.bases[record.start..record.orf_start],
            orf: &self.bases[record.orf_start..record.utr3_start],
            utr3: &self.bases[record.utr3_start..record.end],
        }
    }

    /// What an annotation says of a transcript at a place.
    pub(crate) fn tags(&self, place: usize) -> Tags {
        self.records.get(place).map(|record| record.tags).unwrap_or_default()
    }

    pub(crate) fn source_notices(&self) -> &[Notice] {
        &self.source
    }

    pub(crate) fn set_source_notices(&mut self, notices: Vec<Notice>) {
        self.source = notices;
    }

    /// What was seen in the sequences that a reader of the results should know.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = self.source.clone();
        if self.unknown.letters > 0 {
            let Count { sequences, letters } = self.unknown;
            notices.push(Notice::UnknownNucleotides { sequences, letters });
        }
        if self.ambiguous.letters > 0 {
            let Count { sequences, letters } = self.ambiguous;
            notices.push(Notice::AmbiguousNucleotides { sequences, letters });
        }
        let mut empty = self.records.iter().filter(|record| record.start == record.end);
        let examples: Vec<String> =
            empty.by_ref().take(NAMED).map(|record| record.name.clone()).collect();
        let transcripts = examples.len() + empty.count();
        if transcripts > 0 {
            notices.push(Notice::WithoutSequence { transcripts, examples });
        }
        notices
    }

    /// How many circles there are, with the first names.
    pub(crate) fn circle_notice(&self) -> Option<Notice> {
        let mut circles = self.records.iter().filter(|record| record.kind == RnaKind::Circular);
        let examples: Vec<String> =
            circles.by_ref().take(NAMED).map(|record| record.name.clone()).collect();
        let transcripts = examples.len() + circles.count();
        (transcripts > 0).then_some(Notice::CirclesStay { transcripts, examples })
    }

    /// The columns of [`rows`](Self::rows): `transcript gene orf utr3`, and `utr5`, `gene_id` and `rna_kind` where they say
    /// something.
    #[must_use]
    pub fn columns(&self) -> Vec<&'static str> {
        let any = |has: fn(&Transcript<'_>) -> bool| self.iter().any(|transcript| has(&transcript));
        let mut columns = vec!["transcript", "gene", "orf", "utr3"];
        columns.extend(any(|transcript| !transcript.utr5.is_empty()).then_some("utr5"));
        columns.extend(any(|transcript| transcript.gene_id.is_some()).then_some("gene_id"));
        columns.extend(any(|transcript| transcript.kind != RnaKind::Mrna).then_some("rna_kind"));
        columns
    }

    /// The table of transcripts, as [`read`](Self::read) reads it, row by row.
    pub fn rows(&self, visit: &mut dyn FnMut(Vec<Cell>)) {
        let columns = self.columns();
        let word = |bases: &[Base]| -> Cell {
            bases.iter().map(|base| char::from(base.letter())).collect::<String>().into()
        };
        for transcript in self.iter() {
            let cell = |column: &&str| match *column {
                "transcript" => transcript.name.into(),
                "gene" => transcript.gene.into(),
                "orf" => word(transcript.orf),
                "utr3" => word(transcript.utr3),
                "utr5" => word(transcript.utr5),
                "gene_id" => transcript.gene_id.into(),
                _ => transcript.kind.to_string().into(),
            };
            visit(columns.iter().map(cell).collect());
        }
    }

    /// Writes `transcript gene orf utr3`, as [`read`](Self::read) reads it, and `utr5`, `gene_id` and `rna_kind` where a
    /// transcript has a 5'UTR, a gene has an identifier beside its symbol, or an RNA is no mRNA.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write_tsv(&self, mut out: impl Write) -> io::Result<()> {
        let columns = self.columns();
        let [with_utr5, with_id, with_kind] =
            ["utr5", "gene_id", "rna_kind"].map(|column| columns.contains(&column));
        out.write_all(columns.join("\t").as_bytes())?;
        out.write_all(b"\n")?;
        let mut line = Vec::new();
        for transcript in self.iter() {
            line.clear();
            line.extend_from_slice(transcript.name.as_bytes());
            line.push(b'\t');
            line.extend_from_slice(transcript.gene.unwrap_or(".").as_bytes());
            let regions = [transcript.orf, transcript.utr3, transcript.utr5];
            for bases in &regions[..if with_utr5 { 3 } else { 2 }] {
                line.push(b'\t');
                line.extend(bases.iter().map(|base| base.letter()));
            }
            if with_id {
                write!(line, "\t{}", transcript.gene_id.unwrap_or("."))?;
            }
            if with_kind {
                write!(line, "\t{}", transcript.kind)?;
            }
            line.push(b'\n');
            out.write_all(&line)?;
        }
        Ok(())
    }
}

/// Appends letters as bases; what was appended before a bad letter stays for the caller to cut off.
fn append(
    bases: &mut Vec<Base>,
    letters: &[u8],
    unknown: &mut Count,
    ambiguous: &mut Count,
) -> Result<(), BadBase> {
    bases.reserve(letters.len());
    let (mut ns, mut others) = (0, 0);
    for (i, &letter) in letters.iter().enumerate() {
        let base = match Base::from_letter(letter) {
            Some(base) => {
                ns += usize::from(base == Base::N);
                base
            }
            None if b"RYSWKMBDHV".contains(&letter.to_ascii_uppercase()) => {
                others += 1;
                Base::N
            }
            None if letter.is_ascii_whitespace() => continue,
            None => return Err(BadBase { letter, position: i + 1 }),
        };
        bases.push(base);
    }
    for (count, letters) in [(unknown, ns), (ambiguous, others)] {
        count.letters += letters;
        count.sequences += usize::from(letters > 0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_what_the_whole_holds() {
        let mut whole = Transcripts::default();
        whole.push_regions("a", Some("A"), [b"ac", b"gu", b"aa"]).unwrap();
        whole.push("b", None, b"", b"cc").unwrap();
        whole.push("c", None, b"ggg", b"").unwrap();
        for cut in 0..=3 {
            let (before, after) = (whole.part(0..cut), whole.part(cut..3));
            let both: Vec<Transcript<'_>> = before.iter().chain(after.iter()).collect();
            assert_eq!(both, whole.iter().collect::<Vec<_>>());
            assert_eq!(after.position("c"), (cut < 3).then(|| 2 - cut));
        }
    }

    #[test]
    fn a_refused_transcript_leaves_no_trace() {
        let mut transcripts = Transcripts::default();
        transcripts.push("a", None, b"acgt", b"NNR").unwrap();
        let bad = transcripts.push("b", None, b"NNNN", b"AC-GT").unwrap_err();
        assert_eq!(bad, BadRecord::Letter(BadBase { letter: b'-', position: 3 }));
        assert_eq!(transcripts.push("a", None, b"", b""), Err(BadRecord::Duplicate(0)));
        assert_eq!((transcripts.len(), transcripts.nucleotides()), (1, 7));
        assert_eq!(transcripts.position("b"), None);
        assert_eq!(
            transcripts.notices(),
            [
                Notice::UnknownNucleotides { sequences: 1, letters: 2 },
                Notice::AmbiguousNucleotides { sequences: 1, letters: 1 },
            ]
        );
    }
}
