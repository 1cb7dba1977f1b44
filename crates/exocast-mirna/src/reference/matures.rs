//! A reference of mature sequences alone: equimolar pools, panels of spikes, or miRNAs whose precursors are not known.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError};

use super::{
    catalogue::Catalogue,
    hairpin::{Hairpin, Locus, Mature},
    sequences,
};
use crate::{
    names::{Arm, MirnaName, Selection},
    notice::Notice,
    options::{LONGEST_INSERT, SHORTEST_TEMPLATE},
};

/// A sequence that is no mature one.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{name}` has {length} nt, and mature sequences have at most {LONGEST_INSERT}; give precursors as such, with an annotation"
)]
struct TooLong {
    name: String,
    length: usize,
}

impl Catalogue {
    /// Reads mature sequences from FASTA, without precursors, such as those of a pool: each is its own template.
    ///
    /// Nucleotides beyond a sequence are additions, since no template is known there.
    ///
    /// ```
    /// use exocast_mirna::{Call, Catalogue, QuantifyOptions, ReadIndex, core::options::Options};
    ///
    /// let pool = ">hsa-miR-21-5p MIMAT0000076\nUAGCUUAUCAGACUGAUGUUGA\n>control-1\nUCGAUCGGAUUAACGGCAUCC\n";
    /// let catalogue = Catalogue::read_matures(pool.as_bytes(), "pool.fa", None)?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &QuantifyOptions::default().check()?);
    /// let Call::Mirna(hits) = index.assign(b"ATCGATCGGATTAACGGCATCC") else { panic!("it is in the pool") };
    /// assert_eq!(hits[0].isomir.to_string(), "iso_add5p:1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the FASTA is malformed, a name has two sequences, a sequence is longer than 64 nt, none is left, or the stream
    /// fails.
    pub fn read_matures<R: BufRead>(
        reader: R,
        source: &str,
        organism: Option<&str>,
    ) -> Result<Self, ReadError> {
        let mut catalogue = Self { has_precursors: false, ..Self::default() };
        let selection = Selection::new(organism);
        let sequences = sequences::read(reader, source, |name| selection.accepts(name))?;
        selection.not_empty(source, "mature sequence")?;
        let mut lines: HashMap<String, u64> = HashMap::new();
        for sequence in sequences {
            let at = Location::new(source).line(sequence.line);
            let (name, length) = (sequence.name.clone(), sequence.bases.len());
            if length > LONGEST_INSERT {
                let cause = TooLong { name, length };
                return Err(ReadError::malformed(at, Malformed::other(cause)));
            }
            if let Some(&i) = catalogue.by_name.get(&name) {
                if catalogue.matures[i].sequence == sequence.bases {
                    catalogue.notices.push(Notice::RepeatedSequence { name });
                    continue;
                }
                let first = lines.get(&name).copied().unwrap_or_default();
                return Err(ReadError::malformed(at, Malformed::Duplicate { name, first }));
            }
            lines.insert(name.clone(), sequence.line);
            if sequence.ambiguous > 0 {
                let count = sequence.ambiguous;
                catalogue.notices.push(Notice::AmbiguousLetters { name: name.clone(), count });
            }
            if length < SHORTEST_TEMPLATE {
                catalogue.notices.push(Notice::ShortReference { name: name.clone() });
            }
            let accession = sequence.accession_word().parse().ok();
            catalogue.add_mature(name, accession, sequence.bases);
        }
        if catalogue.loci.is_empty() {
            let at = Location::new(source);
            return Err(ReadError::malformed(at, Malformed::Empty("mature sequence")));
        }
        catalogue.notices.push(Notice::NoPrecursors { sequences: catalogue.matures.len() });
        catalogue.find_families();
        Ok(catalogue)
    }

    fn add_mature(
        &mut self,
        name: String,
        accession: Option<crate::names::Accession>,
        sequence: exocast_core::Rna,
    ) {
        let i = self.matures.len();
        let arm = name.parse::<MirnaName>().ok().and_then(|name| name.arm());
        self.by_name.insert(name.clone(), i);
        if let Some(accession) = accession {
            self.by_accession.entry(accession).or_insert(i);
        }
        self.loci.push(Locus {
            hairpin: i,
            mature: i,
            start: 0,
            end: sequence.len(),
            arm: arm.unwrap_or(Arm::FivePrime),
        });
        self.hairpins.push(Hairpin {
            name: name.clone(),
            accession: None,
            sequence: sequence.clone(),
        });
        self.matures.push(Mature { name, accession, sequence, loci: vec![i] });
    }
}
