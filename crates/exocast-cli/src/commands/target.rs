//! `exocast target …`

mod duplex;
mod sites;

use anyhow::Result;
use exocast::{
    affinity,
    core::{Interval, SeedPlan, options::Options as _},
    handover, load,
    target::{
        Dose, ExplainOptions, ExpressionScale, Recipient, RespondOptions, SiteResponse,
        UtrProfiles, explain,
    },
};

use crate::{
    args::{Respond, Target},
    progress::Bars,
    session::Session,
};

pub(crate) fn run(session: &Session, command: Target) -> Result<()> {
    match command {
        Target::Sites(arguments) => sites::run(session, &arguments),
        Target::Duplex(arguments) => duplex::duplex(session, &arguments),
        Target::Access(arguments) => duplex::access(session, &arguments),
        Target::Respond(arguments) => respond(session, &arguments),
        Target::Explain { observed, mirna, transcripts, out } => {
            let observed = load::observed(&observed)?;
            let mirnas = load::mirnas(&mirna)?;
            let transcripts = load::transcripts(&transcripts)?;
            let options = ExplainOptions::default().check()?;
            let found = explain(&observed, &mirnas, &transcripts, &options, SeedPlan::new(1))?;
            session.console.notes(found.notices.iter());
            session.write_table(&out, &found.table())
        }
    }
}

fn respond(session: &Session, arguments: &Respond) -> Result<()> {
    let mirnas = load::mirnas(&arguments.mirna)?;
    let transcripts = load::transcripts(&arguments.transcripts)?;
    let dose = match (&arguments.dose, arguments.free_nm) {
        (Some(path), _) => Dose::Copies(handover::dose(path)?),
        (None, free) => Dose::FreeNanomolar(Interval::exact(free.unwrap_or_default())),
    };
    let expression = arguments
        .expression
        .as_deref()
        .map(|path| load::expression(path, ExpressionScale::Auto))
        .transpose()?;
    let endogenous = arguments.endogenous.as_deref().map(load::amounts).transpose()?;
    let affinity = arguments.affinity.load()?;
    let mut bars = Bars::new(session.shows_progress());
    let unpaired = arguments
        .accessibility
        .as_deref()
        .map(|path| affinity::accessibility(path, &transcripts, &mut bars))
        .transpose()?;
    let mut recipient = Recipient::new(&mirnas, &transcripts, &affinity);
    if let Some(expression) = &expression {
        recipient = recipient.with_expression(expression);
    }
    if let Some(endogenous) = &endogenous {
        recipient = recipient.with_endogenous(endogenous);
    }
    if let Some(unpaired) = &unpaired {
        recipient = recipient.with_accessibility(unpaired);
    }
    let ends = arguments
        .profiles
        .as_deref()
        .map(|path| load::read(path, UtrProfiles::read))
        .transpose()?;
    if let Some(ends) = &ends {
        recipient = recipient.with_ends(ends);
    }
    let mut options = RespondOptions::default();
    (options.hours, options.product) = (arguments.hours, arguments.product);
    let options = options.check()?;
    let response = recipient.respond(&dose, &options, SeedPlan::new(session.global.seed()))?;
    session.console.notes(response.notices.iter());
    if let Some(path) = &arguments.sites {
        session.write_table(path, &SiteResponse::table(&recipient.sites(&dose, &options)?))?;
    }
    session.write_table(&arguments.out, &response.table())
}
