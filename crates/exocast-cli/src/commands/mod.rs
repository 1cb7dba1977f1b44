//! One file per family of commands: open, call the library, write.

mod about;
#[cfg(feature = "data")]
mod data;
mod mirna;
mod novel;
mod origin;
mod part;
mod record;
mod samples;
mod study;
mod target;
mod transfer;
mod vesicle;

use anyhow::{Context, Result};

use crate::{
    args::{Cli, Command},
    console::Console,
    session::Session,
};

/// Does what the arguments ask for.
pub(crate) fn run(cli: Cli) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(cli.global.threads.into())
        .build_global()
        .context("cannot start the worker threads")?;
    let session = Session { console: Console::new(cli.global.quiet), global: cli.global };
    // A study has these notices among its own.
    let is_one_step = matches!(
        cli.command,
        Command::Mirna(_)
            | Command::Target(_)
            | Command::Vesicle(_)
            | Command::Origin(_)
            | Command::Transfer(_)
    );
    let done = match cli.command {
        Command::Demo { out } => study::demo(&session, &out),
        Command::Run { study, out, keep_going, resume } => {
            let study = session.study(&study, keep_going)?;
            study::run(&session, &study, &out, resume)
        }
        Command::New { folder, from, out } => {
            let folder = folder.or(out).unwrap_or_else(|| ".".into());
            match from {
                Some(from) => study::new_from(&session, &from, &folder),
                None => study::new(&session, &folder),
            }
        }
        Command::Check { study } => study::check(&session, &study),
        Command::Simulate { out, samples, reads } => {
            study::simulate(&session, &out, samples, reads)
        }
        Command::Mirna(command) => mirna::run(&session, command),
        Command::Target(command) => target::run(&session, command),
        Command::Vesicle(command) => vesicle::run(&session, command),
        Command::Origin(command) => origin::run(&session, command),
        Command::Transfer(command) => transfer::run(&session, command),
        Command::Merge { parts, out, partial } => part::run(&session, &parts, &out, partial),
        #[cfg(feature = "data")]
        Command::Data(command) => data::run(&session, command),
        Command::Schema { what } => about::schema(what),
        Command::Completions { shell } => about::completions(shell),
        Command::Man { command } => about::man(&command),
    };
    if is_one_step {
        session.console.notes(exocast::io::workbook_notices());
    }
    done
}
