//! Molecules that share their UMIs.

use std::collections::BTreeMap;

use super::quantify::Quantification;
use crate::notice::Notice;

/// An insert with this share of all UMIs has uncertain molecules.
const USED_UP: f64 = 0.9;
/// Molecules that are more than UMIs by this are worth a notice.
const MORE: f64 = 1.01;

impl Quantification<'_> {
    /// Notices about miRNAs of a sample whose molecules share their UMIs.
    pub(super) fn crowded(&self, sample: usize) -> Vec<Notice> {
        let mut notices = Vec::new();
        let reads = &self.samples[sample];
        let Some(space) = &reads.umis else { return notices };
        let (mut umis, mut molecules, mut share) = (0, 0, 0.0_f64);
        let mut crowded: BTreeMap<usize, f64> = BTreeMap::new();
        for (insert, called) in self.mirna_inserts(sample) {
            umis += insert.umis;
            molecules += insert.molecules;
            let occupancy = space.occupancy(insert.umis);
            if occupancy >= USED_UP {
                share = share.max(occupancy);
                for (row, part) in self.shares(sample, called) {
                    *crowded.entry(row).or_default() += part;
                }
            }
        }
        let name = || reads.name.clone();
        if molecules as f64 > MORE * umis as f64 {
            notices.push(Notice::UmiCollisions { sample: name(), umis, molecules });
        }
        if !crowded.is_empty() {
            let members = self.rows.members();
            let catalogue = self.index.catalogue();
            let mirnas = crowded.keys().map(|row| catalogue.joint_name(&members[*row])).collect();
            notices.push(Notice::UmisUsedUp { sample: name(), mirnas, share });
        }
        notices
    }
}
