//! What continuous integration runs, with the time of each step.

use std::{path::PathBuf, thread, time::Instant};

use anyhow::{Context, Result, anyhow};

use crate::{
    codegen, dialects, evidence, features, licences, multiqc_check, package, report_check, shell,
    test::{self, Counts},
    tidy, validate,
};

pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    // Fetched while the compiler works.
    let multiqc = thread::spawn(multiqc_check::install);
    let mut counts = Counts::default();
    checks()?;
    let done = with_build(multiqc, &mut counts);
    println!("ci: {:.0} s in all", start.elapsed().as_secs_f64());
    test::finish(&counts);
    done
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

/// What needs a build: generated pages, the report in a browser, published values, tests.
fn with_build(multiqc: thread::JoinHandle<Result<PathBuf>>, counts: &mut Counts) -> Result<()> {
    step("build", || shell::build_with_tests().map(drop))?;
    step("generated pages", || codegen::run(true))?;
    step("evidence", || evidence::run(true))?;
    step("dialects", || dialects::run(None, true))?;
    step("report and MultiQC", || {
        let demo = report_check::demo()?;
        report_check::run(&demo.join("report.html"))?;
        let installed = multiqc.join().map_err(|_| anyhow!("installing MultiQC ended early"))?;
        installed.context("installing MultiQC")?;
        multiqc_check::run(&demo)
    })?;
    step("validate", validate)?;
    // Both are run before either fails CI, so that one run shows everything that is wrong.
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
