//! Quality control of one sample, for machines and people.

use serde::Serialize;
use statrs::function::gamma::ln_gamma;

use crate::{
    Detection, Fates, ReadIndex, SampleReads,
    count::{self, Counted},
    quantify::{ClassReads, Tally},
};

/// What is known of a sample's reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SampleQc {
    /// The sample.
    pub sample: String,
    /// The library, and how it was found.
    pub library: Detection,
    /// What is counted.
    pub unit: CountUnit,
    /// What became of every read.
    pub fates: Fates,
    /// Kept reads by insert length: length in nt, reads; without the lengths that have none.
    pub lengths: Vec<(usize, u64)>,
    /// Reads and share of all reads by class, every fate included; they sum to all reads.
    pub classes: Vec<ClassShare>,
    /// Of the miRNA reads, those that are a mature sequence itself.
    pub reference_reads: u64,
    /// Distinct inserts.
    pub unique_inserts: u64,
    /// miRNA reads (molecules).
    pub mirna_total: u64,
    /// Of them, those that fit more than one name equally well.
    pub multimapped: u64,
    /// Of them, those that were not counted.
    pub left_out: u64,
    /// miRNA names with at least half a read (molecule).
    pub mirnas_detected: usize,
    /// Rarefaction: reads (molecules) drawn, and names expected among them.
    pub saturation: Vec<(u64, f64)>,
}

/// What counts are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountUnit {
    /// Sequencing reads.
    Reads,
    /// Molecules: distinct UMIs of each insert.
    Molecules,
}

/// Reads of a class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassShare {
    /// The class.
    pub class: String,
    /// Reads.
    pub reads: u64,
    /// Their share of all reads of the sample; 0 where it has none.
    pub fraction: f64,
    /// Whether they were left out before they were compared with anything.
    #[serde(skip)]
    pub(crate) is_left_out: bool,
}

impl SampleQc {
    /// Reads of miRNAs, also where molecules are counted.
    #[must_use]
    pub fn mirna_reads(&self) -> u64 {
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
        unit: if sample.detection.library.has_umi() {
            CountUnit::Molecules
        } else {
            CountUnit::Reads
        },
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
        rows.push((crate::references::SPIKE, classes.spike));
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
            is_left_out: i >= compared,
        })
        .collect()
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are not negative"
)]
fn whole(count: f64) -> u64 {
    count.round() as u64
}

/// Points of the saturation curve.
const POINTS: u64 = 10;

/// Names expected among m of N reads drawn without replacement, Σ 1 − C(N−nᵢ, m)/C(N, m) (Hurlbert
/// 1971, Ecology 52:577), at ten depths.
fn rarefaction(counts: &[u64]) -> Vec<(u64, f64)> {
    let total: u64 = counts.iter().sum();
    let ln_choose = |n: u64, k: u64| {
        ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0)
    };
    let mut curve: Vec<(u64, f64)> = (1..=POINTS)
        .map(|i| u64::try_from(u128::from(total) * u128::from(i) / u128::from(POINTS)).unwrap_or(0))
        .filter(|&drawn| drawn > 0)
        .map(|drawn| {
            let all = ln_choose(total, drawn);
            let missed = |n: u64| {
                if drawn > total - n { 0.0 } else { (ln_choose(total - n, drawn) - all).exp() }
            };
            (drawn, counts.iter().map(|&n| 1.0 - missed(n)).sum())
        })
        .collect();
    curve.dedup_by_key(|point| point.0);
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarefaction_by_hand() {
        assert_eq!(rarefaction(&[]), []);
        // Two names of one read each: one read shows one name, two show both.
        let curve = rarefaction(&[1, 1]);
        assert_eq!(curve.iter().map(|point| point.0).collect::<Vec<_>>(), [1, 2]);
        assert!((curve[0].1 - 1.0).abs() < 1e-9 && (curve[1].1 - 2.0).abs() < 1e-9);
        // 3 of 4 reads miss the single one with probability 1/4.
        let curve = rarefaction(&[3, 1]);
        let three = curve.iter().find(|point| point.0 == 3).unwrap();
        assert!((three.1 - 1.75).abs() < 1e-9);
    }
}
