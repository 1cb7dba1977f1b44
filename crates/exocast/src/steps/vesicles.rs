//! Sizing exports to size, number and classes of vesicles.

use std::path::Path;

use exocast_core::{
    Interval, SeedPlan,
    options::{Checked, Options as _},
};
use exocast_transfer::Vesicles;
use exocast_vesicle::{Options, Sample, SampleAnalysis, diluted, tables};

use super::{chain::Chain, notice::StepNotice, parts::Parts};
use crate::{
    figures, load,
    result::{AnalysisError, FurtherTables, VesiclesResult},
    study::{self, Step},
};

/// Vesicles per mL of the undiluted sample and typical diameter, of each sample whose dilution is known.
pub(super) fn concentrations(samples: &[SampleAnalysis]) -> Vec<Vesicles> {
    samples
        .iter()
        .filter_map(|sample| {
            let undiluted = sample.undiluted()?;
            let per_ml = undiluted.per_ml();
            let concentration = undiluted.interval().unwrap_or(Interval::exact(per_ml));
            let vesicles = Vesicles::new(sample.sample.clone(), concentration);
            Some(vesicles.with_diameter(Some(sample.pooled.median)))
        })
        .collect()
}

/// Why vesicles per mL of a sample are not known, and what to do; nothing where they are.
fn without_number(analysis: &SampleAnalysis) -> Option<&'static str> {
    match analysis.all().concentration {
        _ if analysis.undiluted().is_some() => None,
        Some(_) => Some(
            "the dilution is not known (set `dilution`, to 1 where the sample was not diluted)",
        ),
        None => Some("no sizing export states a concentration (give one that does)"),
    }
}

/// Samples that do not give what is asked of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VesiclesError {
    /// The volume that a blank was counted in is not known.
    #[error(
        "{0}: a blank needs an export with its number of tracks and its concentration, which give the volume counted"
    )]
    Blank(String),
    /// The samples are no dilution series.
    #[error(
        "a dilution series needs at least three samples, each with a concentration above 0 and its own dilution factor"
    )]
    Series,
}

impl VesiclesResult {
    /// Analysed samples, with the tables that `[vesicles]` asks for; `blank` is the analysed blank.
    ///
    /// # Errors
    /// Where the samples do not give what is asked of them.
    pub fn new(
        samples: Vec<SampleAnalysis>,
        blank: Option<&SampleAnalysis>,
        asked: &study::Vesicles,
        options: &Checked<Options>,
    ) -> Result<Self, VesiclesError> {
        let mut further = FurtherTables::default();
        if let Some(blank) = blank {
            if blank.counted.is_none() {
                return Err(VesiclesError::Blank(blank.sample.clone()));
            }
            further.blank = Some(tables::above_blank(&samples, blank));
        }
        further.coincidence = asked.probe_ml.map(|probe| tables::coincident(&samples, probe));
        if asked.series {
            further.linearity = Some(tables::series(&samples).ok_or(VesiclesError::Series)?);
        }
        if asked.shapes {
            further.shapes = Some(tables::shapes(&samples, options.assumed_tracks));
        }
        further.true_sizes = tables::true_sizes(&samples);
        Ok(Self { samples, further, other_findings: Vec::new() })
    }
}

/// A sample with the names that it has in each of its exports.
type Analysed = (SampleAnalysis, Vec<Option<Vec<String>>>);

/// Reads and analyses the exports of one sample.
fn analysed(
    sample: &study::Sample,
    options: &Checked<Options>,
    seed: SeedPlan,
) -> Result<Analysed, AnalysisError> {
    let columns = sample.columns.clone().map(Into::into).unwrap_or_default();
    let exports = sample
        .sizing
        .iter()
        .map(|path| load::export_part(path, &columns, &sample.name, sample.names_inside()))
        .collect::<Result<Vec<_>, _>>()?;
    let (exports, parts): (Vec<_>, Vec<_>) = exports.into_iter().unzip();
    let dilution = sample.dilution.map(diluted).transpose().map_err(Step::Vesicles.failed())?;
    let analysis = Sample::new(&sample.name, exports, dilution)
        .and_then(|sample| sample.analyse(options, seed))
        .map_err(Step::Vesicles.failed())?;
    Ok((analysis, parts))
}

/// Reads and analyses the blank.
fn blank(
    path: &Path,
    options: &Checked<Options>,
    seed: SeedPlan,
) -> Result<SampleAnalysis, AnalysisError> {
    let blank = Sample::new(load::file_name(path), vec![load::export(path)?], None)
        .and_then(|sample| sample.analyse(options, seed))
        .map_err(Step::Vesicles.failed())?;
    if blank.counted.is_none() {
        return Err(Step::Vesicles.failed()(VesiclesError::Blank(blank.sample)));
    }
    Ok(blank)
}

/// Reads and analyses the exports of every sample that has some.
pub(super) fn run(chain: &mut Chain<'_>) -> Result<Option<VesiclesResult>, AnalysisError> {
    let study = chain.study;
    let with_sizing: Vec<&study::Sample> =
        study.samples.iter().filter(|sample| !sample.sizing.is_empty()).collect();
    if !chain.begin(Step::Vesicles, with_sizing.len()) {
        return Ok(None);
    }
    let options = study.vesicles.options().map_err(Step::Vesicles.failed())?;
    let options = options.check().map_err(Step::Vesicles.failed())?;
    let seed = SeedPlan::new(study.run.seed);
    let mut samples = Vec::with_capacity(with_sizing.len());
    let mut parts = Parts::default();
    for sample in with_sizing {
        chain.advance(&sample.name);
        let analysed = analysed(sample, &options, seed);
        let Some((analysis, names)) = chain.readable(Some(&sample.name), "sizing", analysed)?
        else {
            continue;
        };
        for (path, names) in sample.sizing.iter().zip(names) {
            if let Some(alike) = StepNotice::of_alike(sample, path, names.as_deref()) {
                chain.note(Step::Vesicles, &alike);
            }
            let Some(shared) = parts.sizes(sample, path, names)? else { continue };
            chain.note(Step::Vesicles, &shared);
            if let StepNotice::SharedSizes { first, second, .. } = shared {
                chain.sized_as.insert(second, first);
            }
        }
        if let Some(reason) = without_number(&analysis) {
            let sample = sample.name.clone();
            chain.note(Step::Vesicles, &StepNotice::NoVesicleNumber { sample, reason });
        }
        samples.push(analysis);
    }
    if samples.is_empty() {
        chain.give_up("no sizing export of any sample can be used");
        return Ok(None);
    }
    chain.end();
    for finding in samples.iter().flat_map(|sample| &sample.findings) {
        chain.note(Step::Vesicles, finding);
    }
    let blank = match &study.vesicles.blank {
        Some(path) => chain.readable(None, "blank", blank(path, &options, seed))?,
        None => None,
    };
    let mut asked = study.vesicles.clone();
    // No other number rests on it.
    if asked.series && tables::series(&samples).is_none() {
        asked.series = false;
        let why = VesiclesError::Series.to_string();
        chain.note(Step::Vesicles, &StepNotice::NoTable { table: "linearity", why });
    }
    let result = VesiclesResult::new(samples, blank.as_ref(), &asked, &options)
        .map_err(Step::Vesicles.failed())?;
    for figure in figures::vesicles(&result.samples, &options.classes) {
        chain.figure(figure);
    }
    Ok(Some(result))
}
