//! The miRNAs of a reference and their seed families.

use std::collections::{BTreeMap, HashMap};

use exocast_core::Rna;

use super::hairpin::{Hairpin, Locus, Mature};
use crate::{names::Accession, notice::Notice};

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
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub(super) hairpins: Vec<Hairpin>,
    pub(super) matures: Vec<Mature>,
    pub(super) loci: Vec<Locus>,
    pub(super) by_name: HashMap<String, usize>,
    pub(super) by_accession: HashMap<Accession, usize>,
    pub(super) families: BTreeMap<Rna, Vec<usize>>,
    pub(super) notices: Vec<Notice>,
    /// Whether mature sequences lie on precursors.
    pub(super) has_precursors: bool,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self {
            hairpins: Vec::new(),
            matures: Vec::new(),
            loci: Vec::new(),
            by_name: HashMap::new(),
            by_accession: HashMap::new(),
            families: BTreeMap::new(),
            notices: Vec::new(),
            has_precursors: true,
        }
    }
}

impl Catalogue {
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

    /// The loci of mature sequences on hairpins, in the order of the annotation.
    #[must_use]
    pub fn loci(&self) -> &[Locus] {
        &self.loci
    }

    /// Indices of the mature names of each distinct sequence, in the order of their first name.
    #[must_use]
    pub fn names_by_sequence(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.matures.len()];
        for (i, first) in self.first_of_sequence().into_iter().enumerate() {
            groups[first].push(i);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// For each mature name, the index of the first one with the same sequence.
    pub(crate) fn first_of_sequence(&self) -> Vec<usize> {
        let mut first: HashMap<&Rna, usize> = HashMap::new();
        let matures = self.matures.iter().enumerate();
        matures.map(|(i, mature)| *first.entry(&mature.sequence).or_insert(i)).collect()
    }

    /// The name of several mature sequences together, in full: `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    /// [`find`](Self::find) knows the joint names of those that share a sequence.
    #[must_use]
    pub fn joint_name(&self, matures: &[usize]) -> String {
        let names: Vec<&str> =
            matures.iter().filter_map(|&i| Some(self.matures.get(i)?.name.as_str())).collect();
        names.join("/")
    }

    /// The index of a mature sequence, by name or accession; of the first for a joint name of names that share a
    /// sequence.
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

    /// Indices of the mature sequences with the seed of `mature`, itself included.
    #[must_use]
    pub fn family_of(&self, mature: usize) -> &[usize] {
        let seed = self.matures.get(mature).and_then(Mature::seed);
        seed.and_then(|seed| self.families.get(&seed)).map_or(&[], Vec::as_slice)
    }

    /// Whether mature sequences lie on precursors, and are not [alone](Self::read_matures).
    #[must_use]
    pub const fn has_precursors(&self) -> bool {
        self.has_precursors
    }

    /// What was skipped in reading.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}
