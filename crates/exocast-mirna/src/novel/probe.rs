//! The unique reads that are searched in the genome.

use crate::{
    assign::{Call, Quantification},
    reads::{CAPACITY, Packed},
};

/// Nucleotides at the 5' end of a read that have to be those of the genome.
pub(super) const SEED: usize = 18;
/// Most nucleotides that are added to the 3' end of a read.
pub(super) const TAIL: usize = 3;

/// What a read is of, by the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nothing known.
    None,
    /// A known miRNA, by its index in the catalogue.
    Mirna(usize),
    /// Another part of a known precursor.
    Hairpin,
    /// Another known RNA.
    Other,
}

/// A unique read of all samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Probe {
    pub(super) read: Packed,
    /// Reads (molecules) of all samples.
    pub(super) reads: u64,
    pub(super) owner: Owner,
}

impl Quantification<'_> {
    /// Unique reads of at least 18 nt, ascending, with what they are known to be.
    pub(super) fn probes(&self) -> Vec<Probe> {
        let mut all: Vec<(Packed, u64)> = self
            .samples
            .iter()
            .flat_map(|sample| &sample.inserts)
            .filter(|insert| (SEED..=CAPACITY).contains(&insert.sequence.len()))
            .map(|insert| (insert.sequence, insert.molecules))
            .collect();
        all.sort_unstable();
        let mut calls = self.calls.iter().peekable();
        let mut probes: Vec<Probe> = Vec::new();
        for (read, reads) in all {
            if let Some(last) = probes.last_mut().filter(|last| last.read == read) {
                last.reads += reads;
                continue;
            }
            while calls.next_if(|(other, _)| *other < read).is_some() {}
            let called = calls.peek().filter(|(other, _)| *other == read);
            let owner = match called.map(|(_, called)| &called.call) {
                None | Some(Call::Unassigned) => Owner::None,
                Some(Call::Mirna(hits)) => {
                    hits.first().map_or(Owner::Other, |hit| Owner::Mirna(self.mature(hit)))
                }
                Some(Call::Contaminant(class)) if *class == self.index.hairpin_class() => {
                    Owner::Hairpin
                }
                Some(Call::Contaminant(_) | Call::Ambiguous | Call::Spike(_)) => Owner::Other,
            };
            probes.push(Probe { read, reads, owner });
        }
        probes
    }
}
