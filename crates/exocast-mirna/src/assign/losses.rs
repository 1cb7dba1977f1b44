//! Stages that lose most of the reads that reach them.

use super::qc::SampleQc;
use crate::{
    notice::{Notice, Stage},
    options::Library,
};

/// Share of the reads that reach a stage above which a notice says that it loses them; and fewest reads.
const MOST: f64 = 0.5;
const FEWEST: u64 = 10;

/// A notice for each stage that loses most of the reads that reach it.
///
/// Without miRNAs to compare with, it is no loss that reads are unassigned.
pub(super) fn losses(qc: &SampleQc, has_mirnas: bool) -> impl Iterator<Item = Notice> {
    let fates = &qc.fates;
    let with_adapter = fates.total - fates.no_adapter;
    let with_insert = with_adapter - fates.adapter_dimer;
    let right_length = with_insert - fates.too_short - fates.too_long;
    let unassigned = qc.classes.iter().find(|share| share.class == "unassigned");
    let stages = [
        (Stage::NoAdapter, fates.no_adapter, fates.total),
        (Stage::AdapterDimer, fates.adapter_dimer, with_adapter),
        (Stage::TooShort, fates.too_short, with_insert),
        (Stage::TooLong, fates.too_long, with_insert),
        (Stage::UnknownBases, fates.unknown_bases, right_length),
        (Stage::LowQuality, fates.low_quality, right_length),
        (Stage::Unassigned, unassigned.map_or(0, |share| share.reads), fates.passed),
    ];
    // Where no library was recognised, another notice says so.
    let is_recognised = qc.library.library != Library::Auto;
    let sample = qc.sample.clone();
    stages.into_iter().filter_map(move |(stage, reads, reached)| {
        let is_meant = stage != Stage::Unassigned || has_mirnas;
        let is_most =
            is_meant && reads as f64 > MOST * reached as f64 && reads >= FEWEST && is_recognised;
        is_most.then(|| Notice::MostReadsLost { sample: sample.clone(), stage, reads, reached })
    })
}
