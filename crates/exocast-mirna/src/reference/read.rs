//! Reading a catalogue from its files.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use super::{catalogue::Catalogue, embl, fasta, gff, placing};
use crate::{names::Kept, notice::Notice};

/// Annotation and sequences that have nothing in common.
#[derive(Debug, thiserror::Error)]
#[error(
    "none of its miRNAs has a precursor with a sequence in {hairpin}; give both of one release"
)]
struct Unjoined {
    hairpin: String,
}

/// What a stream starts with, left in it.
fn start_of<'a, R: BufRead>(reader: &'a mut R, source: &str) -> Result<&'a [u8], ReadError> {
    reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))
}

impl Catalogue {
    /// Reads precursor sequences and their annotation, of miRBase or `MirGeneDB`.
    ///
    /// `hairpin` is FASTA, or EMBL of which only the sequences are taken; `annotation` is GFF3, or FASTA of mature
    /// sequences, which are sought on the precursors of their name. `organism` is a species code such as `hsa`;
    /// of files with several species, only its names are kept. With GFF3, mature sequences are cut from the
    /// hairpins by coordinates, along the strand. Lines with too few fields, precursors without sequence and
    /// the like are [notices](Self::notices).
    ///
    /// # Errors
    /// Where a file is malformed, two sequences share a name, no precursor is left, or a stream fails.
    pub fn read<F: BufRead, G: BufRead>(
        mut hairpin: F,
        hairpin_source: &str,
        mut annotation: G,
        annotation_source: &str,
        organism: Option<&str>,
    ) -> Result<Self, ReadError> {
        let mut catalogue = Self::default();
        let of_hairpins = Kept::new(organism);
        let entries = if embl::is_embl(start_of(&mut hairpin, hairpin_source)?) {
            embl::read(
                hairpin,
                hairpin_source,
                |name| of_hairpins.keep(name),
                &mut catalogue.notices,
            )?
            .0
        } else {
            fasta::read(hairpin, hairpin_source, |name| of_hairpins.keep(name))?
        };
        of_hairpins.some_left(hairpin_source, "precursor")?;
        let sequences = catalogue.unique(entries, hairpin_source)?;
        let start = start_of(&mut annotation, annotation_source)?;
        let annotated = Kept::new(organism);
        let keep = |name: &str| annotated.keep(name);
        let read = if start.trim_ascii_start().starts_with(b">") {
            let matures = fasta::read(annotation, annotation_source, keep)?;
            annotated.some_left(annotation_source, "mature sequence")?;
            placing::refuse_precursors(&sequences, &matures, annotation_source)?;
            placing::place(&sequences, matures, &mut catalogue.notices)
        } else {
            let read = gff::read(annotation, annotation_source, keep, &mut catalogue.notices)?;
            annotated.some_left(annotation_source, "miRNA")?;
            read
        };
        catalogue.build(sequences, read);
        let unjoined = Unjoined { hairpin: hairpin_source.to_owned() };
        catalogue.not_empty(annotation_source, Malformed::other(unjoined))
    }

    /// Reads precursors and mature sequences from an EMBL file of miRBase, `miRNA.dat`, of any release.
    ///
    /// # Errors
    /// As [`read`](Self::read); FASTA is refused, since it needs an annotation too.
    pub fn read_embl<R: BufRead>(
        mut reader: R,
        source: &str,
        organism: Option<&str>,
    ) -> Result<Self, ReadError> {
        if !embl::is_embl(start_of(&mut reader, source)?) {
            let at = Location::new(source).line(1);
            let cause = Malformed::Missing(
                "an EMBL entry (`ID   hsa-let-7a-1 …`); sequences in FASTA need an annotation, which",
            );
            return Err(ReadError::malformed(at, cause));
        }
        let mut catalogue = Self::default();
        let kept = Kept::new(organism);
        let (entries, read) =
            embl::read(reader, source, |name| kept.keep(name), &mut catalogue.notices)?;
        kept.some_left(source, "precursor")?;
        let sequences = catalogue.unique(entries, source)?;
        catalogue.build(sequences, read);
        catalogue.not_empty(source, Malformed::Empty("miRNA whose precursor has a sequence"))
    }

    fn not_empty(self, source: &str, cause: Malformed) -> Result<Self, ReadError> {
        if self.loci.is_empty() {
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(self)
    }

    /// Sequences by the key of their name.
    fn unique(
        &mut self,
        entries: Vec<fasta::Entry>,
        source: &str,
    ) -> Result<HashMap<String, fasta::Entry>, ReadError> {
        let mut sequences: HashMap<String, fasta::Entry> = HashMap::with_capacity(entries.len());
        for entry in entries {
            let (name, line) = (entry.name.clone(), entry.line);
            let key = placing::key(&name).to_owned();
            if entry.ambiguous > 0 {
                let count = entry.ambiguous;
                self.notices.push(Notice::AmbiguousLetters { name: name.clone(), count });
            }
            match sequences.get(&key) {
                None => {
                    sequences.insert(key, entry);
                }
                Some(first) if first.sequence == entry.sequence => {
                    self.notices.push(Notice::RepeatedSequence { name });
                }
                Some(first) => {
                    let at = Location::new(source).line(line);
                    let cause = Malformed::Duplicate { name, first: first.line };
                    return Err(ReadError::malformed(at, cause));
                }
            }
        }
        Ok(sequences)
    }
}
