//! What a program writes over the demo, the real study and single commands, to compare one state of the program with
//! another.

mod beside;
mod compare;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

#[cfg(not(unix))]
use anyhow::bail;
use anyhow::{Context, Result, ensure};

use crate::shell;

pub(crate) use beside::run as beside;
pub(crate) use compare::compare;

/// The commands, one a line.
const COMMANDS: &str = include_str!("commands.txt");

/// Small inputs that the commands read.
const INPUTS: [(&str, &str); 2] = [
    (
        "guides.fa",
        ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n>hsa-miR-122-5p\nUGGAGUGUGACAAUGGUGUUUG\n",
    ),
    ("secreting.tsv", "gene\ttpm\nRAB27A\t40\nSMPD3\t5\nCD63\t900\nTSG101\t60\n"),
];

const REAL_STUDY: &str = "docs/examples/real-study/study.toml";

/// Runs every command with the program, the release build where none is given, into a folder that is made anew.
pub(crate) fn run(program: Option<PathBuf>, out: &Path) -> Result<()> {
    let program = program.map_or_else(shell::build_release, Ok)?;
    let program = fs::canonicalize(&program).with_context(|| program.display().to_string())?;
    prepare(out)?;
    for (name, arguments) in commands(COMMANDS) {
        let (output, elapsed) = start(&program, out, &arguments)?;
        let code = output.status.code().map_or("a signal".to_owned(), |code| code.to_string());
        let mut messages = output.stderr;
        messages.extend(format!("exit {code}\n").bytes());
        fs::write(out.join(format!("{name}.stdout")), output.stdout)?;
        fs::write(out.join(format!("{name}.messages")), messages)?;
        println!("outputs: {name}: exit {code}, {:.1} s", elapsed.as_secs_f64());
    }
    fs::remove_file(out.join(LINK))?;
    Ok(())
}

/// Makes the folder anew, with what the commands read.
fn prepare(out: &Path) -> Result<()> {
    let shared =
        shell::shared().context("the outputs need the shared folder: set EXOCAST_SHARED")?;
    let study = fs::read_to_string(REAL_STUDY)?.replace("../../../../shared", "shared");
    if out.exists() {
        ensure!(out.join(MARK).exists(), "{} is no folder of outputs", out.display());
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    fs::write(out.join(MARK), COMMANDS)?;
    fs::write(out.join("real-study.toml"), study)?;
    for (name, text) in INPUTS {
        fs::write(out.join(name), text)?;
    }
    // Paths are in messages and records of runs: they have to be the same wherever the folder is.
    link_folder(&shared, &out.join(LINK))
}

/// Runs one command in a folder, and times it.
fn start(program: &Path, folder: &Path, arguments: &[&str]) -> Result<(Output, Duration)> {
    let started = Instant::now();
    let output = Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .arg("--no-progress")
        .env_remove("RUST_BACKTRACE")
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .with_context(|| program.display().to_string())?;
    Ok((output, started.elapsed()))
}

/// The shared folder, as the commands name it.
const LINK: &str = "shared";

/// Only a folder with this file is removed before it is written anew.
const MARK: &str = "commands.txt";

/// Names and arguments, of lines that are neither empty nor comments.
fn commands(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.collect()))
    })
}

#[cfg(unix)]
fn link_folder(to: &Path, at: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(fs::canonicalize(to)?, at)?)
}

#[cfg(not(unix))]
fn link_folder(_: &Path, _: &Path) -> Result<()> {
    bail!("outputs link to the shared folder, which this system does not do without rights")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COMMANDS, commands};

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let names: Vec<&str> = commands(COMMANDS).map(|(name, _)| name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert!(commands(COMMANDS).all(|(_, arguments)| arguments.len() > 1));
    }
}
