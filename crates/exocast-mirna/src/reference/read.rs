//! Reading a catalogue from its files.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use super::{
    catalogue::Catalogue,
    embl, gff, placing,
    sequences::{self, Sequence},
};
use crate::{names::Selection, notice::Notice};

/// Annotation and sequences that have no precursor in common.
#[derive(Debug, thiserror::Error)]
#[error(
    "none of the miRNAs has a precursor with a sequence in {hairpin}; give two files of the same release"
)]
struct Unjoined {
    hairpin: String,
}

/// A file without annotation that is not EMBL.
#[derive(Debug, thiserror::Error)]
#[error("not an EMBL entry (`ID   hsa-let-7a-1 …`); sequences in FASTA need an annotation too")]
struct NotEmbl;

/// The start of a stream, which stays in it.
fn start_of<'a, R: BufRead>(reader: &'a mut R, source: &str) -> Result<&'a [u8], ReadError> {
    reader.fill_buf().map_err(|error| ReadError::io(Location::new(source), error))
}

impl Catalogue {
    /// Reads precursor sequences and their annotation, of miRBase or `MirGeneDB`.
    ///
    /// `hairpin` is FASTA, or EMBL of which only the sequences are used; `annotation` is GFF3, or FASTA of mature
    /// sequences, which are searched on the precursors of the same name. `organism` is a species code such as `hsa`, or a
    /// list such as `hsa,ebv`, that selects the names of these species. With GFF3, mature sequences are cut from the hairpins by coordinates,
    /// along the strand. Lines with too few fields, precursors without sequence and the like are
    /// [notices](Self::notices).
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
        let hairpins = Selection::new(organism);
        let accepts = |name: &str| hairpins.accepts(name);
        let sequences = if embl::is_embl(start_of(&mut hairpin, hairpin_source)?) {
            embl::read(hairpin, hairpin_source, accepts, &mut catalogue.notices)?.0
        } else {
            sequences::read(hairpin, hairpin_source, accepts)?
        };
        hairpins.not_empty(hairpin_source, "precursor")?;
        let sequences = catalogue.unique(sequences, hairpin_source)?;
        let start = start_of(&mut annotation, annotation_source)?;
        let annotated = Selection::new(organism);
        let accepts = |name: &str| annotated.accepts(name);
        let annotation = if start.trim_ascii_start().starts_with(b">") {
            let matures = sequences::read(annotation, annotation_source, accepts)?;
            annotated.not_empty(annotation_source, "mature sequence")?;
            placing::refuse_precursors(&sequences, &matures, annotation_source)?;
            placing::place(&sequences, matures, &mut catalogue.notices)
        } else {
            let rows = gff::read(annotation, annotation_source, accepts, &mut catalogue.notices)?;
            annotated.not_empty(annotation_source, "miRNA")?;
            rows
        };
        catalogue.build(sequences, annotation);
        let unjoined = Unjoined { hairpin: hairpin_source.to_owned() };
        catalogue.not_empty(annotation_source, Malformed::other(unjoined))
    }

    /// Reads precursors and mature sequences from an EMBL file of miRBase, `miRNA.dat`, of any release.
    ///
    /// ```
    /// use exocast_mirna::Catalogue;
    ///
    /// let dat = "\
    /// ID   hsa-mir-21         standard; RNA; HSA; 48 BP.\nAC   MI0000077;\n\
    /// FT   miRNA           8..29\nFT                   /accession=\"MIMAT0000076\"\n\
    /// FT                   /product=\"hsa-miR-21-5p\"\n\
    /// SQ   Sequence 48 BP;\n     ugucgggua gcuuaucaga cugauguuga cuguugaauc ucauggcaa        48\n//\n";
    /// let catalogue = Catalogue::read_embl(dat.as_bytes(), "miRNA.dat", Some("hsa"))?;
    /// assert_eq!(catalogue.matures()[0].sequence.to_string(), "UAGCUUAUCAGACUGAUGUUGA");
    /// # Ok::<(), exocast_mirna::core::ReadError>(())
    /// ```
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
            return Err(ReadError::malformed(at, Malformed::other(NotEmbl)));
        }
        let mut catalogue = Self::default();
        let selection = Selection::new(organism);
        let accepts = |name: &str| selection.accepts(name);
        let (sequences, annotation) = embl::read(reader, source, accepts, &mut catalogue.notices)?;
        selection.not_empty(source, "precursor")?;
        let sequences = catalogue.unique(sequences, source)?;
        catalogue.build(sequences, annotation);
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
        sequences: Vec<Sequence>,
        source: &str,
    ) -> Result<HashMap<String, Sequence>, ReadError> {
        let mut by_key: HashMap<String, Sequence> = HashMap::with_capacity(sequences.len());
        for sequence in sequences {
            let (name, line) = (sequence.name.clone(), sequence.line);
            let key = placing::key(&name).to_owned();
            if sequence.ambiguous > 0 {
                let count = sequence.ambiguous;
                self.notices.push(Notice::AmbiguousLetters { name: name.clone(), count });
            }
            match by_key.get(&key) {
                None => {
                    by_key.insert(key, sequence);
                }
                Some(first) if first.bases == sequence.bases => {
                    self.notices.push(Notice::RepeatedSequence { name });
                }
                Some(first) => {
                    let at = Location::new(source).line(line);
                    let cause = Malformed::Duplicate { name, first: first.line };
                    return Err(ReadError::malformed(at, cause));
                }
            }
        }
        Ok(by_key)
    }
}
