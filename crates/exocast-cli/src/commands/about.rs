//! The program about itself: schema, completions, manual.

use std::io;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::Session;
use crate::args::{Cli, Schema};

pub(crate) fn schema(session: &Session, what: Schema) -> Result<()> {
    let schema = match what {
        Schema::Study => exocast::schema::study(),
        Schema::Analysis => exocast::schema::analysis(),
    };
    session.console.result(serde_json::to_string_pretty(&schema)?);
    Ok(())
}

pub(crate) fn completions(shell: Shell) {
    clap_complete::generate(shell, &mut Cli::command(), "exocast", &mut io::stdout());
}

pub(crate) fn man() -> Result<()> {
    Ok(clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())?)
}
