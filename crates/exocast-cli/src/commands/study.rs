//! Commands over whole studies: demo, run, new, check, simulate.

use std::path::Path;

use anyhow::{Context, Result, bail};
use exocast::{
    Analysis, Planned, Provenance, Study, TEMPLATE,
    io::{OutputFolder, TableFormat},
    simulate::{Simulation, SimulationOptions},
};

use super::Session;
use crate::{console, progress::Bars};

pub(crate) fn run(session: &Session, study: &Path, out: &Path, resume: bool) -> Result<()> {
    let study = load(session, study)?;
    if resume && is_up_to_date(&study, out, session.format())? {
        session.console.say(format_args!("{} is up to date", out.display()));
        return Ok(());
    }
    let folder = OutputFolder::create(out)?;
    let analysis = Analysis::run(&study, &mut Bars::new(session.shows_progress()))?;
    analysis.write(&folder, session.format())?;
    summarise(session, &analysis);
    finish(session, folder, out)
}

fn load(session: &Session, path: &Path) -> Result<Study> {
    let mut study = Study::load(path)?;
    if let Some(seed) = session.global.seed {
        study.run.seed = seed;
    }
    Ok(study)
}

/// Whether the results in `out` were made by this version from the same inputs and options, and hold
/// their tables in this format.
fn is_up_to_date(study: &Study, out: &Path, format: TableFormat) -> Result<bool> {
    let Ok(text) = std::fs::read_to_string(out.join("run.json")) else { return Ok(false) };
    let standing: Option<Provenance> = serde_json::from_str(&text).ok();
    let other_format =
        std::fs::read_dir(out.join("tables")).into_iter().flatten().flatten().any(|table| {
            let path = table.path();
            let ending = path.extension().unwrap_or_default();
            ending != format.extension() && ending != "gff3"
        });
    Ok(!other_format && standing == Some(Provenance::of_study("run", study)?))
}

fn finish(session: &Session, folder: OutputFolder, out: &Path) -> Result<()> {
    let word = if folder.replaces() { "replaced" } else { "wrote" };
    folder.finish()?;
    session.console.say(format_args!("{word} {}", out.display()));
    console::result(out.join("report.html").display());
    Ok(())
}

fn summarise(session: &Session, analysis: &Analysis) {
    for outcome in &analysis.steps {
        let done = if outcome.status == exocast::Status::Done { "done" } else { "off " };
        session.console.say(format_args!("{done} {}: {}", outcome.title, outcome.detail));
    }
    for notice in &analysis.notices {
        session.console.note(notice);
    }
    if let Some(verdict) = &analysis.verdict {
        session.console.say(&verdict.headline);
    }
}

pub(crate) fn new(session: &Session, folder: &Path) -> Result<()> {
    let path = folder.join("study.toml");
    if path.exists() {
        bail!("{} exists already; name another folder", path.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    exocast::io::write_file(&path, |file| file.write_all(TEMPLATE.as_bytes()))?;
    session
        .console
        .say(format_args!("wrote {0}: fill it in, then `exocast check {0}`", path.display()));
    Ok(())
}

pub(crate) fn check(session: &Session, path: &Path) -> Result<()> {
    let study = load(session, path)?;
    exocast::check(&study)?;
    for (step, planned) in study.plan().0 {
        let (word, why) = match &planned {
            Planned::Will(what) => ("will compute    ", what),
            Planned::WillNot(why) => ("will not compute", why),
        };
        console::result(format_args!("{word}  {}: {why}", step.title()));
    }
    Ok(())
}

pub(crate) fn simulate(session: &Session, out: &Path, samples: u32, reads: u32) -> Result<()> {
    let options = SimulationOptions { samples, reads, seed: session.global.seed() };
    let folder = OutputFolder::create(out)?;
    let simulation = Simulation::new(options)?;
    simulation.write(&folder, "")?;
    folder.write_table("truth", &simulation.truth_table(), TableFormat::Tsv)?;
    let provenance =
        Provenance::new("simulate", options.seed, serde_json::to_value(options)?, Vec::new());
    session.finish(folder, &provenance, out)
}

pub(crate) fn demo(session: &Session, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out)?;
    let options = SimulationOptions { seed: session.global.seed(), ..SimulationOptions::default() };
    let simulation = Simulation::new(options)?;
    simulation.write(&folder, "study/")?;
    let study = Study::load(&folder.path().join("study/study.toml"))?;
    let mut analysis = Analysis::run(&study, &mut Bars::new(session.shows_progress()))?;
    analysis.truth = Some(simulation.compare(&analysis));
    analysis.write(&folder, session.format())?;
    summarise(session, &analysis);
    finish(session, folder, out)
}
