//! Starting other programs, and saying which one failed.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The crate of measurements, which has no tests.
pub(crate) const LAB: &str = "exocast-lab";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of shared reference data, where it is there: `EXOCAST_SHARED`, else `shared` beside the checkout.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder =
        std::env::var_os("EXOCAST_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    folder.join("data").is_dir().then_some(folder)
}

/// Runs a program with the terminal's own streams.
pub(crate) fn run<S: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = S>,
) -> Result<()> {
    let mut command = Command::new(program.as_ref());
    command.args(arguments);
    start(&mut command)
}

/// The cargo that started this task.
pub(crate) fn cargo_program() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs cargo.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<()> {
    cargo_with(arguments, &[])
}

/// Runs cargo with environment variables.
pub(crate) fn cargo_with<'a>(
    arguments: impl IntoIterator<Item = &'a str>,
    environment: &[(&str, &str)],
) -> Result<()> {
    let mut command = Command::new(cargo_program());
    command.args(arguments).envs(environment.iter().copied());
    start(&mut command)
}

fn start(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("cannot start {shown}"))?;
    ensure!(status.success(), "{shown} failed with {status}");
    Ok(())
}

/// What a program prints.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.output().with_context(|| format!("cannot start {shown}"))?;
    ensure!(
        output.status.success(),
        "{shown} failed with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).with_context(|| format!("{shown} printed no UTF-8"))
}

fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Builds the `exocast` binary with the profile of the tests, which builds several times as fast as release mode and
/// is fast enough for one study, and returns where it is. More options of cargo may leave features out.
pub(crate) fn build(more: &[&str]) -> Result<PathBuf> {
    cargo(["build", "--package", "exocast-cli"].iter().chain(more).copied())?;
    binary("debug")
}

/// Builds the `exocast` binary in release mode and returns where it is.
pub(crate) fn build_release() -> Result<PathBuf> {
    cargo(["build", "--release", "--package", "exocast-cli"])?;
    binary("release")
}

/// Builds the `exocast` binary as the tests do, which then need not be built again, and returns where it is.
pub(crate) fn build_with_tests() -> Result<PathBuf> {
    cargo(["build", "--quiet", "--workspace", "--exclude", LAB, "--tests"])?;
    binary("debug")
}

/// Builds the `exocast` binary alone, with the features and the profile of the tests, and returns where it is.
pub(crate) fn build_binary() -> Result<PathBuf> {
    cargo(["build", "--quiet", "--workspace", "--exclude", LAB, "--bin", "exocast"])?;
    binary("debug")
}

fn binary(profile: &str) -> Result<PathBuf> {
    Ok(target()?.join(profile).join(format!("exocast{}", std::env::consts::EXE_SUFFIX)))
}

/// Where cargo builds.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = metadata()?;
    let target =
        metadata["target_directory"].as_str().context("cargo names no target directory")?;
    Ok(target.into())
}

/// What cargo knows of the workspace, without dependencies from outside.
pub(crate) fn metadata() -> Result<serde_json::Value> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let text = output(Command::new(cargo_program()).args(arguments))?;
    Ok(serde_json::from_str(&text)?)
}
