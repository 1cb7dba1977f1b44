//! `exocast transfer …`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exocast::{
    Analysis, GeneEffect, InputFile, Provenance, RecipientCell, RecipientFiles, SeedNames, Study,
    Transferred,
    core::{Interval, SeedPlan, options::Options as _},
    handover,
    io::OutputFolder,
    load,
    target::{Amounts, Dose, ExpressionTable, RespondOptions},
    transfer::{
        CargoEntry, Expression, Goal, Machinery, Moment, Options, Parameter, ReferenceTarget,
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
        Transfer::Dose { cargo, vesicles, mirnas, endogenous, scenario, out, .. } => {
            let (cargo, vesicles) = cargo.zip(vesicles).context("--cargo goes with --vesicles")?;
            let tables = Tables { cargo, vesicles, mirnas, endogenous };
            of_tables(session, &tables, scenario, &out)
        }
        Transfer::Require(arguments) => required(session, &arguments),
        Transfer::Design { study, seed_of, gene, out } => {
            designed(session, &study, (seed_of.as_deref(), gene.as_deref()), &out)
        }
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
    let of_study = match &arguments.study {
        Some(study) => Some(Cargo::of_study(session, study, arguments.seed_of.as_deref())?),
        None => None,
    };
    let (options, entry, vesicles) = if let Some(cargo) = &of_study {
        let Transferred { options, vesicles, .. } = &cargo.transferred;
        (options.clone(), cargo.entry.clone(), vesicles.as_ref())
    } else {
        let options = Options::new(arguments.scenario).check()?;
        let entry = CargoEntry::prior("any miRNA", &options.parameters());
        (options, entry, None)
    };
    let goal = match (arguments.copies, arguments.log2fc) {
        (Some(copies), _) => Goal::Held(copies),
        (None, None) => Goal::Effect,
        (None, Some(change)) => {
            let copies = copies_for_change(session, arguments, of_study.as_ref(), change)?;
            session.console.say(format_args!(
                "a log2 fold change of {change} needs {} copies per recipient cell",
                six_digits(copies)
            ));
            Goal::Held(copies)
        }
    };
    let moment = Moment::Steady;
    let table = if arguments.sets {
        require_sets(&entry, vesicles, &options, goal, moment, SETS)?.to_table()
    } else {
        require(&entry, vesicles, &options, goal, moment)?.to_table()
    };
    session.write_table(&arguments.out, &table)
}

/// A number to six digits, so that what it leads to is right to them too.
fn six_digits(value: f64) -> String {
    let rounded = format!("{value:.5e}");
    rounded.parse().map_or(rounded, |value: f64| value.to_string())
}

/// Sets of parameters that are printed.
const SETS: usize = 20;

/// The dose of a study, and the seed that is meant.
struct Cargo {
    study: Study,
    transferred: Transferred,
    entry: CargoEntry,
}

impl Cargo {
    fn of_study(session: &Session, path: &Path, wanted: Option<&str>) -> Result<Self> {
        let study = session.study(path, false)?;
        let mut bars = Bars::new(session.shows_progress());
        let (transferred, notices) = Analysis::dose(&study, &mut bars)?;
        session.console.notices(&notices);
        let entry = match wanted {
            Some(wanted) => transferred.seed_of(wanted)?,
            None => transferred.nearest().context("the study has no miRNA in its cargo")?,
        };
        session.console.say(format_args!("{}", entry.label()));
        Ok(Self { study, transferred, entry })
    }

    /// The recipient of the study, and the guide of the seed that most copies are of.
    fn recipient(&self, session: &Session) -> Result<(RecipientCell, String)> {
        let cargo = &self.transferred.cargo;
        let family = cargo.families().into_iter().find(|family| family.pooled == self.entry);
        let leader = family.and_then(|family| family.members.first().copied());
        let leader = leader.and_then(|place| cargo.entries().get(place));
        let guide = leader.context("the seed has no guide in the cargo")?.label();
        let mut bars = Bars::new(session.shows_progress());
        let cell = RecipientCell::of_study(&self.study, &self.transferred.guides, &mut bars)?
            .context(
                "--gene needs `[reference] transcripts` and sequences of miRNAs in the study",
            )?;
        Ok((cell, guide))
    }
}

/// Copies in RISC by which the gene that was named changes, or one with one 8mer site.
fn copies_for_change(
    session: &Session,
    arguments: &Require,
    of_study: Option<&Cargo>,
    change: f64,
) -> Result<f64> {
    let (cell, guide) = match (&arguments.gene, of_study) {
        (None, _) => {
            session.console.note("the effect is for a gene with one 8mer site in a typical cell");
            return Ok(copies_for(&ReferenceTarget, change)?);
        }
        (Some(_), Some(cargo)) => cargo.recipient(session)?,
        (Some(_), None) => named_recipient(session, arguments)?,
    };
    let gene = arguments.gene.as_deref().unwrap_or_default();
    let effect = gene_effect(session, &cell, &guide, gene)?;
    let copies = copies_for(&effect, change);
    effect.finish()?;
    Ok(copies?)
}

/// The recipient of --transcripts and the first miRNA of --mirna.
fn named_recipient(session: &Session, arguments: &Require) -> Result<(RecipientCell, String)> {
    let needed = "--gene needs --mirna and --transcripts, or a study";
    let mirna = arguments.mirna.as_ref().context(needed)?;
    let transcripts = arguments.transcripts.as_ref().context(needed)?;
    let mirnas = load::mirnas(mirna)?;
    let guide = mirnas.as_slice().first().context("--mirna holds no miRNA")?.name().to_owned();
    let mut files = RecipientFiles::new(transcripts);
    files.annotation.clone_from(&arguments.annotation);
    files.expression.clone_from(&arguments.expression);
    files.expression_table = session.expression_table(&arguments.reading)?;
    let mut bars = Bars::new(session.shows_progress());
    Ok((RecipientCell::load(&files, mirnas, &mut bars)?, guide))
}

/// What copies of a guide in RISC do to a gene of a recipient, as `target respond` has it.
fn gene_effect<'a>(
    session: &Session,
    cell: &'a RecipientCell,
    guide: &'a str,
    gene: &str,
) -> Result<GeneEffect<'a>> {
    let mut options = RespondOptions::default();
    options.draws = 1;
    let options = exocast::core::options::Options::check(options)?;
    let response_to = move |copies: f64| {
        let dose = Amounts::new(vec![(guide.to_owned(), Interval::exact(copies))]);
        cell.respond(&Dose::Copies(dose), &options, SeedPlan::new(1))
    };
    // The same at any number of copies.
    session.console.notes(&response_to(1.0)?.notices);
    session.console.say(format_args!("{guide} on {gene}"));
    Ok(GeneEffect::new(gene, response_to)?)
}

/// Tables in the place of a study.
struct Tables {
    cargo: PathBuf,
    vesicles: PathBuf,
    mirnas: Option<PathBuf>,
    endogenous: Option<PathBuf>,
}

impl Tables {
    fn inputs(&self) -> Result<Vec<InputFile>> {
        let named = [
            ("--cargo", Some(&self.cargo)),
            ("--vesicles", Some(&self.vesicles)),
            ("--mirnas", self.mirnas.as_ref()),
            ("--endogenous", self.endogenous.as_ref()),
        ];
        let given = named.into_iter().filter_map(|(role, path)| Some((role, path?)));
        given.map(|(role, path)| Ok(InputFile::read(role, path)?)).collect()
    }
}

fn of_tables(session: &Session, tables: &Tables, scenario: Scenario, out: &Path) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer dose")?;
    let (mut options, seed) = (Options::new(scenario), session.global.seed());
    let inputs = tables.inputs()?;
    let names = match &tables.mirnas {
        Some(path) => SeedNames::of_mirnas(&load::mirnas(path)?),
        None => SeedNames::default(),
    };
    let (vesicles, left_out) = handover::vesicles(&tables.vesicles)?;
    session.console.notes(&left_out);
    let (cargo, left_out) = handover::cargo(&tables.cargo, &vesicles)?;
    session.console.notes(&left_out);
    let (cargo, by_name) = names.fill(cargo);
    session.console.notes(by_name.iter());
    if let Some(path) = &tables.endogenous {
        let amounts = load::amounts(path)?;
        session.console.notes(amounts.notices());
        let (endogenous, by_name) = names.endogenous(&amounts);
        session.console.notes(by_name.iter());
        options.endogenous = endogenous;
    }
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

fn designed(
    session: &Session,
    study: &Path,
    (wanted, gene): (Option<&str>, Option<&str>),
    out: &Path,
) -> Result<()> {
    let folder = OutputFolder::create(out, "transfer design")?;
    let cargo = Cargo::of_study(session, study, wanted)?;
    let Cargo { study, transferred, entry } = &cargo;
    let stated = transferred.stated();
    if stated.headline != stated.verdict.headline() {
        session.console.note(&stated.headline);
    }
    let vesicles = transferred.vesicles.as_ref();
    let seed = SeedPlan::new(study.run.seed);
    let plan = if let Some(gene) = gene {
        let (cell, guide) = cargo.recipient(session)?;
        let effect = gene_effect(session, &cell, &guide, gene)?;
        let plan = design(entry, vesicles, &transferred.options, &effect, seed);
        effect.finish()?;
        plan?
    } else {
        session.console.note("the target is a gene with one 8mer site in a typical cell");
        design(entry, vesicles, &transferred.options, &ReferenceTarget, seed)?
    };
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
    session.finish(folder, Provenance::of_study("transfer design", study)?, out)
}
