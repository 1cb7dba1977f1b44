//! Spikes and contaminants that resemble miRNAs.

use super::{call::Clash, index::ReadIndex};
use crate::{
    notice::Notice,
    reads::Packed,
    reference::{Reference, ReferenceSet},
};

impl ReadIndex<'_> {
    /// Notes spikes that a miRNA, or another spike, explains.
    pub(super) fn check_spikes(&mut self, spikes: Option<&ReferenceSet>) {
        let references = spikes.map_or(&[][..], ReferenceSet::references);
        for (i, reference) in references.iter().enumerate() {
            let letters = reference.sequence.to_dna();
            let Some(packed) = Packed::new(letters.as_bytes()) else { continue };
            let candidates = self.candidates(packed);
            let mut names = Vec::new();
            for hit in &candidates.hits {
                let mirna = &self.catalogue.matures()[self.catalogue.loci()[hit.locus].mature].name;
                if names.contains(mirna) {
                    continue;
                }
                names.push(mirna.clone());
                let variant = hit.isomir.to_string();
                self.clashes.push(Clash {
                    spike: reference.name.clone(),
                    mirna: mirna.clone(),
                    variant,
                });
            }
            let is_same = |earlier: &&Reference| earlier.sequence == reference.sequence;
            if let Some(first) = references[..i].iter().find(is_same) {
                let (spike, first) = (reference.name.clone(), first.name.clone());
                self.notices.push(Notice::SameSpikes { spike, first });
            }
        }
        self.notices.extend(self.clashes.iter().cloned().map(|Clash { spike, mirna, variant }| {
            Notice::SpikeLikeMirna { spike, mirna, variant }
        }));
    }
}
