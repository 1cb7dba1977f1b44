//! The packages of crates.io as they would be uploaded.

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::shell;

/// Files that every package has.
const WANTED: [&str; 3] = ["Cargo.toml", "LICENSE", "README.md"];

/// Packages every crate that is published, looks into each, and goes through all of publishing but the upload. With
/// `verify` each is built from its package, which takes minutes.
pub(crate) fn run(verify: bool) -> Result<()> {
    let metadata = shell::metadata()?;
    let published: Vec<&Value> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        // `publish = false` is an empty list of registries.
        .filter(|package| package["publish"].is_null())
        .collect();
    let mut packages = Vec::new();
    for package in published {
        let name = package["name"].as_str().context("a package without a name")?;
        packages.push(name);
        let listed = shell::output(Command::new(shell::cargo_program()).args([
            "package",
            "--list",
            "--allow-dirty",
            "--quiet",
            "--package",
            name,
        ]))?;
        let listed: BTreeSet<&str> = listed.lines().collect();
        for wanted in WANTED {
            ensure!(listed.contains(wanted), "{name} packages no {wanted}");
        }
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        let folder = Path::new(manifest).parent().context("a manifest without a folder")?;
        includes_are_packaged(name, folder, &listed)?;
    }
    let mut publish = vec!["publish", "--dry-run", "--quiet", "--allow-dirty"];
    if !verify {
        publish.push("--no-verify");
    }
    publish.extend(packages.iter().flat_map(|name| ["--package", name]));
    shell::cargo(publish)?;
    println!("package: {} crates could be published, with licence and README", packages.len());
    Ok(())
}

/// That every file which the sources include is in the package: its build fails on the user's side only.
fn includes_are_packaged(name: &str, folder: &Path, listed: &BTreeSet<&str>) -> Result<()> {
    let is_source =
        |file: &Path| file.starts_with("src") && file.extension().is_some_and(|e| e == "rs");
    for source in listed.iter().filter(|file| is_source(Path::new(file))) {
        let text = fs::read_to_string(folder.join(source))?;
        let mut before = "";
        for line in text.lines() {
            // Examples of the repository's pages are tested there alone.
            let tested_here = before.contains("doctest");
            before = line;
            let Some((_, rest)) =
                line.split_once("include_str!(\"").or_else(|| line.split_once("include_bytes!(\""))
            else {
                continue;
            };
            let (included, _) = rest.split_once('"').context("an include without its end")?;
            let parent = Path::new(source).parent().unwrap_or(Path::new(""));
            let file = within(&parent.join(included));
            let packaged =
                file.as_deref().and_then(Path::to_str).is_some_and(|file| listed.contains(file));
            ensure!(
                packaged || tested_here,
                "{name} does not package {included}, which {source} includes"
            );
        }
    }
    Ok(())
}

/// A path without `..`, unless it leaves the package.
fn within(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    Some(plain)
}
