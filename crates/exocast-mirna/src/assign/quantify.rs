//! Quantification of samples: unique reads are called once, and counted per sample.

use std::collections::BTreeSet;

use exocast_core::{BadMatrix, LabelledMatrix, options::Checked};

use super::{
    call::{Call, Called},
    count::{self, Counted},
    index::ReadIndex,
    losses::losses,
    qc::{self, SampleQc},
    tally::Tally,
};
use crate::{
    notice::Notice,
    options::{Multimap, QuantifyOptions},
    reads::{Packed, SampleReads},
};

/// Reads of samples, called and counted.
#[derive(Debug)]
pub struct Quantification<'a> {
    pub(crate) index: &'a ReadIndex<'a>,
    /// Whether names of one sequence are counted together.
    by_sequence: bool,
    pub(crate) samples: Vec<SampleReads>,
    /// Unique inserts of all samples in ascending order, without those assigned to nothing.
    pub(crate) calls: Vec<(Packed, Called)>,
    pub(crate) counted: Vec<Counted>,
    pub(crate) spikes: Vec<Vec<u64>>,
    pub(crate) qc: Vec<SampleQc>,
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
    let by_sequence = options.multimap == Multimap::Em;
    Quantification { index, by_sequence, samples, calls, counted, spikes, qc: reports, notices }
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
        for members in self.rows() {
            names.push(self.index.catalogue().joint_name(&members));
            let alone = self.by_sequence || members.len() == 1;
            values.extend(self.counted.iter().map(|counted| match members.as_slice() {
                [first, ..] if alone => counted.names[*first],
                group => counted.groups.get(group).copied().unwrap_or(0.0),
            }));
        }
        let columns = self.samples.iter().map(|sample| sample.name.clone()).collect();
        LabelledMatrix::new(names, columns, values)
    }

    /// The mature names of each row of the counts, by index.
    pub(crate) fn rows(&self) -> Vec<Vec<usize>> {
        let catalogue = self.index.catalogue();
        let mut rows = if self.by_sequence {
            catalogue.names_by_sequence()
        } else {
            (0..catalogue.matures().len()).map(|i| vec![i]).collect()
        };
        let groups: BTreeSet<&Vec<usize>> =
            self.counted.iter().flat_map(|counted| counted.groups.keys()).collect();
        rows.extend(groups.into_iter().cloned());
        rows
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
