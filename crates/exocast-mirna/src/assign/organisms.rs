//! Reads of several organisms: which of them explain a read.

use std::collections::BTreeMap;

use super::{count, quantify::Quantification};
use crate::{
    names::{MirnaName, species},
    notice::Notice,
    reference::Catalogue,
};

/// Reads (molecules) of one organism in one sample, or of several whose names share a row of the counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OrganismReads {
    /// Rows with at least half a read.
    pub(crate) mirnas: usize,
    /// As counted.
    pub(crate) counts: f64,
    /// Of them, those that no other organism explains as well.
    pub(crate) unique: f64,
}

/// Organisms, ascending, of which names explain reads.
type Set = Vec<usize>;

/// The organism of each mature name, where the names of a reference are of several.
#[derive(Clone, Debug)]
pub(crate) struct Organisms {
    names: Vec<String>,
    of_mature: Vec<usize>,
}

impl Organisms {
    /// None where all names are of one organism, or some of none.
    pub(crate) fn new(catalogue: &Catalogue) -> Option<Self> {
        let mut names: Vec<String> = Vec::new();
        let mut of_mature = Vec::with_capacity(catalogue.matures().len());
        for mature in catalogue.matures() {
            mature.name.parse::<MirnaName>().ok()?;
            let code = species(&mature.name);
            let place = names.iter().position(|name| name == code).unwrap_or_else(|| {
                names.push(code.to_owned());
                names.len() - 1
            });
            of_mature.push(place);
        }
        (names.len() > 1).then_some(Self { names, of_mature })
    }

    fn set(&self, matures: impl Iterator<Item = usize>) -> Set {
        let mut set: Set = matures.map(|mature| self.of_mature[mature]).collect();
        set.sort_unstable();
        set.dedup();
        set
    }

    /// `hsa`, or `hsa/mmu`.
    fn label(&self, set: &Set) -> String {
        let names: Vec<&str> = set.iter().map(|i| self.names[*i].as_str()).collect();
        names.join("/")
    }
}

impl Quantification<'_> {
    /// Reads of each organism, and of those that share rows; they sum to the counts. None where the reference has one
    /// organism.
    pub(crate) fn organisms(&self, sample: usize) -> Option<Vec<(String, OrganismReads)>> {
        let organisms = Organisms::new(self.index.catalogue())?;
        let members = self.rows.members();
        let sets: Vec<Set> =
            members.iter().map(|names| organisms.set(names.iter().copied())).collect();
        let mut reads: BTreeMap<(usize, Set), OrganismReads> = BTreeMap::new();
        // Organisms without reads are rows too.
        for i in 0..organisms.names.len() {
            reads.insert((1, vec![i]), OrganismReads::default());
        }
        for (row, count) in self.amounts(sample).iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let sum = reads.entry((sets[row].len(), sets[row].clone())).or_default();
            sum.counts += count;
            sum.mirnas += usize::from(*count >= 0.5);
        }
        for (insert, called) in self.mirna_inserts(sample) {
            let best = organisms.set(count::best(&called.near));
            let shares = self.shares(sample, called).into_iter();
            // Of several organisms, only what is in rows of them all.
            let is_of = |(row, share): (usize, f64)| if sets[row] == best { share } else { 0.0 };
            let whole = if best.len() == 1 { 1.0 } else { shares.map(is_of).sum() };
            if let Some(sum) = reads.get_mut(&(best.len(), best)) {
                sum.unique += insert.molecules as f64 * whole;
            }
        }
        let rows = reads.into_iter();
        Some(rows.map(|((_, set), reads)| (organisms.label(&set), reads)).collect())
    }

    /// How the reads of a sample divide among organisms.
    pub(super) fn note_organisms(&self, sample: usize) -> Option<Notice> {
        let organisms = self.organisms(sample)?;
        let total: f64 = organisms.iter().map(|(_, reads)| reads.counts).sum();
        let mut shares: Vec<(String, f64)> = Vec::new();
        let mut shared = 0.0;
        for (name, reads) in &organisms {
            if name.contains('/') {
                shared += reads.counts;
            } else {
                shared += reads.counts - reads.unique;
                shares.push((name.clone(), reads.unique / total));
            }
        }
        let sample = self.samples[sample].name.clone();
        (total > 0.0).then(|| Notice::Organisms { sample, shares, shared: shared / total })
    }
}
