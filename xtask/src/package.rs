//! The packages of crates.io as they would be uploaded.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::shell;

/// Files that every package has.
const WANTED: [&str; 3] = ["Cargo.toml", "LICENSE", "README.md"];

/// Packages every crate that is published, looks into each, and builds the one that all others need from its package.
pub(crate) fn run() -> Result<()> {
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
    let mut all = vec!["package", "--quiet", "--allow-dirty", "--no-verify"];
    all.extend(packages.iter().flat_map(|name| ["--package", name]));
    shell::cargo(all)?;
    shell::cargo(["package", "--quiet", "--allow-dirty", "--package", "exocast-core"])?;
    println!("package: {} crates are packaged with licence and README", packages.len());
    Ok(())
}
