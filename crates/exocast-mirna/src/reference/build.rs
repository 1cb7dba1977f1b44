//! Building a catalogue from sequences and annotation.

use std::collections::HashMap;

use exocast_core::Rna;

use super::{
    annotation::{Annotation, Derived, Precursor, arm_of_mirgenedb},
    catalogue::Catalogue,
    hairpin::{Hairpin, Locus, Mature},
    placement::Placement,
    placing,
    sequences::Sequence,
};
use crate::{
    names::{Arm, MirnaName},
    notice::Notice,
};

/// Nucleotides on both sides of a precursor in the files of primary transcripts of `MirGeneDB` (`…-pri-30-30.fas`).
const FLANK: usize = 30;

impl Catalogue {
    pub(super) fn build(
        &mut self,
        mut sequences: HashMap<String, Sequence>,
        annotation: Annotation,
    ) {
        let available = sequences.len();
        let mut hairpin_by_name: HashMap<String, usize> = HashMap::new();
        let mut hairpins_of_precursors = Vec::with_capacity(annotation.precursors.len());
        let mut flanked = 0;
        for precursor in annotation.precursors {
            let index = match hairpin_by_name.get(&precursor.name) {
                Some(&i) => Some(i),
                None => sequences.remove(placing::key(&precursor.name)).map(|sequence| {
                    self.hairpins.push(Hairpin {
                        name: precursor.name.clone(),
                        accession: precursor
                            .accession
                            .or_else(|| sequence.accession_word().parse().ok()),
                        sequence: sequence.bases,
                    });
                    hairpin_by_name.insert(precursor.name.clone(), self.hairpins.len() - 1);
                    self.hairpins.len() - 1
                }),
            };
            let Some(i) = index else {
                self.notices.push(Notice::NoHairpin { name: precursor.name });
                hairpins_of_precursors.push(None);
                continue;
            };
            let flank = self.flank(i, &precursor);
            flanked += usize::from(flank.is_some_and(|flank| flank > 0));
            hairpins_of_precursors.push(flank.map(|flank| (i, flank)));
        }
        if flanked > 0 {
            self.notices.push(Notice::Flanked { count: flanked, flank: FLANK });
        }
        let left = available - self.hairpins.len();
        if left > 0 {
            self.notices.push(Notice::NotAnnotated { count: left });
        }
        for mut derived in annotation.derived {
            if let Some((hairpin, flank)) = hairpins_of_precursors[derived.precursor] {
                derived.start += flank;
                derived.end += flank;
                self.add_locus(hairpin, derived);
            }
        }
        self.find_families();
    }

    /// Nucleotides of a hairpin's sequence before its annotated interval; none, with a notice, where the lengths
    /// disagree.
    fn flank(&mut self, hairpin: usize, precursor: &Precursor) -> Option<usize> {
        let Some(Placement { start, end, .. }) = precursor.placement else { return Some(0) };
        // No sequence in memory is longer than that.
        let interval = usize::try_from(end - start).unwrap_or(usize::MAX);
        let sequence = self.hairpins[hairpin].sequence.len();
        if sequence == interval {
            return Some(0);
        }
        if sequence.checked_sub(interval) == Some(2 * FLANK)
            && arm_of_mirgenedb(&precursor.name).is_some()
        {
            return Some(FLANK);
        }
        let name = precursor.name.clone();
        self.notices.push(Notice::HairpinLength { name, sequence, interval });
        None
    }

    fn add_locus(&mut self, hairpin: usize, derived: Derived) {
        let precursor = &self.hairpins[hairpin];
        let Some(sequence) = precursor.sequence.slice(derived.start..derived.end) else { return };
        let middle = derived.start + derived.end;
        let inferred =
            if middle <= precursor.sequence.len() { Arm::FivePrime } else { Arm::ThreePrime };
        let named = derived.name.parse::<MirnaName>();
        let mature = if let Some(&i) = self.by_name.get(&derived.name) {
            if self.matures[i].sequence != sequence {
                let (mature, hairpin) = (derived.name.clone(), precursor.name.clone());
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

    pub(super) fn find_families(&mut self) {
        let mut shared: HashMap<&Rna, usize> = HashMap::new();
        for (i, mature) in self.matures.iter().enumerate() {
            *shared.entry(&mature.sequence).or_default() += 1;
            if let Some(seed) = mature.seed() {
                self.families.entry(seed).or_default().push(i);
            }
        }
        let joint: Vec<(String, usize)> = self
            .names_by_sequence()
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
}
