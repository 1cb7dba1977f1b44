//! `cargo xtask …`: the tasks of the workspace. It starts cargo and the `exocast` binary and links no
//! science.

#![allow(clippy::print_stdout, reason = "a task talks to the person who started it")]

mod bench;
mod ci;
mod codegen;
mod dialects;
mod evidence;
mod features;
mod fuzz;
mod licences;
mod mirtop_check;
mod multiqc_check;
mod outputs;
mod package;
mod report_check;
mod shell;
mod test;
mod tidy;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of the exocast workspace")]
enum Task {
    /// Build, run the embedded demo study and say where its report is.
    Demo {
        /// Folder of the results.
        #[arg(long, default_value = "exocast-demo")]
        out: PathBuf,
    },
    /// Build, and run a study.
    Analyze {
        /// The study file.
        study: PathBuf,
        /// Folder of the results.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Run every test of the workspace, by nextest where it is installed; the last line counts them.
    Test {
        /// Passed on to the runner, such as `-p exocast-core` or a part of a test's name.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// What continuous integration runs: format, invariants, licences, lints, docs, features, packages, the report in a
    /// browser, `MultiQC`, published values, then the tests, those of rare features too.
    Ci,
    /// What of it runs nothing: format, invariants, licences, lints, docs, features, packages.
    Checks,
    /// Check the invariants of docs/ARCHITECTURE.md.
    Tidy {
        /// Check the inner order of these crates too, whether they are listed as in order or not.
        crates: Vec<String>,
    },
    /// Write each table input in each way that laboratories write tables, and what the program does with it, into
    /// docs/formats/dialects.md.
    Dialects {
        /// The program; as the tests build it where left out.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Fail where the page is not up to date, and write nothing.
        #[arg(long)]
        check: bool,
    },
    /// Write what was measured of the transfer parameters, and what follows from it, into docs/evidence, and print how
    /// well papers foresee each other.
    Evidence {
        /// Fail where a page is not up to date, and write nothing.
        #[arg(long)]
        check: bool,
    },
    /// Run the fuzz targets under libFuzzer (needs a C++ compiler).
    Fuzz {
        /// Seconds for each target.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// Targets; all where none is named.
        targets: Vec<String>,
    },
    /// Check licences and sources of dependencies by deny.toml, and the rest of it where `cargo deny` is installed.
    Licences,
    /// Package every crate and go through publishing without the upload.
    Package {
        /// Build every crate from its package; without this, only the one that all others need.
        #[arg(long)]
        verify: bool,
    },
    /// Compare the program's numbers with published and reference values, and print both.
    Validate,
    /// Run the criterion benches and time the binary beside its yardsticks.
    Bench,
    /// Fit the embedded affinities on the transfections of a folder, and write them with their held-out
    /// scores.
    Fit {
        /// Folder with `hela`, `reference` and `biochemical`.
        data: PathBuf,
        /// Cache of accessibilities, as `exocast target respond --accessibility` makes it.
        cache: PathBuf,
        /// Day that is written beside the parameters, as 2026-01-31.
        date: String,
    },
    /// Open the demo's report in headless Chromium (Node, npm and Chromium have to be there): nothing is
    /// fetched, axe-core finds no serious fault, tables sort and filter. Writes screenshots.
    ReportCheck {
        /// A report to check; that of a new demo where left out.
        report: Option<PathBuf>,
    },
    /// Run a program over the demo, the real study and single commands into a folder, or compare two such folders.
    Outputs {
        /// Folder of the outputs, made anew.
        #[arg(long, required_unless_present = "compare")]
        out: Option<PathBuf>,
        /// The program; a release build of this state where left out.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Time each command by this program too, in turns with the other, and print the ratios.
        #[arg(long, value_name = "BEFORE", requires = "out")]
        beside: Option<PathBuf>,
        /// Print which files of two folders differ, and fail where any does.
        #[arg(long, num_args = 2, value_names = ["BEFORE", "AFTER"], conflicts_with_all = ["out", "program"])]
        compare: Vec<PathBuf>,
    },
    /// Run `mirtop` (installed by pip, so that Python has to be there) on isomirs.gff3 in every way it counts and exports.
    MirtopCheck,
    /// Run `MultiQC` (installed by pip, so that Python has to be there) on the content that the demo writes for it.
    MultiqcCheck,
    /// Write the generated pages of docs: command line, indexes, JSON Schema.
    Codegen {
        /// Fail where a page is not up to date, and write nothing.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> Result<()> {
    let task = Task::parse();
    // Paths are relative to where the task was started, tasks to the workspace.
    let here = std::env::current_dir()?;
    std::env::set_current_dir(shell::root())?;
    match task {
        Task::Demo { out } => demo(&here.join(out)),
        Task::Analyze { study, out } => analyze(&here.join(study), out.map(|out| here.join(out))),
        Task::Test { rest } => test::run(&rest),
        Task::Ci => ci::run(),
        Task::Checks => ci::checks(),
        Task::Tidy { crates } => tidy::run(&crates),
        Task::Dialects { program, check } => {
            dialects::run(program.map(|program| here.join(program)), check)
        }
        Task::Evidence { check } => evidence::run(check),
        Task::Fuzz { seconds, targets } => fuzz::run(seconds, &targets),
        Task::Licences => licences::run(),
        Task::Package { verify } => package::run(verify),
        Task::Validate => validate(),
        Task::Bench => bench::run(),
        Task::Fit { data, cache, date } => fit(&here.join(data), &here.join(cache), &date),
        Task::ReportCheck { report: Some(report) } => report_check::run(&here.join(report)),
        Task::ReportCheck { report: None } => {
            report_check::run(&report_check::demo()?.join("report.html"))
        }
        Task::Outputs { out: Some(out), program, beside: Some(before), .. } => {
            let program = program.map_or_else(shell::build_release, |path| Ok(here.join(path)))?;
            outputs::beside(&here.join(before), &program, &here.join(out))
        }
        Task::Outputs { out: Some(out), program, .. } => {
            outputs::run(program.map(|program| here.join(program)), &here.join(out))
        }
        Task::Outputs { compare, .. } => match compare.as_slice() {
            [before, after] => outputs::compare(&here.join(before), &here.join(after)),
            _ => anyhow::bail!("name two folders"),
        },
        Task::MirtopCheck => mirtop_check::run(),
        Task::MultiqcCheck => multiqc_check::run(&report_check::demo()?),
        Task::Codegen { check } => codegen::run(check),
    }
}

fn demo(out: &std::path::Path) -> Result<()> {
    // Without what a study of text files has no use for.
    let exocast = shell::build(&["--no-default-features"])?;
    shell::run(&exocast, ["demo".as_ref(), "--out".as_ref(), out.as_os_str()])
}

fn analyze(study: &std::path::Path, out: Option<PathBuf>) -> Result<()> {
    let exocast = shell::build(&[])?;
    let mut arguments = vec!["run".into(), study.as_os_str().to_owned()];
    if let Some(out) = out {
        arguments.extend(["--out".into(), out.into_os_string()]);
    }
    shell::run(&exocast, arguments)
}

fn fit(data: &std::path::Path, cache: &std::path::Path, date: &str) -> Result<()> {
    const EMBEDDED: &str = "crates/exocast-target/src/affinity/embedded.rs";
    let mut command = std::process::Command::new(shell::cargo_program());
    command.args([
        "run",
        "--release",
        "--package",
        "exocast-lab",
        "--example",
        "fit_affinity",
        "--",
    ]);
    command.args([data, cache]).arg(date).stderr(std::process::Stdio::inherit());
    let parameters = shell::output(&mut command)?;
    std::fs::write(EMBEDDED, parameters)?;
    shell::cargo(["fmt", "--package", "exocast-target"])
}

/// Builds what compares the numbers as the tests are built, and runs it.
pub(crate) fn validate() -> Result<()> {
    let example =
        ["build", "--quiet", "--workspace", "--exclude", shell::LAB, "--example", "validate"];
    shell::cargo(example)?;
    let program = shell::target()?
        .join("debug/examples")
        .join(format!("validate{}", std::env::consts::EXE_SUFFIX));
    shell::run(program, [""; 0])
}
