//! The pages of evidence, written by the crate that holds the measurements.

use anyhow::Result;

use crate::shell;

/// Writes docs/evidence, or with `check` fails where a page differs.
pub(crate) fn run(check: bool) -> Result<()> {
    let build =
        ["build", "--quiet", "--workspace", "--exclude", shell::LAB, "--example", "evidence"];
    shell::cargo(build)?;
    let program = shell::target()?
        .join("debug/examples")
        .join(format!("evidence{}", std::env::consts::EXE_SUFFIX));
    let mut arguments = vec!["docs/evidence"];
    if check {
        arguments.push("--check");
    }
    shell::run(program, arguments)
}
