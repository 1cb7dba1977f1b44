//! A study from its inputs to its results: the steps in order.

use exocast_core::Notice;
use exocast_mirna::Guides;

use super::{
    cargo,
    chain::Chain,
    contrasts::{self, Results},
    dose, enrichment, evidence, identity, mirna,
    notice::StepNotice,
    origin, parts, programmes, response,
    sampling::Sampling,
    vesicles,
};
use crate::{
    io::{Checkpoints, workbook_notices_of},
    progress::Progress,
    result::{Analysis, AnalysisError, MirnaResult, Transferred},
    study::{Step, Study},
};

impl Analysis {
    /// Runs every step that the study has inputs for.
    ///
    /// # Errors
    /// Where an input cannot be read, does not hold what it should, or an option is impossible.
    pub fn run(study: &Study, progress: &mut dyn Progress) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, None)
    }

    /// As [`run`](Self::run), with the steps that an earlier run finished on the same inputs and options.
    ///
    /// The counting of reads, which takes longest, and the parent cells are kept.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where a finished step cannot be written.
    pub fn resume(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: &Checkpoints,
    ) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, Some(checkpoints))
    }

    fn steps(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: Option<&Checkpoints>,
    ) -> Result<Self, AnalysisError> {
        check(study)?;
        let located = study.located();
        let mut chain = Chain::new((study, &located), progress, checkpoints)?;
        let study = &located;
        for notice in &study.sheet_notices {
            chain.notice(Notice::from_note("samples", notice));
        }
        of_workbooks(&mut chain);
        left_out(&mut chain);
        for notice in parts::same_content(study, chain.inputs()) {
            let of_sizes = matches!(notice, StepNotice::SameContent { what: "sizing", .. });
            chain.note(if of_sizes { Step::Vesicles } else { Step::Mirna }, &notice);
        }
        let catalogue = mirna::reference(study)?;
        let mirna = mirna::run(&mut chain, catalogue.as_ref())?;
        let vesicles = vesicles::run(&mut chain)?;
        let sized = vesicles.as_ref().map(|vesicles| vesicles.samples.as_slice());
        let counted = counted(mirna.as_ref());
        let reference = catalogue.as_ref();
        let sampling =
            counted.map(|mirna| Sampling::new(study, mirna, reference, sized, &chain.sized_as));
        let identity = identity::run(&mut chain, sized)?;
        let (pooled, cargo) = cargo::run(&mut chain, sampling.as_ref())?.unzip();
        let origin = origin::run(&mut chain, counted, catalogue.as_ref())?;
        let enrichment = enrichment::run(&mut chain, counted)?;
        let mut dose = dose::run(&mut chain, pooled.as_ref(), catalogue.as_ref())?;
        let guides = guides(mirna.as_ref());
        if let Some(dose) = &mut dose {
            dose.guides = guides.clone();
        }
        let cell = response::recipient(&mut chain, catalogue.as_ref(), &guides)?;
        let copies = dose.as_ref().map(|dose| &dose.dose);
        let responded = response::run(&mut chain, cell.as_ref(), copies)?;
        let (response, sites) = responded.unzip();
        let programmes = match &response {
            Some(response) => programmes::run(&mut chain, response)?,
            None => None,
        };
        let evidence = evidence::run(&mut chain, cell.as_ref(), catalogue.as_ref())?;
        let reads = mirna.as_ref().and_then(|mirna| mirna.reads.as_ref());
        let results = Results {
            sampling: sampling.as_ref(),
            verdicts: reads.map_or(&[], |reads| reads.verdicts.as_slice()),
            vesicles: sized,
            origin: origin.as_ref(),
            cell: cell.as_ref(),
        };
        let contrasts = contrasts::run(&mut chain, &results)?;
        drop(sampling);
        Ok(Self {
            mirna,
            vesicles,
            identity,
            cargo,
            origin,
            dose,
            enrichment,
            response,
            sites: sites.flatten(),
            programmes,
            evidence,
            contrasts,
            ..chain.finish()
        })
    }

    /// Runs the steps up to the dose, and returns it with what there is to know about it.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where the study has no cargo.
    pub fn dose(
        study: &Study,
        progress: &mut dyn Progress,
    ) -> Result<(Transferred, Vec<Notice>), AnalysisError> {
        check(study)?;
        let located = study.located();
        let mut chain = Chain::new((study, &located), progress, None)?;
        let study = &located;
        let catalogue = mirna::reference(study)?;
        left_out(&mut chain);
        let mirna = mirna::run(&mut chain, catalogue.as_ref())?;
        let vesicles = vesicles::run(&mut chain)?;
        let sized = vesicles.as_ref().map(|vesicles| vesicles.samples.as_slice());
        let sampling = counted(mirna.as_ref())
            .map(|mirna| Sampling::new(study, mirna, catalogue.as_ref(), sized, &chain.sized_as));
        let cargo = cargo::run(&mut chain, sampling.as_ref())?;
        let pooled = cargo.as_ref().map(|(pooled, _)| pooled);
        match dose::run(&mut chain, pooled, catalogue.as_ref())? {
            Some(mut dose) => {
                dose.guides = guides(mirna.as_ref());
                Ok((dose, chain.finish().notices))
            }
            None => Err(AnalysisError::NoCargo),
        }
    }
}

/// Says how sheets of workbooks are read, in the step that they are inputs of.
fn of_workbooks(chain: &mut Chain<'_>) {
    for (role, path) in chain.study.inputs() {
        let step = match role.split('.').next().unwrap_or_default() {
            "vesicles" => Step::Vesicles,
            sample if sample.ends_with(", sizing") => Step::Vesicles,
            "identity" => Step::Identity,
            "origin" => Step::Origin,
            "enrich" => Step::Enrichment,
            "programmes" => Step::Programmes,
            "recipient" if role == "recipient.observed" => Step::Evidence,
            "recipient" | "response" => Step::Response,
            "reference" if role.starts_with("reference.transcript") => Step::Response,
            _ => Step::Mirna,
        };
        for notice in workbook_notices_of(path) {
            chain.note(step, &notice);
        }
    }
}

/// Says which inputs are not there, where the study keeps going.
fn left_out(chain: &mut Chain<'_>) {
    for out in &chain.study.left_out {
        let of_vesicles = ["sizing", "blank"].contains(&out.what.as_str());
        chain.leave_out(if of_vesicles { Step::Vesicles } else { Step::Mirna }, out.clone());
    }
}

/// The guides that reads show.
fn guides(mirna: Option<&MirnaResult>) -> Guides {
    let reads = mirna.and_then(|mirna| mirna.reads.as_ref());
    reads.map(|reads| reads.guides.clone()).unwrap_or_default()
}

/// miRNAs that were counted in some sample; reads that were only checked are none.
fn counted(mirna: Option<&MirnaResult>) -> Option<&MirnaResult> {
    mirna.filter(|mirna| !mirna.counts.columns().is_empty())
}

/// Checks the options of a study as far as that goes without reading its inputs.
///
/// # Errors
/// At the first option that no step understands.
pub fn check(study: &Study) -> Result<(), AnalysisError> {
    dose::options(study)?;
    origin::check(study)?;
    response::check(study)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;
    use crate::{
        result::TABLES,
        simulate::{Simulation, SimulationOptions},
    };

    /// Tables that a study has only where it asks for them or lacks something.
    const ON_DEMAND: [&str; 12] = [
        "blank",
        "coincidence",
        "linearity",
        "shapes",
        "true_sizes",
        "enrichment",
        "response_sites",
        "compartments",
        "mirna_organisms",
        "mirna_corrected",
        "mirna_molecules",
        "sponges",
    ];

    #[test]
    fn every_table_has_the_columns_that_its_place_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = SimulationOptions { samples: 2, reads: 3000, seed: 1 };
        let simulation = Simulation::new(options).expect("a study");
        for (name, content) in simulation.files() {
            fs::write(folder.path().join(name), content).expect("written");
        }
        let mut study = Study::load(&folder.path().join("study.toml")).expect("a study");
        study.run.draws = 64;
        let mut analysis = Analysis::run(&study, &mut ()).expect("an analysis");
        analysis.truth = Some(simulation.compare(&analysis));
        let mut tables: Vec<_> = analysis.tables().into_iter().map(|(_, table)| table).collect();
        tables.extend(analysis.truth_table());
        tables.extend(analysis.samples_table());
        for written in &tables {
            let name = written.spec.name;
            let stated = written.spec.columns.iter().map(|column| column.name);
            let count = stated.len();
            assert_eq!(written.table.columns()[..count], stated.collect::<Vec<_>>()[..], "{name}");
            let samples = if written.spec.per_sample { 2 } else { 0 };
            assert_eq!(written.table.columns().len(), count + samples, "{name}");
            let shown = written.rows().len();
            assert_eq!(shown, written.table.rows().len(), "{name}: every row has its place");
            assert_eq!(written.spec.order.is_some(), written.order.is_some(), "{name}");
        }
        let made: BTreeSet<&str> = tables.iter().map(|written| written.spec.name).collect();
        let missing: Vec<&str> =
            TABLES.iter().map(|spec| spec.name).filter(|name| !made.contains(name)).collect();
        assert!(missing.iter().all(|name| ON_DEMAND.contains(name)), "{missing:?}");
        // The same from the file that programs read.
        let json = serde_json::to_value(&analysis).expect("JSON");
        let listed = json["tables"].as_object().expect("tables");
        assert_eq!(listed.len() + 1, tables.len(), "the truth is a field of its own");
    }
}
