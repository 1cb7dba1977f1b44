//! Transcripts as FASTA.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Base, Location, Malformed, ReadError, fasta};

use super::{
    frames::{Frames, Names},
    transcripts::located,
};
use crate::{
    input::{
        bad_record::BadRecord,
        circle::SHORTEST_CIRCLE,
        header::{Header, Part},
        rna_kind::RnaKind,
        transcript::NewTranscript,
        transcripts::Transcripts,
    },
    notice::{Notice, SequenceProblem},
};

/// Several records of one transcript.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` comes in several records, one of each exon: choose `One FASTA record per gene` in the Table Browser of UCSC"
)]
struct Pieces(String);

/// A letter that only proteins have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is a protein (`{letter}` at {position}): give 3'UTRs in nucleotides")]
struct ProteinLetter {
    name: String,
    letter: char,
    position: usize,
}

/// What is skipped and what is said of the records.
#[derive(Debug, Default)]
struct Records {
    skipped: HashMap<SequenceProblem, Names>,
    shorter: Names,
    /// Records whose content is not stated.
    unstated: Frames,
    circular: Names,
    /// Where a record lies on the genome, by the place of its transcript.
    loci: Vec<Option<String>>,
    lines: Vec<u64>,
}

impl Transcripts {
    /// Reads FASTA of 3'UTRs, or of mRNAs whose headers give the ranges of their regions; or of noncoding or circular RNAs,
    /// whose whole sequence goes into the place of the 3'UTR.
    ///
    /// Headers of GENCODE, Ensembl, `BioMart`, UCSC and `RefSeq` are understood: the transcript, its gene, and what the sequence
    /// is. In other headers the first word is the transcript; what follows a `|` in it, up to the next, is the gene;
    /// without one, `gene=NAME` or `gene:NAME` in the rest of the header.
    ///
    /// Records without a sequence, and those that say what an earlier one says, are skipped and counted, see
    /// [`notices`](Self::notices).
    ///
    /// # Errors
    /// At the first record without a name, with a duplicate name and another sequence, with a letter that is no
    /// nucleotide, or whose header says that it is something else; where no record is left; and where the stream fails.
    pub fn read_fasta<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_fasta_of(reader, source, RnaKind::Mrna)
    }

    /// As [`read_fasta`](Self::read_fasta), of RNAs of a kind.
    pub(super) fn read_fasta_of<R: BufRead>(
        reader: R,
        source: &str,
        kind: RnaKind,
    ) -> Result<Self, ReadError> {
        let mut reader = fasta::Reader::new(reader, source);
        let (mut transcripts, mut records) = (Self::default(), Records::default());
        while let Some(record) = reader.next_record()? {
            records.add(&mut transcripts, &record, kind)?;
        }
        transcripts.set_source_notices(records.notices());
        if transcripts.is_empty() {
            let cause = Malformed::Empty("transcript with a sequence");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(transcripts)
    }

    /// As [`read`](Self::read), of any sequences where it is FASTA: whatever their headers say, each is whole in the place
    /// of the 3'UTR.
    ///
    /// # Errors
    /// As [`read`](Self::read) of a table; at the first record without a name, with a duplicate name, or with a letter
    /// that is no nucleotide; where there is no record; and where the stream fails.
    pub fn read_sequences<R: BufRead>(mut reader: R, source: &str) -> Result<Self, ReadError> {
        let start =
            reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))?;
        if !start.starts_with(b">") {
            return Self::read(reader, source);
        }
        let mut reader = fasta::Reader::new(reader, source);
        let (mut transcripts, mut lines) = (Self::default(), Vec::new());
        while let Some(record) = reader.next_record()? {
            let header = Header::parse(record.name(), record.description());
            let refused = |cause| ReadError::malformed(record.location(), cause);
            if header.name.is_empty() {
                return Err(refused(Malformed::Missing("the name of the transcript")));
            }
            let regions: [&[u8]; 3] = [&[], &[], record.letters()];
            transcripts
                .push_regions(header.name, header.gene, regions)
                .map_err(|cause| refused(located(cause, header.name, &lines)))?;
            lines.push(record.line());
        }
        if transcripts.is_empty() {
            let cause = Malformed::Empty("sequence");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(transcripts)
    }
}

impl Records {
    fn add(
        &mut self,
        transcripts: &mut Transcripts,
        record: &fasta::Record<'_>,
        kind: RnaKind,
    ) -> Result<(), ReadError> {
        let refused = |cause| ReadError::malformed(record.location(), cause);
        let mut header = Header::parse(record.name(), record.description());
        if kind == RnaKind::Circular {
            header = header.of_circle(record.name());
        }
        let name = header.name;
        if name.is_empty() {
            return Err(refused(Malformed::Missing("the name of the transcript")));
        }
        let letters: Vec<u8> = record
            .letters()
            .iter()
            .copied()
            .filter(|letter| !letter.is_ascii_whitespace())
            .collect();
        if letters.eq_ignore_ascii_case(b"sequenceunavailable") {
            self.skip(SequenceProblem::Unavailable, name);
            return Ok(());
        }
        if letters.is_empty() {
            self.skip(SequenceProblem::Empty, name);
            return Ok(());
        }
        let (regions, part) = header
            .content
            .cut(name, &letters, kind)
            .map_err(|cause| refused(Malformed::other(cause)))?;
        if kind == RnaKind::Circular && letters.len() < SHORTEST_CIRCLE {
            self.skip(SequenceProblem::ShortCircle, name);
            return Ok(());
        }
        let new = NewTranscript {
            name,
            gene: header.gene,
            gene_id: header.gene_id,
            kind,
            regions,
            ..NewTranscript::default()
        };
        match transcripts.add(&new) {
            Ok(()) => {}
            Err(BadRecord::Duplicate(first)) => {
                return self.again(transcripts, first, &header, regions).map_err(refused);
            }
            Err(BadRecord::Letter(cause))
                if b"EFILOPQJXZ*".contains(&cause.letter.to_ascii_uppercase()) =>
            {
                let (letter, position) = (char::from(cause.letter), cause.position);
                let cause = ProteinLetter { name: name.to_owned(), letter, position };
                return Err(refused(Malformed::other(cause)));
            }
            Err(cause) => return Err(refused(located(cause, name, &self.lines))),
        }
        self.lines.push(record.line());
        self.loci.push(header.locus.map(str::to_owned));
        match part {
            Part::Shorter => self.shorter.add(name),
            Part::Unstated => {
                let place = transcripts.len() - 1;
                let utr3 = transcripts.get(place).map_or(&[][..], |transcript| transcript.utr3);
                self.unstated.add(name, utr3);
                if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("circ")) {
                    self.circular.add(name);
                }
            }
            Part::Stated => {}
        }
        Ok(())
    }

    /// A record with the name of an earlier one.
    fn again(
        &mut self,
        transcripts: &Transcripts,
        first: usize,
        header: &Header<'_>,
        regions: [&[u8]; 3],
    ) -> Result<(), Malformed> {
        if header.is_piece {
            return Err(Malformed::other(Pieces(header.name.to_owned())));
        }
        let same = transcripts.get(first).is_some_and(|earlier| {
            let known = [earlier.utr5, earlier.orf, earlier.utr3];
            known.iter().zip(regions).all(|(known, letters)| {
                let bases =
                    letters.iter().map(|letter| Base::from_letter(*letter).unwrap_or(Base::N));
                known.iter().copied().eq(bases)
            })
        });
        let elsewhere = header.locus.is_some()
            && self.loci.get(first).is_some_and(|locus| locus.as_deref() != header.locus);
        match (same, elsewhere) {
            (true, _) => self.skip(SequenceProblem::Repeated, header.name),
            (_, true) => self.skip(SequenceProblem::Elsewhere, header.name),
            _ => return Err(located(BadRecord::Duplicate(first), header.name, &self.lines)),
        }
        Ok(())
    }

    fn skip(&mut self, problem: SequenceProblem, name: &str) {
        self.skipped.entry(problem).or_default().add(name);
    }

    fn notices(&mut self) -> Vec<Notice> {
        let mut notices = Vec::new();
        for problem in SequenceProblem::ALL {
            if let Some(Names(records, examples)) = self.skipped.remove(&problem) {
                notices.push(Notice::Skipped { problem, records, examples });
            }
        }
        let Names(records, examples) = std::mem::take(&mut self.shorter);
        if records > 0 {
            notices.push(Notice::ShorterThanRanges { records, examples });
        }
        notices.extend(std::mem::take(&mut self.unstated).notice());
        let Names(records, examples) = std::mem::take(&mut self.circular);
        if records > 0 {
            notices.push(Notice::NamedCircular { records, examples });
        }
        notices
    }
}
