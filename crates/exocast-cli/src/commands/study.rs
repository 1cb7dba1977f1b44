//! Commands over whole studies: demo, run, new, check, simulate.

use std::path::Path;

use anyhow::{Context, Result, bail};
use exocast::{
    Analysis, Planned, Provenance, Study, TEMPLATE,
    io::{Checkpoints, OutputFolder, TableFormat, is_complete},
    simulate::{Agreement, Simulation, SimulationOptions},
};

use crate::{console, progress::Bars, session::Session};

pub(crate) fn run(session: &Session, study: &Study, out: &Path, resume: bool) -> Result<()> {
    if resume {
        OutputFolder::settle(out)?;
        if is_up_to_date(study, out, session.format())? {
            Checkpoints::beside(out)?.clear()?;
            session.console.say(format_args!("{} is up to date", out.display()));
            return Ok(());
        }
    }
    let folder = OutputFolder::create(out, "run")?;
    let checkpoints = folder.checkpoints();
    if !resume {
        checkpoints.clear()?;
    }
    let mut bars = Bars::new(session.shows_progress());
    let say_kept = || {
        if !checkpoints.is_empty() {
            session.console.note("finished steps are kept: --resume continues from them");
        }
    };
    let analysis = Analysis::resume(study, &mut bars, &checkpoints).inspect_err(|_| say_kept())?;
    for step in &analysis.reused {
        session.console.say(format_args!("{}: taken from an earlier run", step.title()));
    }
    analysis.write(&folder, session.format())?;
    summarise(session, &analysis);
    finish(session, folder, analysis.provenance, out).inspect_err(|_| say_kept())
}

/// Whether the results in `out` were made by this version from the same inputs and options, hold their
/// tables in this format, and are all there as they were written.
fn is_up_to_date(study: &Study, out: &Path, format: TableFormat) -> Result<bool> {
    let Ok(text) = std::fs::read_to_string(out.join("run.json")) else { return Ok(false) };
    let Ok(earlier) = serde_json::from_str::<Provenance>(&text) else { return Ok(false) };
    let expected = Provenance::of_study("run", study)?;
    let other_format = |name: &str| {
        let ending = Path::new(name).extension().unwrap_or_default();
        name.starts_with("tables/") && ending != format.extension() && ending != "gff3"
    };
    let same = earlier == Provenance { outputs: earlier.outputs.clone(), ..expected };
    Ok(same
        && !earlier.outputs.iter().any(|output| other_format(&output.name))
        && is_complete(out, &earlier)?)
}

fn finish(session: &Session, folder: OutputFolder, record: Provenance, out: &Path) -> Result<()> {
    session.finish(folder, record, out)?;
    if session.global.quiet {
        return Ok(());
    }
    console::result(out.join("report.html").display())
}

fn summarise(session: &Session, analysis: &Analysis) {
    for outcome in &analysis.steps {
        let done = if outcome.status == exocast::Status::Done { "done" } else { "off " };
        session.console.say(format_args!("{done} {}: {}", outcome.title, outcome.detail));
    }
    session.console.notices(&analysis.notices);
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

/// Makes a study of the files of a folder. Files that are there already are never written over.
pub(crate) fn new_from(session: &Session, from: &Path, folder: &Path) -> Result<()> {
    let (study, sheet) = (folder.join("study.toml"), folder.join("samples.csv"));
    for path in [&study, &sheet] {
        if path.exists() {
            bail!("{} exists already; name another folder with --out", path.display());
        }
    }
    if !from.is_dir() {
        bail!("{} is no folder", from.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let made = exocast::discover(from, folder)
        .with_context(|| format!("cannot look through {}", from.display()))?;
    if let Some(text) = &made.sheet {
        exocast::io::write_file(&sheet, |file| file.write_all(text.as_bytes()))?;
        session.wrote(&sheet, false);
    }
    exocast::io::write_file(&study, |file| file.write_all(made.study.as_bytes()))?;
    session.wrote(&study, false);
    for line in &made.summary {
        session.console.say(line);
    }
    session.console.say(format_args!(
        "look through what was guessed in it, then `exocast check {}`",
        study.display()
    ));
    Ok(())
}

pub(crate) fn check(session: &Session, path: &Path) -> Result<()> {
    let study = session.study(path, true)?;
    exocast::check(&study)?;
    for out in &study.left_out {
        let exocast::LeftOut { sample, what, why } = out;
        let of_sample =
            sample.as_ref().map(|sample| format!("sample {sample}, ")).unwrap_or_default();
        console::result(format_args!("cannot be used    {of_sample}{what}: {why}"))?;
    }
    let unusable = study.left_out.len() + inspect(session, &study)?;
    for (step, planned) in study.plan().0 {
        let (word, why) = match &planned {
            Planned::Will(what) => ("will compute    ", what),
            Planned::WillNot(why) => ("will not compute", why),
        };
        console::result(format_args!("{word}  {}: {why}", step.title()))?;
    }
    if unusable > 0 {
        bail!("{unusable} of the inputs cannot be used: see above");
    }
    Ok(())
}

/// Says of each input what it holds, and returns how many cannot be used.
fn inspect(session: &Session, study: &Study) -> Result<usize> {
    let mut unusable = 0;
    let inputs = exocast::inspect(study);
    session.console.notes(inputs.iter().flat_map(|input| &input.notices));
    for input in inputs {
        let (role, path) = (input.role, input.path.display());
        match input.content {
            Ok(what) => console::result(format_args!("found             {role}: {path}: {what}"))?,
            Err(error) => {
                unusable += 1;
                let error = anyhow::Error::new(error);
                console::result(format_args!("cannot be used    {role}: {error:#}"))?;
            }
        }
    }
    Ok(unusable)
}

pub(crate) fn simulate(session: &Session, out: &Path, samples: u32, reads: u32) -> Result<()> {
    let folder = OutputFolder::create(out, "simulate")?;
    let options = SimulationOptions { samples, reads, seed: session.global.seed() };
    let simulation = Simulation::new(options)?;
    simulation.write(&folder, "")?;
    folder.write_table("truth", &simulation.truth_table(), TableFormat::Tsv)?;
    session.finish(folder, simulation.provenance(), out)
}

pub(crate) fn demo(session: &Session, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "demo")?;
    let options = SimulationOptions { seed: session.global.seed(), ..SimulationOptions::default() };
    let simulation = Simulation::new(options)?;
    simulation.write(&folder, "study/")?;
    let study = Study::load(&folder.path().join("study/study.toml"))?;
    let mut analysis = Analysis::run(&study, &mut Bars::new(session.shows_progress()))?;
    "demo".clone_into(&mut analysis.provenance.command);
    let compared = simulation.compare(&analysis);
    let agreement = Agreement::by_step(&compared);
    analysis.truth = Some(compared);
    analysis.write(&folder, session.format())?;
    summarise(session, &analysis);
    for step in &agreement {
        session.console.say(format_args!("truth {step}"));
    }
    session.console.say(
        "intervals of cargo, contrasts, dose and response share what is unknown of spikes, route and recipient: \
         they hold the truth, or miss it, together; other seeds show how often",
    );
    finish(session, folder, analysis.provenance, out)?;
    judged(session, &agreement)
}

/// Fails where a step misses the truth far more often than its intervals promise.
fn judged(session: &Session, agreement: &[Agreement]) -> Result<()> {
    let wrong = Agreement::wrong(agreement);
    for step in agreement.iter().filter(|step| step.misses() && !wrong.contains(step)) {
        session.console.note(format_args!(
            "{step}; they share what is unknown of spikes, route and recipient, so that one study in twenty looks like this"
        ));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let listed: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    bail!(
        "the truth is outside of its interval far more often than one time in twenty: {}",
        listed.join("; ")
    )
}
