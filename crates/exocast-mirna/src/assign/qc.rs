//! Quality control of one sample.

use serde::{Deserialize, Serialize};

use super::{
    count::{self, Counted},
    index::ReadIndex,
    rarefaction::rarefaction,
    tally::{ClassReads, Tally},
};
use crate::{
    reads::{Detection, Fates, SampleReads, whole},
    reference::SPIKE,
};

/// Quality control of one sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct SampleQc {
    /// The sample.
    pub sample: String,
    /// The library, and its support in the first reads.
    pub library: Detection,
    /// Unit of the counts.
    pub unit: CountUnit,
    /// Reads by fate.
    pub fates: Fates,
    /// Reads that passed the filters by insert length: length in nt, reads; without lengths that have no reads.
    pub lengths: Vec<(usize, u64)>,
    /// Reads and share of all reads by class, every fate included; they sum to all reads.
    pub classes: Vec<ClassShare>,
    /// miRNA reads that are a mature sequence itself.
    pub reference_reads: u64,
    /// Distinct inserts.
    pub unique_inserts: u64,
    /// miRNA reads (molecules).
    pub mirna_total: u64,
    /// Those of them that fit more than one name equally well.
    pub multimapped: u64,
    /// Those of them that were not counted.
    pub left_out: u64,
    /// miRNA names with at least half a read (molecule).
    pub mirnas_detected: usize,
    /// Rarefaction: reads (molecules) drawn, and names expected among them.
    pub saturation: Vec<(u64, f64)>,
}

/// Unit of the counts of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum CountUnit {
    /// Sequencing reads.
    Reads,
    /// Molecules: distinct UMIs of each insert.
    Molecules,
}

/// Reads of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassShare {
    /// The class.
    pub class: String,
    /// Reads.
    pub reads: u64,
    /// Their share of all reads of the sample; 0 where it has none.
    pub fraction: f64,
    /// Whether they were filtered out before they were compared with the index.
    #[serde(skip)]
    pub(crate) is_filtered: bool,
}

impl SampleQc {
    /// Reads of miRNAs, even where molecules are counted.
    pub(crate) fn mirna_reads(&self) -> u64 {
        self.classes.iter().find(|share| share.class == MIRNA).map_or(0, |share| share.reads)
    }
}

/// The class of miRNAs.
const MIRNA: &str = "miRNA";

pub(crate) fn report(
    sample: &SampleReads,
    tally: &Tally,
    counted: &Counted,
    index: &ReadIndex<'_>,
) -> SampleQc {
    let lengths = sample.lengths.iter().copied().enumerate().filter(|(_, reads)| *reads > 0);
    let single = counted.names.iter().copied();
    let counts: Vec<u64> =
        single.chain(counted.groups.values().copied()).map(whole).filter(|&n| n > 0).collect();
    SampleQc {
        sample: sample.name.clone(),
        library: sample.detection.clone(),
        unit: if sample.umis.is_some() { CountUnit::Molecules } else { CountUnit::Reads },
        fates: sample.fates,
        lengths: lengths.collect(),
        classes: shares(&sample.fates, &tally.classes, index),
        reference_reads: tally.classes.reference,
        unique_inserts: sample.inserts.len() as u64,
        mirna_total: tally.sets.values().sum(),
        multimapped: tally
            .sets
            .iter()
            .filter(|(set, _)| count::best(set).count() > 1)
            .map(|(_, n)| n)
            .sum(),
        left_out: counted.left_out,
        mirnas_detected: counts.len(),
        saturation: rarefaction(&counts),
    }
}

/// Every class and fate that a read can have; spikes and contaminants only where there are any.
fn shares(fates: &Fates, classes: &ClassReads, index: &ReadIndex<'_>) -> Vec<ClassShare> {
    let mut rows = vec![(MIRNA, classes.mirna)];
    if !index.spikes().is_empty() {
        rows.push((SPIKE, classes.spike));
    }
    let contaminants = index.contaminant_classes().iter().map(String::as_str);
    rows.extend(contaminants.zip(classes.contaminants.iter().copied()));
    rows.extend([("ambiguous", classes.ambiguous), ("unassigned", classes.unassigned)]);
    let compared = rows.len();
    rows.extend([
        ("no adapter", fates.no_adapter),
        ("adapter dimer", fates.adapter_dimer),
        ("too short", fates.too_short),
        ("too long", fates.too_long),
        ("low quality", fates.low_quality),
        ("unknown bases", fates.unknown_bases),
    ]);
    let total = fates.total.max(1) as f64;
    rows.into_iter()
        .enumerate()
        .map(|(i, (class, reads))| ClassShare {
            class: class.to_owned(),
            reads,
            fraction: reads as f64 / total,
            is_filtered: i >= compared,
        })
        .collect()
}
