//! The fuzz targets under libFuzzer, each for a while over its kept seeds.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::shell;

const FOLDER: &str = "tests/fuzz";

/// What `cargo fuzz` passes to the compiler for libFuzzer's coverage; none of it needs a nightly compiler.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Clink-dead-code -Ccodegen-units=1 --cfg fuzzing";

/// Builds every target and runs each for so many seconds. What is found anew stays below the build.
pub(crate) fn run(seconds: u64, only: &[String]) -> Result<()> {
    let build = shell::target()?.join("fuzz");
    // With a target named, build scripts and macros are built without the coverage.
    let host = shell::output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let manifest = Path::new(FOLDER).join("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    let build_folder = build.to_string_lossy();
    shell::cargo_with(
        ["build", "--release", "--bins", "--manifest-path", &manifest, "--target", host],
        &[("RUSTFLAGS", COVERAGE), ("CARGO_TARGET_DIR", &build_folder)],
    )?;
    let mut failed = Vec::new();
    for entry in fs::read_dir(Path::new(FOLDER).join("seeds"))? {
        let seeds = entry?.path();
        let name = seeds.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !only.is_empty() && !only.contains(&name) {
            continue;
        }
        let (corpus, artifacts) = (build.join("corpus").join(&name), build.join("artifacts"));
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&artifacts)?;
        println!("fuzz: {name}, {seconds} s");
        let status = Command::new(build.join(host).join("release").join(&name))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-artifact_prefix={}/{name}-", artifacts.display()))
            // One input may take no longer, nor more memory.
            .args(["-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"])
            .args([&corpus, &seeds])
            .status()
            .with_context(|| format!("the target {name}"))?;
        if !status.success() {
            failed.push(name);
        }
    }
    if failed.is_empty() {
        println!("fuzz: no target failed");
        return Ok(());
    }
    bail!("{} failed: inputs are in {}", failed.join(", "), build.join("artifacts").display())
}
