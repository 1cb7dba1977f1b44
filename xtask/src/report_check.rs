//! The report as a reader meets it, in a browser.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::shell;

/// Where the page's checks stand.
const CHECKS: &str = "xtask/report-check";

/// Checks a report, that of a new demo where none is given.
pub(crate) fn run(report: Option<PathBuf>) -> Result<()> {
    let folder = shell::target()?.join("report-check");
    let report = if let Some(report) = report {
        report
    } else {
        let out = folder.join("demo");
        if out.exists() {
            fs::remove_dir_all(&out).context("cannot remove the last demo")?;
        }
        fs::create_dir_all(&folder).context("cannot make a folder for the demo")?;
        let exocast = shell::build_with_tests()?;
        let arguments = ["demo".as_ref(), "--quiet".as_ref(), "--out".as_ref(), out.as_os_str()];
        shell::run(&exocast, arguments)?;
        out.join("report.html")
    };
    let install =
        ["install", "--no-audit", "--no-fund", "--no-package-lock", "--silent", "--prefix", CHECKS];
    shell::run("npm", install)?;
    let chromium = env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
    let script = PathBuf::from(CHECKS).join("check.mjs");
    shell::run(
        "node",
        [script.as_os_str(), report.as_os_str(), folder.join("pictures").as_os_str(), &chromium],
    )
}
