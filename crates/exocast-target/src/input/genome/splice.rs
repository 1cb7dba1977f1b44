//! The sequences of annotated transcripts, cut from a genome.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Base, Location, Malformed, ReadError, Strand, fasta};

use super::{annotation::Annotation, model::Model, problems::Problems};
use crate::{
    input::{bad_record::BadRecord, transcripts::Transcripts},
    notice::{CodingProblem, GenomeProblem, Notice},
};

/// 5'UTR, open reading frame and 3'UTR.
type Regions = [Vec<u8>; 3];

impl Transcripts {
    /// Cuts the transcripts of an annotation out of a genome in FASTA, contig by contig: memory for one
    /// contig and the transcripts. They come in the order of the annotation.
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
        let mut by_contig: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, model) in annotation.models.iter().enumerate() {
            by_contig.entry(plain(&model.contig)).or_default().push(place);
        }
        let mut cut: Vec<Option<(Regions, Location)>> = vec![None; annotation.models.len()];
        let mut problems = Problems::default();
        let mut extended = 0;
        let mut records = fasta::Reader::new(genome, source);
        while let Some(record) = records.next_record()? {
            for place in by_contig.remove(plain(record.name())).unwrap_or_default() {
                let model = &annotation.models[place];
                match model.regions(record.letters()) {
                    Some((regions, stop_follows)) => {
                        extended += usize::from(stop_follows);
                        cut[place] = Some((regions, record.location()));
                    }
                    None => problems.add(GenomeProblem::End, &model.name),
                }
            }
        }
        let mut missing: Vec<usize> = by_contig.into_values().flatten().collect();
        missing.sort_unstable();
        for &place in &missing {
            problems.add(GenomeProblem::Contig, &annotation.models[place].name);
        }
        let mut out = Self::default();
        for (model, cut) in annotation.models.iter().zip(cut) {
            let Some((regions, at)) = cut else { continue };
            let letters = [&regions[0][..], &regions[1], &regions[2]];
            let pushed = out.push_regions(&model.name, model.gene.as_deref(), letters);
            if let Err(BadRecord::Letter(cause)) = pushed {
                return Err(ReadError::malformed(at.field(&*model.name), cause));
            }
        }
        if out.is_empty() {
            let wanted = "transcript of the annotation (both have to name contigs alike)";
            let cause = Malformed::Empty(wanted);
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        let mut notices = annotation.notices.clone();
        notices.extend(problems.notices());
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
        let before = |place: usize| -> usize {
            self.exons.iter().map(|exon| place.clamp(exon.start, exon.end) - exon.start).sum()
        };
        let (mut start, mut end) = (before(self.coding.start), before(self.coding.end));
        if self.strand == Strand::Reverse {
            spliced.reverse();
            for letter in &mut spliced {
                *letter = complement(*letter);
            }
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
