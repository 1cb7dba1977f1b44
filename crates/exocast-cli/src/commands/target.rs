//! `exocast target …`

mod duplex;
mod rows;
mod sites;
mod transcripts;

use anyhow::Result;
use exocast::{
    RecipientCell, RecipientFiles,
    core::{Interval, SeedPlan, options::Options as _, table::intake::Choice, words::plural},
    explain_change,
    handover::{self, HandedDose},
    load,
    target::{Dose, ExplainOptions, RespondOptions, SiteResponse, SpongeResponse},
};

use crate::{
    args::{Respond, Target},
    progress::Bars,
    session::Session,
};

pub(crate) fn run(session: &Session, command: Target) -> Result<()> {
    match command {
        Target::Sites(arguments) => sites::run(session, &arguments),
        Target::Transcripts(arguments) => transcripts::run(session, &arguments),
        Target::Duplex(arguments) => duplex::duplex(session, &arguments),
        Target::Access(arguments) => duplex::access(session, &arguments),
        Target::Respond(arguments) => respond(session, &arguments),
        Target::Explain {
            observed,
            column,
            scale,
            id_column,
            names,
            mirna,
            files,
            direction,
            isomirs,
            out,
        } => {
            let mut choice = Choice::default();
            choice.names = session.names(names.as_deref())?;
            choice.columns.extend(column);
            choice.change = scale;
            choice.id_column = id_column;
            let mirnas = load::mirnas(&mirna)?;
            let transcripts = files.load()?;
            let observed = load::observed(&observed, &choice, Some(&transcripts))?;
            let seed = SeedPlan::new(session.global.seed());
            let mut options = ExplainOptions::default();
            (options.direction, options.isomirs) = (direction, isomirs);
            let explained = explain_change(&observed, &mirnas, &transcripts, options, seed)?;
            session.console.notes(&explained.notices);
            session.write_table(&out, &explained.table())
        }
    }
}

fn respond(session: &Session, arguments: &Respond) -> Result<()> {
    let mut mirnas = load::mirnas(&arguments.mirna)?;
    if let Some(path) = &arguments.guides {
        handover::guides(path, &mut mirnas)?;
    }
    let mut options = RespondOptions::default();
    (options.hours, options.product) = (arguments.hours, arguments.product);
    let options = options.check()?;
    let seed = SeedPlan::new(session.global.seed());
    let (dose, argonaute) = match (&arguments.dose, arguments.free_nm) {
        (Some(path), _) => {
            let HandedDose { copies, argonaute, notices, .. } =
                handover::dose(path, seed, options.draws)?;
            session.console.notes(&notices);
            let missing = handover::without_sequence(&copies, &mirnas);
            if let Some(first) = missing.first() {
                anyhow::bail!(
                    "the dose has {} with another seed than their miRNA, such as `{first}`, whose sequence is not known: give \
                     guides.tsv of `exocast mirna quant` as --guides",
                    plural(missing.len(), "molecule")
                );
            }
            (Dose::Copies(copies), argonaute)
        }
        (None, free) => (Dose::FreeNanomolar(Interval::exact(free.unwrap_or_default())), None),
    };
    let mut files = RecipientFiles::new(&arguments.files.transcripts);
    files.annotation.clone_from(&arguments.files.annotation);
    files.expression.clone_from(&arguments.expression);
    files.expression_table = session.expression_table(&arguments.reading)?;
    files.endogenous.clone_from(&arguments.endogenous);
    files.sponges.clone_from(&arguments.sponges);
    files.profiles.clone_from(&arguments.profiles);
    files.accessibility.clone_from(&arguments.accessibility);
    files.affinity.clone_from(&arguments.affinity);
    let mut bars = Bars::new(session.shows_progress());
    let cell = RecipientCell::load(&files, mirnas, &mut bars)?;
    let response = match &argonaute {
        Some(argonaute) => cell.respond_with(&dose, argonaute, &options, seed)?,
        None => cell.respond(&dose, &options, seed)?,
    };
    session.console.notes(&response.notices);
    if let Some(path) = &arguments.sites {
        let sites = match &argonaute {
            Some(argonaute) => cell.sites_with(&dose, argonaute, &options)?,
            None => cell.sites(&dose, &options)?,
        };
        session.write_table(path, &SiteResponse::table(&sites))?;
    }
    if let Some(path) = &arguments.sponge_table {
        session.write_table(path, &SpongeResponse::table(&response.sponges))?;
    }
    session.write_table(&arguments.out, &response.table())
}
