//! What the targets of an index are.

use super::{competitor::Competitor, index::ReadIndex, target::Kind};

impl ReadIndex<'_> {
    /// Where the text of spikes and contaminants begins.
    pub(super) fn first_competitor(&self) -> usize {
        let first = self.targets.get(self.catalogue.hairpins().len());
        first.map_or(self.text.len(), |target| target.start)
    }

    /// The places of a word from `first` on, ascending.
    pub(super) fn places_from(&self, word: usize, first: usize) -> &[u32] {
        let places = self.words.places(word);
        &places[places.partition_point(|place| (*place as usize) < first)..]
    }

    /// The spike or contaminant of a target.
    pub(super) fn competitor(&self, target: usize) -> &Competitor {
        &self.competitors[target - self.catalogue.hairpins().len()]
    }

    /// The class of a target.
    pub(super) fn class_of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Hairpin(_) => "miRNA",
            Kind::Spike(_) => crate::reference::SPIKE,
            Kind::Contaminant(class) | Kind::Common(class) => &self.classes[class],
        }
    }
}
