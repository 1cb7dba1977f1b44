//! Unique inserts, their reads and molecules.

use super::{packed::Packed, umi};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insert {
    pub(crate) sequence: Packed,
    pub(crate) reads: u64,
    /// Reads, or distinct UMIs less those misread, where the library has them.
    pub(crate) molecules: u64,
}

/// An insert with the UMI that it came with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Molecule {
    pub(super) sequence: Packed,
    pub(super) umi: u32,
}

impl Insert {
    /// From its UMIs in ascending order, each with reads; one may occur several times. Adds the number of misread UMIs
    /// to `copies`.
    pub(super) fn new(group: &[(Molecule, u32)], has_umi: bool, copies: &mut u64) -> Self {
        let sequence = group[0].0.sequence;
        let reads = group.iter().map(|(_, reads)| u64::from(*reads)).sum();
        if !has_umi {
            return Self { sequence, reads, molecules: reads };
        }
        let umis: Vec<(u32, u64)> = group
            .chunk_by(|a, b| a.0.umi == b.0.umi)
            .map(|same| (same[0].0.umi, same.iter().map(|(_, reads)| u64::from(*reads)).sum()))
            .collect();
        let molecules = umi::molecules(&umis);
        *copies += umis.len() as u64 - molecules;
        Self { sequence, reads, molecules }
    }
}
