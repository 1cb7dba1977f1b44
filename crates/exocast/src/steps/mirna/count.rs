//! Reads to counts: the wiring that `exocast run` and `exocast mirna quant` share.

use std::path::PathBuf;

use exocast_core::{BadMatrix, options::Checked};
use exocast_mirna::{
    Catalogue, Copies, Correction, Extraction, MirGeneDb, Quantification, QuantifyOptions,
    ReadIndex, ReferenceSet, SampleError, SampleReads, quantify,
};

use super::lanes::{self, DifferentLibraries};
use crate::{
    io::OpenError,
    load,
    progress::Progress,
    result::{ReadSummaries, ReadsResult, SpikedSample},
};

/// What reads are counted against.
#[derive(Clone, Debug)]
pub struct ReadPanel<'a> {
    /// The miRNA reference.
    pub catalogue: &'a Catalogue,
    /// Sequences that compete with miRNA for reads.
    pub contaminants: Vec<ReferenceSet>,
    /// Spikes.
    pub spikes: Option<ReferenceSet>,
    /// Entries of `MirGeneDB`, in which rows of the counts are looked up.
    pub mirgenedb: Option<MirGeneDb>,
}

/// The reads of one sample.
#[derive(Clone, Debug)]
pub struct ReadFiles {
    /// Name of the sample.
    pub sample: String,
    /// FASTQ files, one per lane.
    pub lanes: Vec<PathBuf>,
    /// How they are read.
    pub options: Checked<QuantifyOptions>,
}

/// Reads that cannot be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// A file cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file does not hold reads as it should.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// Files of one sample have different adapters.
    #[error(transparent)]
    Libraries(#[from] DifferentLibraries),
    /// Two samples have one name.
    #[error(transparent)]
    Names(#[from] BadMatrix),
}

impl ReadPanel<'_> {
    /// The index that reads are looked up in.
    #[must_use]
    pub fn index(&self, options: &Checked<QuantifyOptions>) -> ReadIndex<'_> {
        ReadIndex::new(self.catalogue, &self.contaminants, self.spikes.as_ref(), options)
    }
}

/// Reads the files of every sample and counts what is in them.
///
/// # Errors
/// Where a file cannot be opened or read.
pub fn count<'i>(
    index: &'i ReadIndex<'i>,
    samples: &[ReadFiles],
    options: &Checked<QuantifyOptions>,
    progress: &mut dyn Progress,
) -> Result<Quantification<'i>, CountError> {
    let mut reads = Vec::with_capacity(samples.len());
    for files in samples {
        progress.advance(&files.sample);
        reads.push(read_files(index, files)?);
    }
    Ok(quantify(index, reads, options))
}

/// Reads the files of one sample.
pub(super) fn read_files(
    index: &ReadIndex<'_>,
    files: &ReadFiles,
) -> Result<SampleReads, CountError> {
    let ReadFiles { sample, lanes, options } = files;
    lanes::check(index, sample, lanes, options)?;
    Ok(index.read(sample, load::lanes(lanes)?, options)?)
}

impl ReadsResult {
    /// What counted reads say, without isomiRs. `copies` are those of the spikes, where their amounts are known, `correction`
    /// that of the bias, where it is, and `extraction` the volumes of a sample.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn new(
        counted: &Quantification<'_>,
        (panel, index): (&ReadPanel<'_>, &ReadIndex<'_>),
        copies: Option<&Copies>,
        correction: Option<&Correction>,
        extraction: impl Fn(&str) -> Option<Extraction>,
    ) -> Result<Self, BadMatrix> {
        let curves = copies.iter().flat_map(|copies| copies.samples.iter().zip(&copies.curves));
        let spiked = curves.filter_map(|(sample, curve)| {
            let (extraction, curve) = (extraction(sample)?, curve.clone()?);
            Some(SpikedSample { sample: sample.clone(), curve, extraction })
        });
        Ok(Self {
            qc: counted.qc().to_vec(),
            verdicts: Vec::new(),
            spiked: spiked.collect(),
            isomirs: String::new(),
            isomir_counts: counted.isomir_counts_table(),
            guides: counted.guides().clone(),
            remarks: counted.remarks(panel.mirgenedb.as_ref()),
            bias: correction.map(Correction::biases).unwrap_or_default(),
            is_counted: true,
            summaries: ReadSummaries {
                classes: counted.classes_table(),
                families: counted.families_table()?,
                arms: counted.arms_table()?,
                factors: counted.factors_table()?,
                editing: counted.editing_table(),
                tails: counted.tails_table(),
                flow: counted.flow_table(),
                saturation: counted.saturation_table(),
                fragments: counted.fragments_table(),
                origins: index.origins_table(),
                organisms: counted.organisms_table(),
                corrected: correction.map(Correction::table),
                spikes: panel.spikes.as_ref().map(|_| counted.spikes_table()),
                molecules: counted.molecules_table(),
                clashes: panel.spikes.as_ref().map(|_| index.clashes_table()),
                limits: None,
                curves: copies.map(Copies::curves_table),
            },
        })
    }
}
