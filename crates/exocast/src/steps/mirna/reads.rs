//! What the reads of all samples give, in a form that can be kept for a later run.

use std::collections::BTreeMap;

use exocast_core::{Cell, LabelledMatrix, Table, options::Options as _};
use exocast_mirna::{
    Catalogue, Dilution, Extraction, Library, Microlitres, ReadIndex, ReferenceSet, SampleReads,
    SpikeAmounts, SpikeCurve, quantify,
};
use serde::{Deserialize, Serialize};

use crate::{
    load,
    result::AnalysisError,
    steps::chain::Chain,
    study::{self, Step, Study},
};

/// What the reads of all samples give.
#[derive(Serialize, Deserialize)]
pub(super) struct Reads {
    mirnas: Vec<String>,
    /// Counts of each sample.
    counts: Vec<(String, Vec<f64>)>,
    columns: Vec<String>,
    classes: Vec<Vec<Kept>>,
    /// mirGFF3.
    pub(super) isomirs: String,
    pub(super) notices: Vec<String>,
    /// The samples of which spikes and volumes give copies.
    pub(super) copies: Vec<SpikedSample>,
}

/// What makes copies per mL of the reads of a sample.
#[derive(Serialize, Deserialize)]
pub(in crate::steps) struct SpikedSample {
    pub(in crate::steps) sample: String,
    pub(in crate::steps) curve: SpikeCurve,
    pub(in crate::steps) extraction: Extraction,
}

/// A cell that is the same when it is read back: tables of results do not tell 5 from 5.0.
#[derive(Serialize, Deserialize)]
enum Kept {
    Missing,
    Text(String),
    Integer(u64),
    Real(f64),
}

impl Reads {
    /// The samples, and their counts of each miRNA.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = (&str, f64)>)> {
        self.counts.iter().map(|(sample, counts)| {
            let names = self.mirnas.iter().map(String::as_str);
            (sample.as_str(), names.zip(counts.iter().copied()))
        })
    }

    /// Reads of each class.
    pub(super) fn classes(&self) -> Table {
        let mut table = Table::new(self.columns.iter().map(String::as_str));
        for row in &self.classes {
            table.push(row.iter().map(|cell| match cell {
                Kept::Missing => Cell::Missing,
                Kept::Text(text) => text.as_str().into(),
                Kept::Integer(value) => (*value).into(),
                Kept::Real(value) => (*value).into(),
            }));
        }
        table
    }
}

fn keep(cell: &Cell) -> Kept {
    match cell {
        Cell::Missing => Kept::Missing,
        Cell::Text(text) => Kept::Text(text.clone()),
        Cell::Integer(value) => Kept::Integer(*value),
        Cell::Real(value) => Kept::Real(*value),
    }
}

/// The options that decide what reads give; names and contents of its [inputs](is_input) do too.
pub(in crate::steps) fn options(study: &Study) -> impl Serialize + use<> {
    let samples: Vec<_> = study
        .samples
        .iter()
        .filter(|sample| !sample.reads.is_empty())
        .map(|sample| (sample.name.clone(), sample.library.clone(), sample.volume_ul))
        .collect();
    let spiked = study.spikes.as_ref().map(|spikes| (spikes.volume_ul, spikes.dilution));
    (study.study.organism.clone(), study.mirna, samples, spiked)
}

/// Whether what is counted depends on the input of this role.
pub(in crate::steps) fn is_input(role: &str) -> bool {
    matches!(role, "reference.hairpin" | "reference.annotation" | "reference.contaminants")
        || (role.starts_with("sample ") && role.ends_with(", reads"))
        || role.starts_with("spikes.")
}

/// Counts the reads of every sample that has some.
pub(super) fn count(chain: &mut Chain<'_>, catalogue: &Catalogue) -> Result<Reads, AnalysisError> {
    let study = chain.study;
    let checked = |library| study.mirna.options(library).check().map_err(Step::Mirna.failed());
    let options = checked(Library::Auto)?;
    let contaminants = study
        .reference
        .contaminants
        .iter()
        .map(|path| load::contaminants(&study.resolve(path)))
        .collect::<Result<Vec<_>, _>>()?;
    let spikes = study
        .spikes
        .as_ref()
        .map(|spikes| load::read(&study.resolve(&spikes.sequences), ReferenceSet::read_spikes))
        .transpose()?;
    let index = ReadIndex::new(catalogue, &contaminants, spikes.as_ref(), &options);
    let mut reads = Vec::new();
    for sample in study.samples.iter().filter(|sample| !sample.reads.is_empty()) {
        chain.advance(&sample.name);
        let options = checked(sample.library.clone())?;
        let paths: Vec<_> = sample.reads.iter().map(|path| study.resolve(path)).collect();
        let lanes = load::lanes(&paths)?;
        reads.push(SampleReads::read(&sample.name, lanes, &options).map_err(Step::Mirna.failed())?);
    }
    let result = quantify(&index, reads, &options);
    let mut notices: Vec<String> = result.notices().iter().map(ToString::to_string).collect();
    let counts: LabelledMatrix = result.counts().map_err(Step::Mirna.failed())?;
    let classes = result.classes_table();
    let source = study.reference.hairpin.as_deref().map(load::file_name).unwrap_or_default();
    let commands = ["exocast run".to_owned()];
    let isomirs =
        result.write_isomirs(Vec::new(), &source, &commands).map_err(Step::Mirna.failed())?;
    let mut copies = Vec::new();
    if let Some(spikes) = &study.spikes
        && let Some(amounts) = &spikes.amounts
    {
        let amounts = load::read(&study.resolve(amounts), SpikeAmounts::read)?;
        let found = result.copies(&amounts).map_err(Step::Mirna.failed())?;
        notices.extend(found.notices.iter().map(ToString::to_string));
        let extractions = extractions(study, spikes)?;
        let curves = found.samples.into_iter().zip(found.curves);
        copies.extend(curves.filter_map(|(sample, curve)| {
            let extraction = *extractions.get(sample.as_str())?;
            Some(SpikedSample { sample, curve: curve?, extraction })
        }));
    }
    let values = counts.values();
    let columns = counts.columns().iter().zip(values.columns());
    Ok(Reads {
        mirnas: counts.rows().map(str::to_owned).collect(),
        counts: columns.map(|(sample, own)| (sample.clone(), own.to_vec())).collect(),
        columns: classes.columns().to_vec(),
        classes: classes.rows().map(|row| row.iter().map(keep).collect()).collect(),
        isomirs: String::from_utf8(isomirs).map_err(Step::Mirna.failed())?,
        notices,
        copies,
    })
}

/// What stands between the spike mix and a millilitre of biofluid, of each sample with a volume.
fn extractions<'a>(
    study: &'a Study,
    spikes: &study::Spikes,
) -> Result<BTreeMap<&'a str, Extraction>, AnalysisError> {
    let dilution = Dilution::new(spikes.dilution).map_err(Step::Mirna.failed())?;
    let volume = |value| Microlitres::new(value).map_err(Step::Mirna.failed());
    study
        .samples
        .iter()
        .filter_map(|sample| Some((sample.name.as_str(), sample.volume_ul?)))
        .map(|(name, biofluid)| {
            let (spiked, biofluid) = (volume(spikes.volume_ul)?, volume(biofluid)?);
            Ok((name, Extraction::new(spiked, biofluid, dilution)))
        })
        .collect()
}
