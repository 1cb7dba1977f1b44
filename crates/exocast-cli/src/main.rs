//! The `exocast` command: arguments, progress and printing; no science in it.

mod args;
mod commands;
mod console;
mod progress;
mod session;
mod usage;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        // Help and usage errors, with 0 or 2.
        Err(error) => {
            let words = std::env::args_os().skip(1);
            usage::explained(error, words.map(|word| word.to_string_lossy().into_owned())).exit()
        }
    };
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough of it.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::from(1)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
