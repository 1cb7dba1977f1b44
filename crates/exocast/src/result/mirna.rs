//! What samples carry: counts of miRNAs, and what else reads say.

use std::collections::BTreeMap;

use exocast_core::{Cell, LabelledMatrix, Table, options::Checked};
use exocast_mirna::{
    Extraction, Guides, MeasuredBias, QualityOptions, Quantification, Remarks, SampleQc,
    SampleVerdict, SpikeCurve, quality_limits_table,
};
use serde::{Deserialize, Serialize};

use crate::study::{LeftOut, Study};

/// miRNAs of all samples.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MirnaResult {
    /// Reads (molecules, where the library has UMIs), miRNAs × samples; samples in the order of the study.
    pub counts: LabelledMatrix,
    /// What the reads say, where samples have reads; samples with a table of counts are not in it.
    pub reads: Option<ReadsResult>,
}

impl MirnaResult {
    /// Reads and counts of samples in which there is no miRNA: nothing of cargo and dose rests on them.
    pub(super) fn without_mirnas(&self, study: &Study) -> Vec<LeftOut> {
        let values = self.counts.values();
        let columns = self.counts.columns().iter().zip(values.columns());
        let empty = columns.filter(|(_, counts)| counts.iter().all(|count| *count <= 0.0));
        let left_out = |(name, _): (&String, _)| {
            let sample = study.samples.iter().find(|sample| sample.name == *name)?;
            let (what, none) = match sample.reads.as_slice() {
                [] => ("counts", "no count of a miRNA is above zero"),
                _ => ("reads", "no read is of a miRNA"),
            };
            let why = format!("{none}: cargo and dose have nothing of the sample");
            Some(LeftOut { sample: Some(name.clone()), what: what.to_owned(), why })
        };
        empty.filter_map(left_out).collect()
    }
}

/// What the reads of samples give, without the counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReadsResult {
    /// Quality control of each sample: library, fates of reads, classes, saturation.
    pub qc: Vec<SampleQc>,
    /// The verdict on the library of each sample; none where reads were only checked.
    #[serde(default)]
    pub verdicts: Vec<SampleVerdict>,
    /// The samples of which spikes and volumes give copies per mL of biofluid.
    pub spiked: Vec<SpikedSample>,
    /// isomiRs as mirGFF3; empty where they were written elsewhere.
    pub isomirs: String,
    /// Counts of each isomiR, which sum to those of its miRNA; without rows where they were not counted.
    pub isomir_counts: Table,
    /// The molecules of each miRNA by the seed that they act with; they sum to its counts.
    #[serde(default)]
    pub guides: Guides,
    /// Remarks on rows of the counts.
    pub remarks: Remarks,
    /// The bias of rows of the counts, where one was given.
    pub bias: BTreeMap<String, MeasuredBias>,
    /// Whether reads were counted; without a reference they were only checked.
    pub is_counted: bool,
    /// What is written of the reads and nothing is computed from.
    pub summaries: ReadSummaries,
}

/// What makes copies per mL of biofluid of the reads of a sample.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SpikedSample {
    /// The sample.
    pub sample: String,
    /// Reads over copies/µL of what holds the spikes.
    pub curve: SpikeCurve,
    /// Volumes between the spikes and the biofluid.
    pub extraction: Extraction,
}

/// Summaries of reads as tables.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReadSummaries {
    /// Reads by class.
    pub classes: Table,
    /// Counts by seed.
    pub families: Table,
    /// Counts of both arms of each precursor.
    pub arms: Table,
    /// Factors of normalisation.
    pub factors: Table,
    /// Substitutions that are known as editing.
    pub editing: Table,
    /// Letters added to the 3' end.
    pub tails: Table,
    /// Where reads went, node by node.
    pub flow: Table,
    /// miRNAs that fewer reads would show.
    pub saturation: Table,
    /// Reads of spikes and of RNAs other than miRNA, by name and part.
    pub fragments: Table,
    /// miRNAs that are fragments of RNAs that compete for reads.
    pub origins: Table,
    /// Reads of each organism, where the reference has several.
    pub organisms: Option<Table>,
    /// Counts with the bias of each sequence divided out, where it is given.
    pub corrected: Option<Table>,
    /// Reads of each spike, where spikes are given.
    pub spikes: Option<Table>,
    /// Reads beside molecules, where samples have UMIs.
    pub molecules: Option<Table>,
    /// Spikes that the reference explains, where spikes are given.
    pub clashes: Option<Table>,
    /// The limits that libraries were judged by.
    #[serde(default)]
    pub limits: Option<Table>,
    /// Curves of the spikes, where their amounts are given.
    pub curves: Option<Table>,
}

impl ReadsResult {
    /// With a verdict on each library.
    #[must_use]
    pub fn judged(
        mut self,
        counted: &Quantification<'_>,
        options: &Checked<QualityOptions>,
    ) -> Self {
        self.verdicts = counted.verdicts(options);
        self.summaries.limits = Some(quality_limits_table(options));
        self
    }

    /// Of reads that were only checked: what nothing was counted of is not zero.
    #[must_use]
    pub(crate) fn only_checked(mut self) -> Self {
        const COUNTED: &str = "miRNA";
        self.is_counted = false;
        self.verdicts.clear();
        for qc in &mut self.qc {
            qc.classes.retain(|share| share.class != COUNTED);
        }
        let mut classes = Table::new(self.summaries.classes.columns());
        let is_counted = |cell: &Cell| *cell == Cell::from(COUNTED);
        for row in self.summaries.classes.rows().filter(|row| !row.iter().any(is_counted)) {
            classes.push(row.iter().cloned());
        }
        self.summaries.classes = classes;
        self
    }
}

impl MirnaResult {
    /// Counts, with what the reads say where they were counted from reads.
    #[must_use]
    pub const fn new(counts: LabelledMatrix, reads: Option<ReadsResult>) -> Self {
        Self { counts, reads }
    }
}
