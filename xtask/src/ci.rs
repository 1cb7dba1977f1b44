//! What continuous integration runs, with the time of each step.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::Command,
    thread,
    time::Instant,
};

use anyhow::{Context, Result, anyhow, ensure};

use crate::{
    codegen, dialects, features, licences, multiqc_check, package, report_check, shell,
    test::{self, Counts},
    tidy, validate,
};

/// The checks beside what needs a build, so that no core waits for the other; then the counts of the tests.
pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    // Fetched while the compiler works.
    let multiqc = thread::spawn(multiqc_check::install);
    let checks = thread::spawn(checks_apart);
    let mut counts = Counts::default();
    let built = with_build(multiqc, &mut counts);
    let checks = checks.join().map_err(|_| anyhow!("the checks ended early")).flatten();
    println!("ci: {:.0} s in all", start.elapsed().as_secs_f64());
    test::finish(&counts);
    // All were run before any fails, so that one run shows everything that is wrong.
    built.and(checks)
}

/// What is checked without running the program.
pub(crate) fn checks() -> Result<()> {
    step("format", || shell::cargo(["fmt", "--all", "--", "--check"]))?;
    step("invariants", || tidy::run(&[]))?;
    step("licences", licences::run)?;
    step("lints", || {
        shell::cargo(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])
    })?;
    step("docs", || {
        let arguments = ["doc", "--workspace", "--no-deps", "--quiet"];
        shell::cargo_with(arguments, &[("RUSTDOCFLAGS", "-D warnings")])
    })?;
    step("features alone", features::check)?;
    step("packages", || package::run(false))
}

/// The checks as a process with a target folder of its own, since cargo lets one build at a time into a folder; what it
/// prints comes at its end, in one piece.
fn checks_apart() -> Result<()> {
    let target = shell::target()?;
    fs::create_dir_all(&target)?;
    let place = target.join("checks.log");
    let log = File::create(&place)?;
    let status = Command::new(std::env::current_exe()?)
        .arg("checks")
        .env("CARGO_TARGET_DIR", target.join("checks"))
        .stdout(log.try_clone()?)
        .stderr(log)
        .status()
        .context("cannot start the checks")?;
    print!("{}", fs::read_to_string(&place)?);
    ensure!(status.success(), "the checks failed with {status}");
    Ok(())
}

/// What needs a build: generated pages, the report in a browser, published values, tests.
fn with_build(multiqc: thread::JoinHandle<Result<PathBuf>>, counts: &mut Counts) -> Result<()> {
    step("build", || shell::build_with_tests().map(drop))?;
    step("generated pages", || codegen::run(true))?;
    step("dialects", || dialects::run(None, true))?;
    step("report and MultiQC", || {
        let demo = report_check::demo()?;
        report_check::run(&demo.join("report.html"))?;
        let installed = multiqc.join().map_err(|_| anyhow!("installing MultiQC ended early"))?;
        installed.context("installing MultiQC")?;
        multiqc_check::run(&demo)
    })?;
    step("validate", validate)?;
    let tests = step("tests", || test::add(&[], counts));
    let rare = step("tests of rare features", || features::test(counts));
    tests.and(rare)
}

/// Runs a step and prints how long it took.
fn step(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("ci: {name}");
    let start = Instant::now();
    let done = run();
    println!("ci: {name} took {:.0} s", start.elapsed().as_secs_f64());
    done.with_context(|| format!("ci: {name}"))
}
