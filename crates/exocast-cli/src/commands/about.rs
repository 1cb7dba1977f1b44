//! The program about itself: schema, completions, manual.

use std::io::{self, Write};

use anyhow::{Result, bail};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    args::{Cli, Schema},
    console,
};

pub(crate) fn schema(what: Schema) -> Result<()> {
    let schema = match what {
        Schema::Study => exocast::schema::study(),
        Schema::Analysis => exocast::schema::analysis(),
    };
    console::result(serde_json::to_string_pretty(&schema)?)
}

pub(crate) fn completions(shell: Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "exocast", &mut script);
    Ok(io::stdout().write_all(&script)?)
}

pub(crate) fn man(path: &[String]) -> Result<()> {
    let mut command = Cli::command();
    command.build();
    for name in path {
        let Some(subcommand) = command.find_subcommand(name) else {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            bail!(
                "`{name}` is not a command of `{}`; its commands are {}",
                command.get_name(),
                known.join(", ")
            );
        };
        command = subcommand.clone();
    }
    Ok(clap_mangen::Man::new(command).render(&mut io::stdout())?)
}
