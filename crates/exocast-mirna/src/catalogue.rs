//! Precursors, mature sequences, where they lie, and the families they form.

use std::{
    collections::{BTreeMap, HashMap},
    io::BufRead,
};

use exocast_core::{Malformed, ReadError, Rna};

use crate::{
    Accession, Arm, MirnaName, Notice,
    annotation::{self, Annotation, Placement},
    embl, fasta,
    organism::Kept,
    placing,
};

/// A precursor (hairpin).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hairpin {
    /// Name, such as `hsa-mir-199a-1`.
    pub name: String,
    /// Accession, where annotation or sequence has one.
    pub accession: Option<Accession>,
    /// Sequence.
    pub sequence: Rna,
    /// Where it lies on the genome, where the annotation tells; several places may share one sequence and name.
    pub placements: Vec<Placement>,
}

/// A mature sequence; one a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mature {
    /// Name, such as `hsa-miR-199a-3p`.
    pub name: String,
    /// Accession, where the annotation has one.
    pub accession: Option<Accession>,
    /// Sequence, that of the first locus.
    pub sequence: Rna,
    /// Indices of its [loci](Catalogue::loci), at least one.
    pub loci: Vec<usize>,
}

/// A mature sequence on a precursor, 0-based and half-open in the precursor's coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Locus {
    /// Index of the [hairpin](Catalogue::hairpins).
    pub hairpin: usize,
    /// Index of the [mature sequence](Catalogue::matures).
    pub mature: usize,
    /// First nucleotide, from 0.
    pub start: usize,
    /// One past the last nucleotide.
    pub end: usize,
    /// Arm, by the name or else by the half of the hairpin in which the middle lies.
    pub arm: Arm,
}

/// The miRNAs of a reference: hairpins, mature sequences, loci, seed families.
///
/// ```
/// use exocast_mirna::Catalogue;
///
/// let hairpin = ">hsa-mir-21 MI0000077\n\
///     UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
/// let gff = "\
/// chr17\t.\tmiRNA_primary_transcript\t59841266\t59841337\t.\t+\t.\tID=MI0000077;Name=hsa-mir-21\n\
/// chr17\t.\tmiRNA\t59841273\t59841294\t.\t+\t.\tID=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";
/// let catalogue =
///     Catalogue::read(hairpin.as_bytes(), "hairpin.fa", gff.as_bytes(), "hsa.gff3", None)?;
/// let mir21 = catalogue.find("hsa-miR-21-5p").map(|i| &catalogue.matures()[i]).unwrap();
/// assert_eq!(mir21.sequence.to_string(), "UAGCUUAUCAGACUGAUGUUGA");
/// assert_eq!(mir21.seed().unwrap().to_string(), "AGCUUAU");
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    hairpins: Vec<Hairpin>,
    matures: Vec<Mature>,
    loci: Vec<Locus>,
    by_name: HashMap<String, usize>,
    by_accession: HashMap<Accession, usize>,
    families: BTreeMap<Rna, Vec<usize>>,
    notices: Vec<Notice>,
}

/// Nucleotides on both sides of a precursor in `MirGeneDB`'s files of primary transcripts (`…-pri-30-30.fas`).
const FLANK: usize = 30;

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
    reader.fill_buf().map_err(|error| ReadError::io(exocast_core::Location::new(source), error))
}

impl Hairpin {
    /// The name taken apart, where it follows a known grammar.
    #[must_use]
    pub fn parsed(&self) -> Option<MirnaName> {
        self.name.parse().ok()
    }
}

impl Mature {
    /// The name taken apart, where it follows a known grammar.
    #[must_use]
    pub fn parsed(&self) -> Option<MirnaName> {
        self.name.parse().ok()
    }

    /// The seed, nucleotides 2–8.
    #[must_use]
    pub fn seed(&self) -> Option<Rna> {
        self.sequence.slice(1..8)
    }
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
            let read =
                annotation::read(annotation, annotation_source, keep, &mut catalogue.notices)?;
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
            let at = exocast_core::Location::new(source).line(1);
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
            return Err(ReadError::malformed(exocast_core::Location::new(source), cause));
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
                    let at = exocast_core::Location::new(source).line(line);
                    let cause = Malformed::Duplicate { name, first: first.line };
                    return Err(ReadError::malformed(at, cause));
                }
            }
        }
        Ok(sequences)
    }

    fn build(&mut self, mut sequences: HashMap<String, fasta::Entry>, read: Annotation) {
        let available = sequences.len();
        let mut hairpin_by_name: HashMap<String, usize> = HashMap::new();
        let mut of_precursor = Vec::with_capacity(read.precursors.len());
        let mut flanked = 0;
        for precursor in read.precursors {
            let index = match hairpin_by_name.get(&precursor.name) {
                Some(&i) => Some(i),
                None => sequences.remove(placing::key(&precursor.name)).map(|entry| {
                    let word = entry.description.split_whitespace().next().unwrap_or_default();
                    self.hairpins.push(Hairpin {
                        name: precursor.name.clone(),
                        accession: precursor.accession.or_else(|| word.parse().ok()),
                        sequence: entry.sequence,
                        placements: Vec::new(),
                    });
                    hairpin_by_name.insert(precursor.name.clone(), self.hairpins.len() - 1);
                    self.hairpins.len() - 1
                }),
            };
            let Some(i) = index else {
                self.notices.push(Notice::NoHairpin { name: precursor.name });
                of_precursor.push(None);
                continue;
            };
            let flank = self.flank(i, &precursor);
            flanked += usize::from(flank.is_some_and(|flank| flank > 0));
            self.hairpins[i].placements.extend(precursor.placement);
            of_precursor.push(flank.map(|flank| (i, flank)));
        }
        if flanked > 0 {
            self.notices.push(Notice::Flanked { count: flanked, flank: FLANK });
        }
        let left = available - self.hairpins.len();
        if left > 0 {
            self.notices.push(Notice::NotAnnotated { count: left });
        }
        for mut derived in read.derived {
            if let Some((hairpin, flank)) = of_precursor[derived.precursor] {
                derived.start += flank;
                derived.end += flank;
                self.add_locus(hairpin, derived);
            }
        }
        self.find_families();
    }

    /// How much of a hairpin's sequence stands in front of what is annotated; nothing, with a notice, where
    /// their lengths do not fit.
    fn flank(&mut self, hairpin: usize, precursor: &annotation::Precursor) -> Option<usize> {
        let Some(Placement { start, end, .. }) = precursor.placement else { return Some(0) };
        // Only a sequence that is in memory can be as long.
        let interval = usize::try_from(end - start).unwrap_or(usize::MAX);
        let sequence = self.hairpins[hairpin].sequence.len();
        if sequence == interval {
            return Some(0);
        }
        if sequence.checked_sub(interval) == Some(2 * FLANK)
            && annotation::arm_of_mirgenedb(&precursor.name).is_some()
        {
            return Some(FLANK);
        }
        let name = precursor.name.clone();
        self.notices.push(Notice::HairpinLength { name, sequence, interval });
        None
    }

    fn add_locus(&mut self, hairpin: usize, derived: annotation::Derived) {
        let from = &self.hairpins[hairpin];
        let Some(sequence) = from.sequence.slice(derived.start..derived.end) else { return };
        let middle = derived.start + derived.end;
        let inferred = if middle <= from.sequence.len() { Arm::FivePrime } else { Arm::ThreePrime };
        let named = derived.name.parse::<MirnaName>();
        let mature = if let Some(&i) = self.by_name.get(&derived.name) {
            if self.matures[i].sequence != sequence {
                let (mature, hairpin) = (derived.name.clone(), from.name.clone());
                self.notices.push(Notice::LociDiffer { mature, hairpin });
            }
            i
        } else {
            if named.is_err() {
                self.notices.push(Notice::UnknownName { name: derived.name.clone() });
            }
            let i = self.matures.len();
            self.by_name.insert(derived.name.clone(), i);
            if let Some(accession) = derived.accession {
                self.by_accession.entry(accession).or_insert(i);
            }
            let (name, accession) = (derived.name, derived.accession);
            self.matures.push(Mature { name, accession, sequence, loci: Vec::new() });
            i
        };
        let arm = named.ok().and_then(|name| name.arm()).unwrap_or(inferred);
        let locus = Locus { hairpin, mature, start: derived.start, end: derived.end, arm };
        // A second genomic place of one precursor adds no locus.
        if !self.matures[mature].loci.iter().any(|&i| self.loci[i] == locus) {
            self.matures[mature].loci.push(self.loci.len());
            self.loci.push(locus);
        }
    }

    fn find_families(&mut self) {
        let mut shared: HashMap<&Rna, usize> = HashMap::new();
        for (i, mature) in self.matures.iter().enumerate() {
            *shared.entry(&mature.sequence).or_default() += 1;
            if let Some(seed) = mature.seed() {
                self.families.entry(seed).or_default().push(i);
            }
        }
        let joint: Vec<(String, usize)> = self
            .one_a_sequence()
            .iter()
            .filter(|same| same.len() > 1)
            .map(|same| (self.joint_name(same), same[0]))
            .collect();
        let names: usize = shared.values().filter(|&&n| n > 1).sum();
        let sequences = shared.values().filter(|&&n| n > 1).count();
        if sequences > 0 {
            self.notices.push(Notice::SharedSequences { sequences, names });
        }
        self.by_name.extend(joint);
    }

    /// The precursors, in the order of the annotation.
    #[must_use]
    pub fn hairpins(&self) -> &[Hairpin] {
        &self.hairpins
    }

    /// The mature sequences, in the order of the annotation.
    #[must_use]
    pub fn matures(&self) -> &[Mature] {
        &self.matures
    }

    /// Where mature sequences lie, in the order of the annotation.
    #[must_use]
    pub fn loci(&self) -> &[Locus] {
        &self.loci
    }

    /// Indices of the mature names of each distinct sequence, in the order of their first name.
    #[must_use]
    pub fn one_a_sequence(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.matures.len()];
        for (i, first) in self.first_of_sequence().into_iter().enumerate() {
            groups[first].push(i);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// For each mature name, the first one with the same sequence.
    pub(crate) fn first_of_sequence(&self) -> Vec<usize> {
        let mut first: HashMap<&Rna, usize> = HashMap::new();
        let matures = self.matures.iter().enumerate();
        matures.map(|(i, mature)| *first.entry(&mature.sequence).or_insert(i)).collect()
    }

    /// The name of several mature sequences together, in full: `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    /// [`find`](Self::find) knows those of names that share a sequence.
    #[must_use]
    pub fn joint_name(&self, matures: &[usize]) -> String {
        let names: Vec<&str> =
            matures.iter().filter_map(|&i| Some(self.matures.get(i)?.name.as_str())).collect();
        names.join("/")
    }

    /// The place of a mature sequence, by name or accession; of names that share a sequence, joined by
    /// `/`, that of the first.
    #[must_use]
    pub fn find(&self, name_or_accession: &str) -> Option<usize> {
        self.by_name.get(name_or_accession).copied().or_else(|| {
            let accession = name_or_accession.parse().ok()?;
            self.by_accession.get(&accession).copied()
        })
    }

    /// The sequence that the annotation cuts from the hairpin at a locus.
    #[must_use]
    pub fn cut(&self, locus: &Locus) -> Option<Rna> {
        self.hairpins.get(locus.hairpin)?.sequence.slice(locus.start..locus.end)
    }

    /// The seed families: nucleotides 2–8, and indices of the mature sequences that have them.
    #[must_use]
    pub fn families(&self) -> &BTreeMap<Rna, Vec<usize>> {
        &self.families
    }

    /// Indices of the mature sequences with the seed of `mature`, itself included.
    #[must_use]
    pub fn family_of(&self, mature: usize) -> &[usize] {
        let seed = self.matures.get(mature).and_then(Mature::seed);
        seed.and_then(|seed| self.families.get(&seed)).map_or(&[], Vec::as_slice)
    }

    /// What was passed over in reading.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAIRPIN: &str = ">hsa-mir-21 MI0000077\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUG\n";
    const MATURE: &str = ">hsa-miR-21-5p MIMAT0000076\nUAGCUUAUCAGACUGAUGUUGA\n";

    fn check(hairpin: &str, annotation: &str, organism: &str, wanted: &str) {
        let read = Catalogue::read(
            hairpin.as_bytes(),
            "h.fa",
            annotation.as_bytes(),
            "a.gff3",
            Some(organism),
        );
        let error = read.expect_err(wanted);
        let cause = std::error::Error::source(&error).expect("a cause");
        assert_eq!(format!("{error}: {cause}"), format!("malformed record at {wanted}"));
    }

    #[test]
    fn what_is_missing_in_a_reference_is_told_apart() {
        let other = "h.fa: there is no precursor of the organism `mmu` in it, but such as `hsa-mir-21`; give its code as the names of miRBase begin with it";
        check(HAIRPIN, MATURE, "mmu", other);
        check("", MATURE, "hsa", "h.fa: there is no precursor in it");
        check(HAIRPIN, "", "hsa", "a.gff3: there is no miRNA in it");
        check(HAIRPIN, "##gff-version 3\n", "hsa", "a.gff3: there is no miRNA in it");
        let release = "a.gff3: none of its miRNAs has a precursor with a sequence in h.fa; give both of one release";
        check(HAIRPIN, ">hsa-miR-99-5p\nUAGCUUAUCAGACUGAUGUUGA\n", "hsa", release);
    }

    #[test]
    fn precursors_are_no_mature_sequences() {
        let wanted = "a.gff3, line 1: `hsa-mir-21` is a whole precursor: give the FASTA of mature sequences, or the GFF3 that says where on the precursors they lie";
        check(HAIRPIN, HAIRPIN, "hsa", wanted);
    }
}
