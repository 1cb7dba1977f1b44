//! The candidates of one read, of which the best alignment wins.

use super::{
    align,
    call::{Call, Hit},
};
use crate::reads::Packed;

/// Rank of an alignment: nucleotides not explained, then shifts against the expected ends.
pub(super) type Key = (usize, u32);

/// The candidates of one read.
#[derive(Default)]
pub(super) struct Best {
    pub(super) mirna: Option<u32>,
    /// Everything within [`align::WINDOW`] of the best so far.
    pub(super) near: Vec<(u32, Hit)>,
    pub(super) hits: Vec<Hit>,
    pub(super) spike: Option<(Key, usize)>,
    pub(super) spikes_tie: bool,
    pub(super) contaminant: Option<(Key, usize)>,
    pub(super) contaminants_tie: bool,
    pub(super) common: Option<(Key, usize)>,
    pub(super) common_tie: bool,
    /// On a precursor, wherever; of the class [`HAIRPIN`](super::competitor::HAIRPIN).
    pub(super) hairpin: Option<usize>,
}

/// Fewest nucleotides of a read that lies on a precursor outside of its miRNAs, with up to one mismatch.
pub(super) const HAIRPIN_TEMPLATE: usize = 18;

impl Best {
    pub(super) fn add_mirna(&mut self, cost: u32, hit: Hit) {
        let least = self.mirna.map_or(cost, |best| best.min(cost));
        self.mirna = Some(least);
        if cost <= least + align::WINDOW {
            self.near.push((cost, hit));
        }
    }

    /// The class with the best alignment; `hairpin_class` is that of precursors.
    pub(super) fn decide(&mut self, hairpin_class: usize) -> Call {
        if self
            .common
            .is_some_and(|(key, _)| self.contaminant.is_none_or(|contaminant| key < contaminant.0))
        {
            (self.contaminant, self.contaminants_tie) = (self.common, self.common_tie);
        }
        let mirna = self.hits.iter().map(|hit| (hit.isomir.edits(), hit.isomir.shift())).min();
        let keys = [mirna, self.spike.map(|s| s.0), self.contaminant.map(|c| c.0)];
        let least = keys.iter().flatten().min();
        // The precursor explains only what nothing else explains as well, and no miRNA or spike at all.
        if let Some(differences) = self.hairpin
            && mirna.is_none()
            && self.spike.is_none()
            && least.is_none_or(|least| differences < least.0)
        {
            return Call::Contaminant(hairpin_class);
        }
        let Some(least) = least else { return Call::Unassigned };
        if keys.iter().filter(|key| key.as_ref() == Some(least)).count() > 1 {
            return Call::Ambiguous;
        }
        if mirna.as_ref() == Some(least) {
            return Call::Mirna(std::mem::take(&mut self.hits));
        }
        match (self.spike, self.contaminant) {
            (Some((key, spike)), _) if key == *least && !self.spikes_tie => Call::Spike(spike),
            (_, Some((key, class))) if key == *least && !self.contaminants_tie => {
                Call::Contaminant(class)
            }
            _ => Call::Ambiguous,
        }
    }

    /// Keeps the candidates near the best, unless the best is no better than chance.
    ///
    /// A read with additions at both ends is that only where nothing explains it otherwise: the ends of one miRNA within
    /// another are not added.
    pub(super) fn settle(&mut self, read: Packed) {
        let has_both = |hit: &Hit| hit.isomir.added_5p > 0 && hit.isomir.added_3p > 0;
        if let Some(least) = self.mirna
            && self.near.iter().any(|(_, hit)| has_both(hit))
        {
            self.near.retain(|(cost, _)| *cost <= least + align::WINDOW);
            if self.near.iter().any(|(_, hit)| !has_both(hit)) {
                self.near.retain(|(_, hit)| !has_both(hit));
                self.mirna = self.near.iter().map(|(cost, _)| *cost).min();
            }
        }
        let Some(least) = self.mirna.filter(|cost| align::beats_chance(*cost, read)) else {
            self.mirna = None;
            return self.near.clear();
        };
        self.near.retain(|(cost, _)| *cost <= least + align::WINDOW);
        self.hits.extend(self.near.iter().filter(|(cost, _)| *cost == least).map(|(_, hit)| *hit));
        self.hits.sort_unstable();
        self.hits.dedup_by_key(|hit| hit.locus);
    }
}

/// Keeps the smallest key; another holder of an equal key makes a tie.
pub(super) fn keep(best: &mut Option<(Key, usize)>, tie: &mut bool, key: Key, holder: usize) {
    match best {
        Some((least, _)) if key > *least => {}
        Some((least, first)) if key == *least => *tie |= *first != holder,
        _ => {
            *best = Some((key, holder));
            *tie = false;
        }
    }
}
