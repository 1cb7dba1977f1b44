//! The sequences of annotated transcripts, cut from a genome.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{
    Base, Location, Malformed, ReadError, Strand, fasta, without_version, words::shown,
};

use super::{annotation::Annotation, model::Model, problems::Problems};
use crate::{
    input::{
        bad_record::BadRecord, header::Header, rna_kind::RnaKind, transcript::NewTranscript,
        transcripts::Transcripts,
    },
    notice::{CodingProblem, GenomeProblem, NAMED, Notice, SequenceProblem},
};

/// 5'UTR, open reading frame and 3'UTR.
type Regions = [Vec<u8>; 3];

/// The transcripts of an annotation, while the records of a FASTA file come.
struct Splicer<'a> {
    annotation: &'a Annotation,
    by_contig: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<&'a str, usize>,
    cut: Vec<Option<(Regions, Location)>>,
    problems: Problems,
    /// Transcripts whose sequence cannot be used.
    failed: Vec<bool>,
    /// Whether records are transcripts, not contigs.
    is_spliced: bool,
    /// Records that are neither.
    unknown: Vec<String>,
    /// Transcripts whose stop codon was added.
    extended: usize,
}

impl Transcripts {
    /// Cuts the transcripts of an annotation out of a genome in FASTA, contig by contig: memory for one
    /// contig and the transcripts. They come in the order of the annotation. Where the records are its transcripts
    /// (cDNA), each is divided at the ends of its coding sequence.
    ///
    /// A contig of the genome has the name of the annotation or differs from it by `chr`. Where an
    /// annotation leaves the stop codon out of the coding sequence, and one follows, it is added.
    ///
    /// # Errors
    /// At a record without a name, and at a letter that is no nucleotide in a transcript; where the
    /// genome holds none of the transcripts; and where the stream fails.
    pub fn read_genome<R: BufRead>(
        genome: R,
        source: &str,
        annotation: &Annotation,
    ) -> Result<Self, ReadError> {
        let mut splicer = Splicer::new(annotation);
        let mut records = fasta::Reader::new(genome, source);
        while let Some(record) = records.next_record()? {
            splicer.take(&record);
        }
        splicer.finish(source)
    }
}

/// Sequences of another genome, or of other transcripts.
#[derive(Debug, thiserror::Error)]
#[error(
    "none of its sequences (such as `{sequence}`) is a contig (such as `{contig}`) or a transcript (such as `{transcript}`) of \
     the annotation: give both of one release, with the same names"
)]
struct NotAnnotated {
    sequence: String,
    contig: String,
    transcript: String,
}

/// Sequences of another release.
#[derive(Debug, thiserror::Error)]
#[error("its sequences are shorter or longer than the annotation says: give both of one release")]
struct OtherLengths;

impl<'a> Splicer<'a> {
    fn new(annotation: &'a Annotation) -> Self {
        let mut by_contig: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_name = HashMap::new();
        for (place, model) in annotation.models.iter().enumerate() {
            by_contig.entry(plain(&model.contig)).or_default().push(place);
            by_name.entry(without_version(&model.name)).or_insert(place);
        }
        for (place, model) in annotation.models.iter().enumerate() {
            by_name.insert(&model.name, place);
        }
        Self {
            annotation,
            by_contig,
            by_name,
            cut: vec![None; annotation.models.len()],
            problems: Problems::default(),
            failed: vec![false; annotation.models.len()],
            is_spliced: false,
            unknown: Vec::new(),
            extended: 0,
        }
    }

    fn take(&mut self, record: &fasta::Record<'_>) {
        if let Some(places) = self.by_contig.remove(plain(record.name())) {
            for place in places {
                let regions = self.annotation.models[place].regions(record.letters());
                self.keep(place, regions, record.location(), GenomeProblem::End);
            }
            return;
        }
        let name = Header::parse(record.name(), record.description()).name;
        let place = self.by_name.get(name).or_else(|| self.by_name.get(without_version(name)));
        match place.copied() {
            Some(place) if self.cut[place].is_none() => {
                self.is_spliced = true;
                let regions = self.annotation.models[place].divide(record.letters().to_vec());
                self.keep(place, regions, record.location(), GenomeProblem::Length);
            }
            Some(_) => {}
            None => self.unknown.push(name.to_owned()),
        }
    }

    fn keep(
        &mut self,
        place: usize,
        regions: Option<(Regions, bool)>,
        at: Location,
        problem: GenomeProblem,
    ) {
        if let Some((regions, stop_follows)) = regions {
            self.extended += usize::from(stop_follows);
            self.cut[place] = Some((regions, at));
        } else {
            self.failed[place] = true;
            self.problems.add(problem, &self.annotation.models[place].name);
        }
    }

    fn finish(self, source: &str) -> Result<Transcripts, ReadError> {
        let Self {
            annotation,
            by_contig,
            cut,
            mut problems,
            failed,
            is_spliced,
            unknown,
            extended,
            ..
        } = self;
        let mut missing: Vec<usize> = if is_spliced {
            (0..cut.len()).filter(|&place| cut[place].is_none()).collect()
        } else {
            by_contig.into_values().flatten().collect()
        };
        missing.sort_unstable();
        let problem = if is_spliced { GenomeProblem::Record } else { GenomeProblem::Contig };
        for &place in &missing {
            if !failed[place] {
                problems.add(problem, &annotation.models[place].name);
            }
        }
        let mut out = Transcripts::default();
        for (model, cut) in annotation.models.iter().zip(cut) {
            let Some((regions, at)) = cut else { continue };
            let kind = if model.coding.is_some() { RnaKind::Mrna } else { RnaKind::Noncoding };
            let new = NewTranscript {
                name: &model.name,
                gene: model.gene.as_deref(),
                gene_id: model.gene_id.as_deref(),
                kind,
                tags: model.tags,
                regions: [&regions[0], &regions[1], &regions[2]],
            };
            if let Err(BadRecord::Letter(cause)) = out.add(&new) {
                return Err(ReadError::malformed(at.field(&*model.name), cause));
            }
        }
        if out.is_empty() {
            let cause = match (unknown.first(), annotation.models.first()) {
                (Some(sequence), Some(model)) => Malformed::other(NotAnnotated {
                    sequence: shown(sequence),
                    contig: shown(&model.contig),
                    transcript: shown(&model.name),
                }),
                _ if failed.contains(&true) => Malformed::other(OtherLengths),
                _ => Malformed::Empty("sequence"),
            };
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let mut notices = annotation.notices.clone();
        notices.extend(problems.notices());
        if is_spliced && !unknown.is_empty() {
            let (problem, records) = (SequenceProblem::NotAnnotated, unknown.len());
            let examples = unknown.into_iter().take(NAMED).collect();
            notices.push(Notice::Skipped { problem, records, examples });
        }
        if extended > 0 {
            notices.push(Notice::StopTakenIn { transcripts: extended });
        }
        out.set_source_notices(notices);
        Ok(out)
    }
}

impl Model {
    /// Its regions, and whether the stop codon had to be added; nothing where the contig is too
    /// short.
    fn regions(&self, contig: &[u8]) -> Option<(Regions, bool)> {
        let mut spliced = Vec::new();
        for exon in &self.exons {
            spliced.extend_from_slice(contig.get(exon.clone())?);
        }
        if self.strand == Strand::Reverse {
            spliced.reverse();
            for letter in &mut spliced {
                *letter = complement(*letter);
            }
        }
        self.divide(spliced)
    }

    /// The regions of its spliced sequence, and whether the stop codon had to be added; nothing where that has another
    /// length.
    fn divide(&self, mut spliced: Vec<u8>) -> Option<(Regions, bool)> {
        if spliced.len() != self.exons.iter().map(ExactSizeIterator::len).sum::<usize>() {
            return None;
        }
        let Some(coding) = &self.coding else {
            return Some(([Vec::new(), Vec::new(), spliced], false));
        };
        let before = |place: usize| -> usize {
            self.exons.iter().map(|exon| place.clamp(exon.start, exon.end) - exon.start).sum()
        };
        let (mut start, mut end) = (before(coding.start), before(coding.end));
        if self.strand == Strand::Reverse {
            (start, end) = (spliced.len() - end, spliced.len() - start);
        }
        let is_stop = |codon: &[u8]| {
            let bases: Option<Vec<_>> =
                codon.iter().map(|letter| Base::from_letter(*letter)).collect();
            bases.is_some_and(|bases| bases.len() == 3 && !CodingProblem::Stop.is_in(&bases))
        };
        let last = spliced.get(end.saturating_sub(3).max(start)..end).unwrap_or_default();
        let next = spliced.get(end..end + 3).unwrap_or_default();
        let follows = (end - start).is_multiple_of(3) && !is_stop(last) && is_stop(next);
        if follows {
            end += 3;
        }
        let utr3 = spliced.split_off(end);
        let orf = spliced.split_off(start);
        Some(([spliced, orf, utr3], follows))
    }
}

/// Names that genomes give a contig with and without `chr`.
fn plain(contig: &str) -> &str {
    match contig.strip_prefix("chr").unwrap_or(contig) {
        "M" => "MT",
        name => name,
    }
}

/// The letter opposite; codes of several nucleotides become `N`, what is no nucleotide stays.
const fn complement(letter: u8) -> u8 {
    match letter.to_ascii_uppercase() {
        b'A' => b'U',
        b'C' => b'G',
        b'G' => b'C',
        b'T' | b'U' => b'A',
        b'R' | b'Y' | b'S' | b'W' | b'K' | b'M' | b'B' | b'D' | b'H' | b'V' | b'N' => b'N',
        _ => letter,
    }
}
