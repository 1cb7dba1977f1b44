//! `exocast transfer …`

use std::path::Path;

use anyhow::{Context, Result};
use exocast::{
    Analysis, GeneEffect, InputFile, Provenance, RecipientCell, RecipientFiles, Transferred,
    core::{Interval, SeedPlan, options::Options as _},
    handover,
    io::OutputFolder,
    load,
    target::{Amounts, Dose, ExpressionTable, RespondOptions},
    transfer::{
        CargoEntry, Effect, Expression, Machinery, Moment, Options, Parameter, ReferenceTarget,
        Scenario, ToTable as _, Vesicles, WARNING, biogenesis, copies_for, design, mechanisms,
        require, require_sets,
    },
};

use crate::{
    args::{Require, Secretion, Transfer},
    progress::Bars,
    session::Session,
};

pub(crate) fn run(session: &Session, command: Transfer) -> Result<()> {
    match command {
        Transfer::Dose { study: Some(study), out, .. } => of_study(session, &study, &out),
        Transfer::Dose { cargo, vesicles, scenario, out, .. } => {
            let (cargo, vesicles) = cargo.zip(vesicles).context("--cargo goes with --vesicles")?;
            of_tables(session, &cargo, &vesicles, scenario, &out)
        }
        Transfer::Require(arguments) => required(session, &arguments),
        Transfer::Design { study, out } => designed(session, &study, &out),
        Transfer::Secretion(arguments) => secretion(session, &arguments),
        Transfer::Parameters { out } => session.write_table(&out, &Parameter::table()),
    }
}

fn secretion(session: &Session, arguments: &Secretion) -> Result<()> {
    let mut table = session.expression_table(&arguments.reading)?;
    let tpm = |path: &Path, table: &ExpressionTable| -> Result<Expression> {
        let read = load::expression(path, table, None)?;
        session.console.notes(read.notices());
        Ok(read.rows().iter().map(|(name, tpm)| (name, *tpm)).collect())
    };
    let expression = tpm(&arguments.expression, &table)?;
    table.choice.columns.clone_from(&arguments.reference_column);
    let machinery = Machinery::new(&expression, &tpm(&arguments.reference, &table)?)?;
    let options = Options::default().check()?;
    let seed = SeedPlan::new(session.global.seed());
    let predicted = biogenesis(&machinery, &arguments.cells, &options, seed);
    session.console.note(WARNING);
    session.console.notes(predicted.notices.iter());
    session.write_table(&arguments.out, &predicted.table())
}

fn required(session: &Session, arguments: &Require) -> Result<()> {
    let options = Options::new(arguments.scenario).check()?;
    let entry = CargoEntry::prior("any miRNA", &options.parameters());
    let copies = match (arguments.copies, arguments.log2fc) {
        (Some(copies), _) => copies,
        (None, log2fc) => {
            let change = log2fc.context("--log2fc is missing")?;
            let effect = effect(session, arguments)?;
            let copies = copies_for(effect.as_ref(), change)?;
            session.console.say(format_args!(
                "a log2 fold change of {change} needs {copies:.0} copies per recipient cell"
            ));
            copies
        }
    };
    let table = if arguments.sets {
        require_sets(&entry, None, &options, copies, Moment::Steady, SETS)?.to_table()
    } else {
        require(&entry, None, &options, copies, Moment::Steady)?.to_table()
    };
    session.write_table(&arguments.out, &table)
}

/// Sets of parameters that are printed.
const SETS: usize = 20;

/// What copies do to the gene that was named, or to one with one 8mer site.
fn effect(session: &Session, arguments: &Require) -> Result<Box<dyn Effect>> {
    let (Some(gene), Some(mirna), Some(transcripts)) =
        (&arguments.gene, &arguments.mirna, &arguments.transcripts)
    else {
        session.console.note("the effect is for a gene with one 8mer site in a typical cell");
        return Ok(Box::new(ReferenceTarget));
    };
    let mirnas = load::mirnas(mirna)?;
    let guide = mirnas.as_slice().first().context("--mirna holds no miRNA")?.name().to_owned();
    let mut files = RecipientFiles::new(transcripts);
    files.annotation.clone_from(&arguments.annotation);
    files.expression.clone_from(&arguments.expression);
    files.expression_table = session.expression_table(&arguments.reading)?;
    let mut bars = Bars::new(session.shows_progress());
    let cell = RecipientCell::load(&files, mirnas, &mut bars)?;
    let mut options = RespondOptions::default();
    options.draws = 1;
    let options = exocast::core::options::Options::check(options)?;
    let mut notices = Vec::new();
    let effect = GeneEffect::new(gene, |copies| {
        let dose = Amounts::new(vec![(guide.clone(), Interval::exact(copies))]);
        let response = cell.respond(&Dose::Copies(dose), &options, SeedPlan::new(1))?;
        // The same at any number of copies.
        notices.clone_from(&response.notices);
        Ok(response)
    })?;
    session.console.notes(&notices);
    session.console.say(format_args!("{guide} on {gene}"));
    Ok(Box::new(effect))
}

fn of_tables(
    session: &Session,
    cargo: &Path,
    vesicles: &Path,
    scenario: Scenario,
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer dose")?;
    let (options, seed) = (Options::new(scenario), session.global.seed());
    let inputs = vec![InputFile::read("--cargo", cargo)?, InputFile::read("--vesicles", vesicles)?];
    let (vesicles, left_out) = handover::vesicles(vesicles)?;
    session.console.notes(&left_out);
    let (cargo, left_out) = handover::cargo(cargo, &vesicles)?;
    session.console.notes(&left_out);
    let vesicles = Vesicles::pool(&vesicles);
    let transferred =
        Transferred::new(cargo, vesicles, options.clone().check()?, SeedPlan::new(seed))?;
    session.console.notes(transferred.dose.notices.iter());
    write(session, &folder, &transferred)?;
    let effective = serde_json::to_value(&options)?;
    let provenance = Provenance::new("transfer dose", seed, effective, inputs);
    session.finish(folder, provenance, out)
}

fn of_study(session: &Session, study: &Path, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer dose")?;
    let study = session.study(study, false)?;
    let mut bars = Bars::new(session.shows_progress());
    let (transferred, notices) = Analysis::dose(&study, &mut bars)?;
    session.console.notices(&notices);
    write(session, &folder, &transferred)?;
    session.finish(folder, Provenance::of_study("transfer dose", &study)?, out)
}

fn write(session: &Session, folder: &OutputFolder, transferred: &Transferred) -> Result<()> {
    for written in transferred.tables() {
        folder.write_table(written.spec.alone, &written.table, session.format())?;
    }
    for figure in &transferred.figures {
        folder.write(&format!("figures/{}.svg", figure.name), |file| {
            file.write_all(figure.standalone().as_bytes())
        })?;
    }
    let stated = transferred.stated();
    folder.write_json("verdict.json", &stated)?;
    session.console.say(format_args!("{}. {}", stated.headline, stated.verdict.because));
    Ok(())
}

fn designed(session: &Session, study: &Path, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer design")?;
    let study = session.study(study, false)?;
    let mut bars = Bars::new(session.shows_progress());
    let (transferred, notices) = Analysis::dose(&study, &mut bars)?;
    session.console.notices(&notices);
    session.console.note("the target is a gene with one 8mer site in a typical cell");
    let stated = transferred.stated();
    if stated.headline != stated.verdict.headline() {
        session.console.note(&stated.headline);
    }
    let nearest = transferred.nearest().context("the study has no miRNA to plan for")?;
    let vesicles = transferred.vesicles.as_ref();
    let seed = SeedPlan::new(study.run.seed);
    let plan = design(nearest, vesicles, &transferred.options, &ReferenceTarget, seed)?;
    let format = session.format();
    folder.write_table("design", &plan.table(), format)?;
    folder.write_table("controls", &plan.controls.to_table(), format)?;
    let competing = mechanisms(&transferred.dose, vesicles, &transferred.options, seed)?;
    folder.write_table("mechanisms", &competing.to_table(), format)?;
    folder.write_json("design.json", &plan)?;
    let seen = |dose: Option<f64>| match dose {
        Some(dose) => format!("from {dose:.1e} vesicles per cell on"),
        None => "at no dose up to 1e7 vesicles per cell".to_owned(),
    };
    session.console.say(format_args!(
        "three replicates per group see {} {}, and at the favourable end of every range {}",
        plan.mirna,
        seen(plan.smallest_seen),
        seen(plan.smallest_at_best)
    ));
    session.finish(folder, Provenance::of_study("transfer design", &study)?, out)
}
