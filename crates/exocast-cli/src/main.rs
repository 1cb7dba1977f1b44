//! The `exocast` command: arguments, progress and printing; no science in it.

mod args;
mod commands;
mod console;
mod progress;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // clap prints help and usage errors itself, and leaves with 0 or 2.
    let cli = args::Cli::parse();
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::from(1)
        }
    }
}
