//! The reads of one sample by their calls.

use std::collections::BTreeMap;

use super::{
    call::{Call, Called},
    count::NameSets,
    index::ReadIndex,
    pairs::with_calls,
};
use crate::reads::{Packed, SampleReads};

/// Reads of one sample by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClassReads {
    pub(crate) mirna: u64,
    /// Of them, those of a mature sequence itself.
    pub(crate) reference: u64,
    pub(crate) spike: u64,
    pub(crate) contaminants: Vec<u64>,
    pub(crate) ambiguous: u64,
    pub(crate) unassigned: u64,
}

/// The reads of one sample by their calls.
pub(crate) struct Tally {
    pub(crate) classes: ClassReads,
    pub(crate) sets: NameSets,
    pub(crate) spikes: Vec<u64>,
}

impl Tally {
    pub(super) fn new(
        sample: &SampleReads,
        calls: &[(Packed, Called)],
        index: &ReadIndex<'_>,
    ) -> Self {
        let contaminants = vec![0; index.contaminant_classes().len()];
        let mut tally = Self {
            classes: ClassReads { contaminants, ..ClassReads::default() },
            sets: BTreeMap::new(),
            spikes: vec![0; index.spikes().len()],
        };
        for (insert, called) in with_calls(&sample.inserts, calls) {
            let Some(called) = called else {
                tally.classes.unassigned += insert.reads;
                continue;
            };
            match &called.call {
                Call::Mirna(hits) => {
                    tally.classes.mirna += insert.reads;
                    if hits.iter().any(|hit| hit.isomir.is_reference()) {
                        tally.classes.reference += insert.reads;
                    }
                    if let Some(reads) = tally.sets.get_mut(&called.near) {
                        *reads += insert.molecules;
                    } else if insert.molecules > 0 {
                        tally.sets.insert(called.near.clone(), insert.molecules);
                    }
                }
                Call::Spike(i) => {
                    tally.classes.spike += insert.reads;
                    tally.spikes[*i] += insert.molecules;
                }
                Call::Contaminant(i) => tally.classes.contaminants[*i] += insert.reads,
                Call::Ambiguous => tally.classes.ambiguous += insert.reads,
                Call::Unassigned => tally.classes.unassigned += insert.reads,
            }
        }
        tally
    }
}
