//! Quantification of samples: unique reads are called once, and counted per sample.

use std::sync::OnceLock;

use exocast_core::{BadMatrix, LabelledMatrix, options::Checked};

use super::{
    call::{Call, Called, Hit},
    count::{self, Counted},
    fragment_row::FragmentRow,
    guide::Guides,
    index::ReadIndex,
    losses::losses,
    pairs::with_calls,
    qc::{self, SampleQc},
    rows::Rows,
    tally::Tally,
};
use crate::{
    notice::Notice,
    options::QuantifyOptions,
    reads::{Insert, Packed, SampleReads},
};

/// Reads of samples, called and counted.
#[derive(Debug)]
pub struct Quantification<'a> {
    pub(crate) index: &'a ReadIndex<'a>,
    pub(crate) rows: Rows,
    pub(crate) samples: Vec<SampleReads>,
    /// Unique inserts of all samples in ascending order, without those assigned to nothing.
    pub(crate) calls: Vec<(Packed, Called)>,
    pub(crate) counted: Vec<Counted>,
    /// Of each sample, the counts by row.
    columns: Vec<Vec<f64>>,
    pub(crate) spikes: Vec<Vec<u64>>,
    pub(crate) qc: Vec<SampleQc>,
    pub(super) fragments: OnceLock<Vec<FragmentRow>>,
    guides: Guides,
    notices: Vec<Notice>,
}

/// Calls and counts the reads of samples.
///
/// Reads are counted, or molecules where the library has UMIs. A sample without reads or without miRNA has a column like
/// any other, and a [notice](Quantification::notices).
#[must_use]
pub fn quantify<'a>(
    index: &'a ReadIndex<'a>,
    samples: Vec<SampleReads>,
    options: &Checked<QuantifyOptions>,
) -> Quantification<'a> {
    let calls = call_all(index, unique(&samples));
    let first = index.catalogue().first_of_sequence();
    let mut notices: Vec<Notice> = index.catalogue().notices().to_vec();
    notices.extend(index.notices().iter().cloned());
    let (mut counted, mut spikes, mut reports) = (Vec::new(), Vec::new(), Vec::new());
    for sample in &samples {
        let tally = Tally::new(sample, &calls, index);
        let counts = count::count(&tally.sets, &first, options.multimap);
        notices.extend(sample.notices.iter().cloned());
        let name = || sample.name.clone();
        notices.extend(sample.detection.notices(&sample.name));
        if counts.left_out > 0 {
            notices.push(Notice::NotUnique { sample: name(), reads: counts.left_out });
        }
        if tally.classes.mirna == 0 {
            notices.push(Notice::NoMirna { sample: name() });
        }
        if !index.spikes().is_empty() && tally.classes.spike == 0 {
            notices.push(Notice::NoSpikes { sample: name() });
        }
        let report = qc::report(sample, &tally, &counts, index);
        notices.extend(losses(&report, !index.catalogue().hairpins().is_empty()));
        reports.push(report);
        counted.push(counts);
        spikes.push(tally.spikes);
    }
    let rows = Rows::new(index.catalogue(), options.multimap, &counted);
    let mut result = Quantification {
        index,
        rows,
        samples,
        calls,
        counted,
        columns: Vec::new(),
        spikes,
        qc: reports,
        fragments: OnceLock::new(),
        guides: Guides::default(),
        notices,
    };
    for sample in 0..result.samples.len() {
        let column = result.column(sample);
        result.columns.push(column);
        let notices = result.crowded(sample);
        result.notices.extend(notices);
        let organisms = result.note_organisms(sample);
        result.notices.extend(organisms);
    }
    let (guides, below) = result.find_guides();
    result.guides = guides;
    result.notices.extend(below);
    result
}

fn unique(samples: &[SampleReads]) -> Vec<Packed> {
    let mut sequences: Vec<Packed> =
        samples.iter().flat_map(|sample| sample.inserts.iter().map(|i| i.sequence)).collect();
    sequences.sort();
    sequences.dedup();
    sequences
}

fn assigned(index: &ReadIndex<'_>, sequence: Packed) -> Option<(Packed, Called)> {
    let called = index.call(sequence);
    (called.call != Call::Unassigned).then_some((sequence, called))
}

#[cfg(feature = "rayon")]
fn call_all(index: &ReadIndex<'_>, sequences: Vec<Packed>) -> Vec<(Packed, Called)> {
    use rayon::prelude::*;
    sequences.into_par_iter().filter_map(|sequence| assigned(index, sequence)).collect()
}

#[cfg(not(feature = "rayon"))]
fn call_all(index: &ReadIndex<'_>, sequences: Vec<Packed>) -> Vec<(Packed, Called)> {
    sequences.into_iter().filter_map(|sequence| assigned(index, sequence)).collect()
}

impl Quantification<'_> {
    /// Counts, miRNAs × samples: every miRNA of the catalogue, in its order, then groups of several
    /// names where the policy makes them. Under [`Multimap::Em`](crate::Multimap::Em) names of one sequence
    /// are one row. Rows of several names are named by all of them, `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    ///
    /// Each column sums to the miRNA reads (molecules) of the sample, less those that
    /// [`Multimap::Unique`](crate::Multimap::Unique) leaves out.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn counts(&self) -> Result<LabelledMatrix, BadMatrix> {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (row, members) in self.rows.members().iter().enumerate() {
            names.push(self.index.catalogue().joint_name(members));
            values.extend(self.columns.iter().map(|column| column[row]));
        }
        let columns = self.samples.iter().map(|sample| sample.name.clone()).collect();
        LabelledMatrix::new(names, columns, values)
    }

    /// The counts of a sample by row: the sum over its inserts, in order, so that tables of single inserts sum to them.
    fn column(&self, sample: usize) -> Vec<f64> {
        let mut column = vec![0.0; self.rows.members().len()];
        for (insert, called) in self.mirna_inserts(sample) {
            for (row, share) in self.shares(sample, called) {
                column[row] += insert.molecules as f64 * share;
            }
        }
        column
    }

    /// The counts of a sample, by row.
    pub(crate) fn amounts(&self, sample: usize) -> &[f64] {
        &self.columns[sample]
    }

    /// The guides of every miRNA: its molecules by the seed that they act with. Those of a miRNA sum to its
    /// [counts](Self::counts).
    #[must_use]
    pub const fn guides(&self) -> &Guides {
        &self.guides
    }

    /// The mature names of each row, by index.
    pub(crate) fn members(&self) -> &[Vec<usize>] {
        self.rows.members()
    }

    /// The inserts of a sample, with their calls; those without one are unassigned.
    pub(crate) fn inserts(
        &self,
        sample: usize,
    ) -> impl Iterator<Item = (&Insert, Option<&Called>)> {
        with_calls(&self.samples[sample].inserts, &self.calls)
    }

    /// The inserts of a sample that are miRNAs, with their calls.
    pub(crate) fn mirna_inserts(&self, sample: usize) -> impl Iterator<Item = (&Insert, &Called)> {
        self.inserts(sample).filter_map(|(insert, called)| {
            Some((insert, called.filter(|called| matches!(called.call, Call::Mirna(_)))?))
        })
    }

    /// The rows that a read is counted in, in a sample, and the share of each.
    pub(crate) fn shares(&self, sample: usize, called: &Called) -> Vec<(usize, f64)> {
        self.rows.shares(&called.near, &self.counted[sample].weights)
    }

    /// How a read is explained by the miRNAs of a row, most likely first.
    pub(crate) fn hits(&self, sequence: Packed, called: &Called, row: usize) -> Vec<Hit> {
        let members = &self.rows.members()[row];
        let fits = |hit: &Hit| members.contains(&self.index.locus(hit).mature);
        if let Call::Mirna(hits) = &called.call
            && hits.iter().any(fits)
        {
            return hits.iter().filter(|hit| fits(hit)).copied().collect();
        }
        // Not the best explanation of the read, but the likelier one in the sample.
        let near = self.index.candidates(sequence).near;
        let near: Vec<(u32, Hit)> = near.into_iter().filter(|(_, hit)| fits(hit)).collect();
        let least = near.iter().map(|(cost, _)| *cost).min();
        let mut hits: Vec<Hit> =
            near.iter().filter(|(cost, _)| Some(*cost) == least).map(|(_, hit)| *hit).collect();
        hits.sort_unstable();
        hits.dedup_by_key(|hit| hit.locus);
        hits
    }

    /// The mature name of a hit.
    pub(crate) fn mature(&self, hit: &Hit) -> usize {
        self.index.locus(hit).mature
    }

    /// Names of the samples, in order.
    pub(crate) fn samples(&self) -> impl ExactSizeIterator<Item = &str> {
        self.samples.iter().map(|sample| sample.name.as_str())
    }

    /// Quality control, per sample.
    #[must_use]
    pub fn qc(&self) -> &[SampleQc] {
        &self.qc
    }

    /// Reads (molecules) of each spike in a sample, by the index of the sample.
    pub(crate) fn spikes(&self, sample: usize) -> Vec<(&str, u64)> {
        let counts = self.spikes.get(sample).map_or(&[][..], Vec::as_slice);
        self.index.spikes().iter().map(String::as_str).zip(counts.iter().copied()).collect()
    }

    /// Notices about catalogue, spikes, contaminants and samples.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}
