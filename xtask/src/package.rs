//! The packages of crates.io as they would be uploaded.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::shell;

/// Files that every package has.
const WANTED: [&str; 3] = ["Cargo.toml", "LICENSE", "README.md"];

/// Packages every crate that is published, looks into each, and goes through all of publishing but the upload. The
/// crate that all others need is built from its package; with `verify` every crate is, which takes minutes.
pub(crate) fn run(verify: bool) -> Result<()> {
    let metadata = shell::metadata()?;
    let packages: Vec<&str> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        // `publish = false` is an empty list of registries.
        .filter(|package| package["publish"].is_null())
        .filter_map(|package| package["name"].as_str())
        .collect();
    for name in &packages {
        let listed = shell::output(Command::new(shell::cargo_program()).args([
            "package",
            "--list",
            "--allow-dirty",
            "--quiet",
            "--package",
            name,
        ]))?;
        for wanted in WANTED {
            ensure!(listed.lines().any(|file| file == wanted), "{name} packages no {wanted}");
        }
    }
    let mut publish = vec!["publish", "--dry-run", "--quiet", "--allow-dirty"];
    if !verify {
        publish.push("--no-verify");
        shell::cargo(["package", "--quiet", "--allow-dirty", "--package", "exocast-core"])?;
    }
    publish.extend(packages.iter().flat_map(|name| ["--package", name]));
    shell::cargo(publish)?;
    println!("package: {} crates could be published, with licence and README", packages.len());
    Ok(())
}
