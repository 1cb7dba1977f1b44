//! The index of all sequences that compete for reads.

use std::collections::HashMap;

use exocast_core::{Base, options::Checked};

use super::{
    ago2,
    call::{Clash, Hit},
    competitor::{Competitor, HAIRPIN, Origin},
    target::{Kind, Target},
    text::Text,
    words::Words,
};
use crate::{
    notice::Notice,
    options::{QuantifyOptions, SHORTEST_TEMPLATE},
    reference::{Catalogue, Locus, ReferenceSet, SPIKE},
};

/// Hairpins, spikes and contaminants, ready for reads to be compared with them.
///
/// All classes compete for a read, and the best alignment wins. The first 8-mers of a read find the places where it may
/// fit; there it is compared as a whole.
///
/// ```
/// use exocast_mirna::{Call, Catalogue, QuantifyOptions, ReadIndex, core::options::Options};
///
/// let hairpin = ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
/// let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
/// let catalogue = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None)?;
/// let index = ReadIndex::new(&catalogue, &[], None, &QuantifyOptions::default().check()?);
/// let Call::Mirna(hits) = index.assign(b"TAGCTTATCAGACTGATGTTGAA") else { panic!("it is miR-21") };
/// assert_eq!(hits[0].isomir.to_string(), "iso_add3p:1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReadIndex<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) options: QuantifyOptions,
    pub(super) text: Text,
    /// In ascending order of their start.
    pub(super) targets: Vec<Target>,
    pub(super) words: Words,
    pub(super) loci: Vec<Vec<usize>>,
    /// Of each locus, the largest 3' shift.
    pub(super) reach: Vec<usize>,
    pub(super) spikes: Vec<String>,
    /// Classes of contaminants.
    pub(super) classes: Vec<String>,
    /// The class of hairpins outside of their miRNAs.
    pub(super) hairpin_class: usize,
    /// Spikes and contaminants, in the order of their targets, which follow those of the hairpins.
    pub(super) competitors: Vec<Competitor>,
    /// Mature sequences that are fragments of other RNAs.
    pub(super) origins: Vec<Origin>,
    pub(super) clashes: Vec<Clash>,
    pub(super) notices: Vec<Notice>,
}

impl<'a> ReadIndex<'a> {
    /// Builds the index. Spikes and contaminants are compared with the miRNAs; similar ones are
    /// [notices](crate::Quantification::notices).
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        contaminants: &[ReferenceSet],
        spikes: Option<&ReferenceSet>,
        options: &Checked<QuantifyOptions>,
    ) -> Self {
        let mut index = Self {
            catalogue,
            options: (**options).clone(),
            text: Text::default(),
            targets: Vec::new(),
            words: Words::default(),
            loci: vec![Vec::new(); catalogue.hairpins().len()],
            reach: catalogue
                .loci()
                .iter()
                .map(|locus| ago2::reach(catalogue, locus).max(options.max_shift_3p))
                .collect(),
            spikes: Vec::new(),
            classes: Vec::new(),
            hairpin_class: 0,
            competitors: Vec::new(),
            origins: Vec::new(),
            clashes: Vec::new(),
            notices: Vec::new(),
        };
        // Reads may begin before the first sequence.
        index.text.push(&[]);
        for (i, locus) in catalogue.loci().iter().enumerate() {
            index.loci[locus.hairpin].push(i);
        }
        for (i, hairpin) in catalogue.hairpins().iter().enumerate() {
            index.push(hairpin.sequence.bases(), Kind::Hairpin(i));
        }
        let mut names: HashMap<(String, String), usize> = HashMap::new();
        let common = if index.options.common_contaminants {
            ReferenceSet::common()
        } else {
            ReferenceSet::default()
        };
        let adapters = ReferenceSet::adapters();
        for (is_given, set) in spikes
            .into_iter()
            .chain(contaminants)
            .map(|set| (true, set))
            .chain([(false, &common), (false, &adapters)])
        {
            index.notices.extend(set.notices.iter().cloned());
            for reference in set.references() {
                let kind = if reference.class == SPIKE {
                    index.spikes.push(reference.name.clone());
                    Kind::Spike(index.spikes.len() - 1)
                } else if is_given {
                    Kind::Contaminant(index.class(&reference.class))
                } else {
                    Kind::Common(index.class(&reference.class))
                };
                if reference.sequence.len() < SHORTEST_TEMPLATE {
                    index.notices.push(Notice::ShortReference { name: reference.name.clone() });
                }
                index.push(reference.sequence.bases(), kind);
                let key = (reference.class.clone(), reference.name.clone());
                let same = *names.entry(key).or_insert(index.competitors.len());
                let (name, body) = (reference.name.clone(), reference.body.clone());
                index.competitors.push(Competitor { name, same, body });
            }
        }
        index.hairpin_class = index.class(HAIRPIN);
        index.words = Words::new(&index.text);
        index.check_spikes(spikes);
        index.mask_genes();
        index.check_contaminants();
        index
    }

    fn push(&mut self, bases: &[Base], kind: Kind) {
        let start = self.text.push(bases);
        self.targets.push(Target { start, len: bases.len(), kind });
    }

    fn class(&mut self, name: &str) -> usize {
        self.classes.iter().position(|class| class == name).unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        })
    }

    /// The target that a place of the text belongs to.
    pub(super) fn target(&self, place: usize) -> usize {
        self.targets.partition_point(|target| target.start <= place).saturating_sub(1)
    }

    /// The miRNAs.
    pub(crate) fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// The options.
    pub(crate) fn options(&self) -> &QuantifyOptions {
        &self.options
    }

    /// Names of the spikes.
    pub(crate) fn spikes(&self) -> &[String] {
        &self.spikes
    }

    /// Classes of contaminants.
    pub(crate) fn contaminant_classes(&self) -> &[String] {
        &self.classes
    }

    /// The class of reads of known precursors outside of their miRNAs.
    pub(crate) fn hairpin_class(&self) -> usize {
        self.hairpin_class
    }

    /// Spikes that a miRNA explains.
    pub(crate) fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    /// Spikes and contaminants that resemble miRNAs, or are too short.
    pub(crate) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The locus and mature name of a hit.
    pub(crate) fn locus(&self, hit: &Hit) -> &'a Locus {
        &self.catalogue.loci()[hit.locus]
    }
}
