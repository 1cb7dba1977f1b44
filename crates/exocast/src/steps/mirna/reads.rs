//! The reads of a study, in a form that can be kept for a later run.

use std::collections::BTreeMap;

use exocast_core::{LabelledMatrix, Notice, options::Options as _};
use exocast_mirna::{
    BiasTable, Catalogue, Correction, Dilution, Extraction, Library, Microlitres, SampleVerdict,
    quantify,
};
use serde::{Deserialize, Serialize};

use super::count::{CountError, ReadFiles, ReadPanel, read_files};
use crate::{
    load,
    result::{AnalysisError, ReadsResult},
    steps::chain::Chain,
    study::{self, LeftOut, Step, Study},
};

/// What the reads of all samples give.
#[derive(Serialize, Deserialize)]
pub(super) struct Reads {
    mirnas: Vec<String>,
    /// Counts of each sample.
    counts: Vec<(String, Vec<f64>)>,
    pub(super) result: ReadsResult,
    /// Reads of samples that could not be read.
    pub(super) left_out: Vec<LeftOut>,
    pub(super) notices: Vec<Notice>,
}

impl Reads {
    /// The samples, and their counts of each miRNA.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = (&str, f64)>)> {
        self.counts.iter().map(|(sample, counts)| {
            let names = self.mirnas.iter().map(String::as_str);
            (sample.as_str(), names.zip(counts.iter().copied()))
        })
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
    let counted = (study.study.organism.clone(), study.mirna, samples, spiked);
    (counted, study.quality_options(), study.goes_on_without("reads"))
}

/// Whether what is counted depends on the input of this role.
pub(in crate::steps) fn is_input(role: &str) -> bool {
    role.strip_prefix("reference.").is_some_and(|key| {
        ["hairpin", "annotation", "mature", "contaminants", "mirgenedb", "bias"].contains(&key)
    }) || (role.starts_with("sample ") && role.ends_with(", reads"))
        || role.starts_with("spikes.")
}

impl From<CountError> for AnalysisError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Open(error) => Self::Open(error),
            CountError::Sample(error) => Step::Mirna.failed()(error),
            CountError::Libraries(error) => Step::Mirna.failed()(error),
            CountError::Names(error) => Step::Mirna.failed()(error),
        }
    }
}

/// Counts the reads of every sample that has some.
pub(super) fn read(chain: &mut Chain<'_>, catalogue: &Catalogue) -> Result<Reads, AnalysisError> {
    let study = chain.study;
    let checked = |library| study.mirna.options(library).check().map_err(Step::Mirna.failed());
    let options = checked(Library::Auto)?;
    let contaminants = study
        .reference
        .contaminants
        .iter()
        .map(|path| load::contaminants(path))
        .collect::<Result<Vec<_>, _>>()?;
    let spikes = study.spikes.as_ref().map(|spikes| load::spikes(&spikes.sequences)).transpose()?;
    let amounts = study.spikes.as_ref().and_then(|spikes| spikes.amounts.as_ref());
    let amounts = amounts.map(|path| load::spike_amounts(path)).transpose()?;
    let samples = study
        .samples
        .iter()
        .filter(|sample| !sample.reads.is_empty())
        .map(|sample| {
            let lanes = sample.reads.clone();
            let options = checked(sample.library.clone())?;
            Ok(ReadFiles { sample: sample.name.clone(), lanes, options })
        })
        .collect::<Result<Vec<_>, AnalysisError>>()?;
    let organism = Some(study.study.organism.as_str());
    let mirgenedb = study.reference.mirgenedb.as_ref();
    let mirgenedb = mirgenedb.map(|path| load::mirgenedb(path, organism)).transpose()?;
    let bias = study.reference.bias.as_ref().map(|path| load::mirna_bias(path)).transpose()?;
    let panel = ReadPanel { catalogue, contaminants, spikes, mirgenedb };
    let index = panel.index(&options);
    let mut reads = Vec::with_capacity(samples.len());
    let mut left_out = Vec::new();
    for files in &samples {
        chain.advance(&files.sample);
        match read_files(&index, files) {
            Err(error) if study.goes_on_without("reads") => {
                let (sample, what) = (Some(files.sample.clone()), "reads".to_owned());
                left_out.push(LeftOut { sample, what, why: load::with_causes(&error) });
            }
            read => reads.push(read?),
        }
    }
    let counted = quantify(&index, reads, &options);
    let correction = bias.as_ref().map(|bias| counted.correct(bias, study.mirna.bias_other_kit));
    let correction = correction.transpose().map_err(Step::Mirna.failed())?;
    let copies = amounts
        .as_ref()
        .map(|amounts| counted.corrected_copies(amounts, correction.as_ref()))
        .transpose()
        .map_err(CountError::from)?;
    let of_copies = copies.iter().flat_map(|copies| &copies.notices);
    let of_bias = bias.iter().flat_map(BiasTable::notices);
    let of_bias = of_bias.chain(correction.iter().flat_map(Correction::notices));
    let notices = counted.notices().iter().chain(of_bias).chain(of_copies);
    let notices = notices.map(|note| Notice::from_note(Step::Mirna.title(), note));
    // Reads that nothing was compared with are not without miRNAs.
    let is_checked = catalogue.hairpins().is_empty();
    let mut notices: Vec<Notice> =
        notices.filter(|notice| !is_checked || notice.code != "no-mirna").collect();
    let extractions = match &study.spikes {
        Some(spikes) if copies.is_some() => extractions(study, spikes)?,
        _ => BTreeMap::new(),
    };
    let extraction = |sample: &str| extractions.get(sample).copied();
    let (copies, correction) = (copies.as_ref(), correction.as_ref());
    let mut result = ReadsResult::new(&counted, (&panel, &index), copies, correction, extraction)
        .map_err(CountError::from)?;
    let quality = study.quality_options().check().map_err(Step::Mirna.failed())?;
    result = result.judged(&counted, &quality);
    let verdicts = result.verdicts.iter().filter_map(SampleVerdict::notice);
    notices.extend(verdicts.map(|notice| Notice::from_note(Step::Mirna.title(), &notice)));
    if catalogue.hairpins().is_empty() {
        result = result.only_checked();
    } else {
        let named = study.reference.hairpin.as_deref().or(study.reference.mature.as_deref());
        let source = named.map(load::file_name).unwrap_or_default();
        let commands = ["exocast run".to_owned()];
        let isomirs =
            counted.write_isomirs(Vec::new(), &source, &commands).map_err(Step::Mirna.failed())?;
        result.isomirs = String::from_utf8(isomirs).map_err(Step::Mirna.failed())?;
    }
    let counts: LabelledMatrix = counted.counts().map_err(CountError::from)?;
    let values = counts.values();
    let columns = counts.columns().iter().zip(values.columns());
    Ok(Reads {
        mirnas: counts.rows().map(str::to_owned).collect(),
        counts: columns.map(|(sample, column)| (sample.clone(), column.to_vec())).collect(),
        result,
        left_out,
        notices,
    })
}

/// How the spike mix relates to a millilitre of biofluid, for each sample with a volume.
fn extractions<'a>(
    study: &'a Study,
    spikes: &study::Spikes,
) -> Result<BTreeMap<&'a str, Extraction>, AnalysisError> {
    let dilution = Dilution::new(spikes.dilution).map_err(Step::Mirna.failed())?;
    let volume = |value| Microlitres::new(value).map_err(Step::Mirna.failed());
    study
        .samples
        .iter()
        .filter_map(|sample| Some((sample, sample.volume_ul?)))
        .map(|(sample, biofluid)| {
            let spiked = volume(sample.spikes_ul.unwrap_or(spikes.volume_ul))?;
            let extraction = Extraction::new(spiked, volume(biofluid)?, dilution);
            Ok((sample.name.as_str(), extraction))
        })
        .collect()
}
