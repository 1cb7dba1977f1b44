//! The report as a reader meets it, in a browser.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::shell;

/// Where the page's checks stand.
const CHECKS: &str = "xtask/report-check";

/// Runs the demo anew and returns where its results are.
pub(crate) fn demo() -> Result<PathBuf> {
    let out = shell::target()?.join("report-check/demo");
    if out.exists() {
        fs::remove_dir_all(&out).context("cannot remove the last demo")?;
    }
    let exocast = shell::build_with_tests()?;
    let arguments = ["demo".as_ref(), "--quiet".as_ref(), "--out".as_ref(), out.as_os_str()];
    shell::run(&exocast, arguments)?;
    Ok(out)
}

/// Checks a report.
pub(crate) fn run(report: &Path) -> Result<()> {
    let pictures = shell::target()?.join("report-check/pictures");
    let install =
        ["install", "--no-audit", "--no-fund", "--no-package-lock", "--silent", "--prefix", CHECKS];
    shell::run("npm", install)?;
    let chromium = env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
    let script = PathBuf::from(CHECKS).join("check.mjs");
    shell::run("node", [script.as_os_str(), report.as_os_str(), pictures.as_os_str(), &chromium])
}
