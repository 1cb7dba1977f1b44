//! `exocast target …`

use anyhow::{Result, bail};
use exocast::{
    core::{Interval, Table},
    load,
    target::{
        self, AccessOptions, Accessibility, Compatibility, ContextModel, ContextTable, Dose,
        DuplexFolder, DuplexOptions, EnergyModel, ExplainOptions, ExpressionScale, Mirna,
        Recipient, RespondOptions, ScanOptions, SeedAffinity, SiteScanner, Transcripts,
        access_table, context_table, duplex_table, explain, site_table,
    },
};

use super::Session;
use crate::args::{Respond, SeedPairing, Target, TargetAccess, TargetDuplex, Wobble};

pub(crate) fn run(session: &Session, command: Target) -> Result<()> {
    match command {
        Target::Sites { mirna, transcripts, context, no_accessibility, targetscan_70, out } => {
            let mirnas = load::mirnas(&mirna)?;
            let transcripts = load::transcripts(&transcripts)?;
            transcripts.notices().iter().for_each(|notice| session.console.note(notice));
            if context {
                let options = Context { accessibility: !no_accessibility, targetscan_70 };
                return session.write_table(
                    &out,
                    &scored(session, mirnas.as_slice(), &transcripts, options)?,
                );
            }
            let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
            session.write_table(&out, &site_table(scanner.sites(&transcripts)))
        }
        Target::Duplex(arguments) => duplex(session, &arguments),
        Target::Access(arguments) => access(session, &arguments),
        Target::Respond(arguments) => respond(session, &arguments),
        Target::Explain { observed, mirna, transcripts, out } => {
            let observed = load::observed(&observed)?;
            let mirnas = load::mirnas(&mirna)?;
            let transcripts = load::transcripts(&transcripts)?;
            let options = ExplainOptions::default().check()?;
            let found = explain(&observed, &mirnas, &transcripts, &options)?;
            session.console.notes(found.notices.iter());
            session.write_table(&out, &found.table())
        }
    }
}

#[derive(Clone, Copy)]
struct Context {
    accessibility: bool,
    targetscan_70: bool,
}

/// The table of sites with context++.
fn scored(
    session: &Session,
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    options: Context,
) -> Result<Table> {
    let without_orf = transcripts.iter().filter(|transcript| transcript.orf.is_empty()).count();
    if without_orf > 0 {
        session.console.note(format_args!(
            "{without_orf} transcripts have no open reading frame: its length and its 8mers count \
             nothing in their scores"
        ));
    }
    let model = EnergyModel::turner2004();
    let access = Accessibility::new(&model, &AccessOptions::default().check()?);
    let compatibility =
        if options.targetscan_70 { Compatibility::TargetScan70 } else { Compatibility::None };
    let scoring = ContextTable {
        model: ContextModel { compatibility },
        access: options.accessibility.then_some(&access),
    };
    Ok(context_table(mirnas, transcripts, scoring))
}

fn duplex(session: &Session, arguments: &TargetDuplex) -> Result<()> {
    let mirnas = load::mirnas(&arguments.mirna)?;
    let targets = load::transcripts(&arguments.target)?;
    targets.notices().iter().for_each(|notice| session.console.note(notice));
    let defaults = DuplexOptions::default();
    let options = DuplexOptions {
        seed: match arguments.seed_pairing {
            SeedPairing::None => target::SeedPairing::None,
            SeedPairing::TwoToSeven => target::SeedPairing::TwoToSeven,
            SeedPairing::TwoToEight => target::SeedPairing::TwoToEight,
        },
        wobble: match arguments.wobble {
            Wobble::Allowed => target::Wobble::Allowed,
            Wobble::OutsideSeed => target::Wobble::OutsideSeed,
            Wobble::Never => target::Wobble::Never,
        },
        max_energy: arguments.max_energy.unwrap_or(defaults.max_energy),
    };
    let options = options.check()?;
    let model = EnergyModel::turner2004_at(arguments.temperature)?;
    let mut folder = DuplexFolder::new(&model);
    let (guides, count) = (mirnas.as_slice(), targets.len());
    if arguments.paired && guides.len() != count {
        bail!("--paired needs as many targets as miRNAs: there are {count} and {}", guides.len());
    }
    let (mut rows, mut without) = (Vec::new(), 0_usize);
    for (i, guide) in guides.iter().enumerate() {
        let chosen = if arguments.paired { i..i + 1 } else { 0..count };
        for target in chosen.filter_map(|place| targets.get(place)) {
            let guide_bases = guide.sequence().bases();
            let found = if arguments.all {
                folder.sites(guide_bases, target.utr3, &options)
            } else {
                folder.best_with(guide_bases, target.utr3, &options).into_iter().collect()
            };
            without += usize::from(found.is_empty());
            rows.extend(found.into_iter().map(|duplex| (guide.name(), target.name, duplex)));
        }
    }
    if without > 0 {
        session.console.note(format_args!("{without} pairs of miRNA and target have no duplex"));
    }
    session.write_table(&arguments.out, &duplex_table(rows))
}

fn access(session: &Session, arguments: &TargetAccess) -> Result<()> {
    let transcripts = load::transcripts(&arguments.transcripts)?;
    transcripts.notices().iter().for_each(|notice| session.console.note(notice));
    let (window, span, length) = (arguments.window, arguments.span, arguments.length);
    if length == 0 || length > window {
        bail!("--length is {length}; it has to be from 1 to the window of {window} nt");
    }
    let options = AccessOptions { window, span }.check()?;
    let model = EnergyModel::turner2004_at(arguments.temperature)?;
    let computed = Accessibility::new(&model, &options);
    let short = transcripts.iter().filter(|transcript| transcript.utr3.len() < length).count();
    if short > 0 {
        session.console.note(format_args!("{short} 3'UTRs are shorter than {length} nt"));
    }
    let found = transcripts
        .iter()
        .map(|transcript| (transcript.name, computed.unpaired(transcript.utr3, length)));
    session.write_table(&arguments.out, &access_table(found, length))
}

fn respond(session: &Session, arguments: &Respond) -> Result<()> {
    let mirnas = load::mirnas(&arguments.mirna)?;
    let transcripts = load::transcripts(&arguments.transcripts)?;
    let dose = match (&arguments.dose, arguments.free_nm) {
        (Some(path), _) => Dose::Copies(load::amounts(path)?),
        (None, free) => Dose::FreeNanomolar(Interval::exact(free.unwrap_or_default())),
    };
    let expression = arguments
        .expression
        .as_deref()
        .map(|path| load::expression(path, ExpressionScale::Auto))
        .transpose()?;
    let endogenous = arguments.endogenous.as_deref().map(load::amounts).transpose()?;
    let affinity = SeedAffinity::default();
    let mut recipient = Recipient::new(&mirnas, &transcripts, &affinity);
    if let Some(expression) = &expression {
        recipient = recipient.with_expression(expression);
    }
    if let Some(endogenous) = &endogenous {
        recipient = recipient.with_endogenous(endogenous);
    }
    let options = RespondOptions { seed: session.global.seed(), ..RespondOptions::default() };
    let response = recipient.respond(&dose, &options.check()?)?;
    session.console.notes(response.notices.iter());
    session.write_table(&arguments.out, &response.table())
}
