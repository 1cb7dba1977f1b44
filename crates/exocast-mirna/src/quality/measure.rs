//! What is measured on the library of a sample.

use std::collections::BTreeMap;

use super::clades::{Marker, clades};
use crate::{
    assign::{Call, CountUnit, Quantification},
    reads::CAPACITY,
};

/// Nucleotides missing at the 3' end from which on a read is a fragment of a miRNA.
const CUT: i32 = 3;

/// Nucleotides of the usual miRNA.
const USUAL: i32 = 22;

/// Reads of one sample, as the checks need them.
#[derive(Clone, Debug)]
pub(super) struct Measures {
    pub(super) unit: CountUnit,
    /// miRNA reads or molecules.
    pub(super) mirnas: u64,
    /// Reads of miRNA inserts, and their molecules that were read once.
    pub(super) mirna_reads: u64,
    pub(super) once: u64,
    /// Reads by length, of inserts that are miRNA or fit nothing. miRNA reads have the length of the [usual](USUAL) miRNA
    /// and what they are longer or shorter than their own: one miRNA of another length does not move the peak.
    pub(super) lengths: Vec<u64>,
    /// Of each miRNA by mature name, reads that lack [`CUT`] nucleotides, and all.
    pub(super) cut: BTreeMap<usize, (u64, u64)>,
    /// Largest share of the UMIs that one insert has; none without UMIs.
    pub(super) used_umis: Option<f64>,
    /// Reads (molecules) that mark clades, by clade and miRNA.
    pub(super) markers: BTreeMap<(&'static str, &'static str), u64>,
}

impl Measures {
    pub(super) fn new(counted: &Quantification<'_>, sample: usize) -> Self {
        let reads = &counted.samples[sample];
        let mut measures = Self {
            unit: counted.qc[sample].unit,
            mirnas: counted.qc[sample].mirna_total,
            mirna_reads: 0,
            once: 0,
            lengths: vec![0; CAPACITY + 1],
            cut: BTreeMap::new(),
            used_umis: reads.umis.as_ref().map(|_| 0.0),
            markers: BTreeMap::new(),
        };
        let clades = clades();
        for (insert, called) in counted.inserts(sample) {
            let call = called.map(|called| &called.call);
            if matches!(call, Some(Call::Spike(_) | Call::Contaminant(_))) {
                continue;
            }
            if let Some(Marker { clade, example }) = clades.marker(insert.sequence) {
                *measures.markers.entry((clade, example)).or_default() += insert.molecules;
            }
            let Some(Call::Mirna(hits)) = call else {
                measures.lengths[insert.sequence.len()] += insert.reads;
                continue;
            };
            measures.mirna_reads += insert.reads;
            measures.once += insert.once;
            if let (Some(space), Some(used)) = (&reads.umis, &mut measures.used_umis) {
                *used = space.occupancy(insert.umis).max(*used);
            }
            if let Some(hit) = hits.first() {
                let isomir = hit.isomir;
                let added = |n: usize| i32::try_from(n).unwrap_or(0);
                let end = isomir.shift_3p + added(isomir.added_3p);
                let length = USUAL + end - isomir.shift_5p + added(isomir.added_5p);
                if let Some(reads) =
                    usize::try_from(length).ok().and_then(|at| measures.lengths.get_mut(at))
                {
                    *reads += insert.reads;
                }
                let is_cut = end <= -CUT;
                let (cut, all) = measures.cut.entry(counted.index.locus(hit).mature).or_default();
                *cut += if is_cut { insert.reads } else { 0 };
                *all += insert.reads;
            }
        }
        measures
    }

    /// Reads of these lengths.
    pub(super) fn of_lengths(&self, lengths: std::ops::RangeInclusive<usize>) -> u64 {
        self.lengths[lengths].iter().sum()
    }

    /// Reads, or molecules.
    pub(super) fn unit_name(&self) -> &'static str {
        if self.unit == CountUnit::Molecules { "molecule" } else { "read" }
    }
}
