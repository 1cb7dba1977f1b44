//! Sizing exports to size, number and classes of vesicles.

use exocast_core::{
    Interval, SeedPlan,
    options::{Checked, Options as _},
};
use exocast_transfer::Vesicles;
use exocast_vesicle::{Dilution, Options, Sample, SampleAnalysis, tables};

use super::chain::Chain;
use crate::{
    figures, load,
    result::{AnalysisError, FurtherTables, VesiclesResult},
    study::{self, Step, Study},
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

/// What `[vesicles]` asks for of the samples.
fn further_tables(
    study: &Study,
    samples: &[SampleAnalysis],
    options: &Checked<Options>,
    seed: SeedPlan,
) -> Result<FurtherTables, AnalysisError> {
    let mut found = FurtherTables::default();
    if let Some(path) = &study.vesicles.blank {
        let export = load::export(&study.resolve(path))?;
        let blank = Sample::new(load::file_name(path), vec![export], None)
            .and_then(|sample| sample.analyse(options, seed))
            .map_err(Step::Vesicles.failed())?;
        if blank.counted.is_none() {
            return Err(Step::Vesicles.failed()(Unusable::Blank));
        }
        found.blank = Some(tables::above_blank(samples, &blank));
    }
    found.coincidence = study.vesicles.probe_ml.map(|probe| tables::coincident(samples, probe));
    if study.vesicles.series {
        let table = tables::series(samples);
        found.linearity = Some(table.ok_or_else(|| Step::Vesicles.failed()(Unusable::Series))?);
    }
    if study.vesicles.shapes {
        found.shapes = Some(tables::shapes(samples, options.assumed_tracks));
    }
    Ok(found)
}

/// Samples that do not give what `[vesicles]` asks for.
#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error(
        "`vesicles.blank` needs an export with its number of tracks and its concentration, which give the volume counted"
    )]
    Blank,
    #[error(
        "`vesicles.series` needs at least three samples, each with a concentration above 0 and its own dilution factor"
    )]
    Series,
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
    for sample in with_sizing {
        chain.advance(&sample.name);
        let columns = sample.columns.clone().map(Into::into).unwrap_or_default();
        let exports = sample
            .sizing
            .iter()
            .map(|path| load::export_with(&study.resolve(path), &columns))
            .collect::<Result<Vec<_>, _>>()?;
        let dilution =
            sample.dilution.map(Dilution::new).transpose().map_err(Step::Vesicles.failed())?;
        let analysis = Sample::new(&sample.name, exports, dilution)
            .and_then(|sample| sample.analyse(&options, seed))
            .map_err(Step::Vesicles.failed())?;
        if let Some(why) = without_number(&analysis) {
            let name = &sample.name;
            chain.note(
                Step::Vesicles,
                format_args!(
                    "{name}: {why}, and so neither vesicles per mL of the sample nor copies per vesicle are known"
                ),
            );
        }
        samples.push(analysis);
    }
    chain.end();
    for finding in samples.iter().flat_map(|sample| &sample.findings) {
        chain.note(Step::Vesicles, finding);
    }
    let further = further_tables(study, &samples, &options, seed)?;
    for figure in figures::vesicles(&samples, &options.classes) {
        chain.figure(figure);
    }
    Ok(Some(VesiclesResult { samples, further }))
}
