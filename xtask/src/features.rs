//! Each library alone, and with each of its rarer features alone.

use anyhow::Result;

use crate::{
    shell::{self, LAB},
    test::{self, Counts},
};

/// Features that the command line or the tests turn on: every other check compiles them.
const COMMON: [&str; 7] = ["analysis", "default", "diffsol", "excel", "parquet", "rayon", "zmes"];

/// Crates with other code where a feature is off, whose unit tests run once more as they are alone: on one thread,
/// without `SQLite`.
const TESTED: [&str; 3] = ["exocast-core", "exocast-mirna", "exocast-vesicle"];

/// What those tests compile of the workspace: it takes longer to optimise than to run.
const PLAIN: [&str; 4] = ["exocast-core", "exocast-mirna", "exocast-target", "exocast-vesicle"];

/// Crates built on the leaves.
const UPPER: [&str; 2] = ["exocast", "exocast-cli"];

/// A feature of both upper crates: the command line is checked with it, which has the facade with it.
const IN_BOTH: &str = "data";

/// Compiles what no test runs: each library crate alone, and with its rarer features. The leaves come first and
/// together: the facade with one of them needs no more than a moment then.
pub(crate) fn check() -> Result<()> {
    let metadata = shell::metadata()?;
    let mut leaves: Vec<String> = Vec::new();
    let mut upper: Vec<Vec<String>> = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if !name.starts_with("exocast") || [LAB, "exocast-tests"].contains(&name) {
            continue;
        }
        let alone = ["--package".to_owned(), name.to_owned()];
        let features = package["features"].as_object().into_iter().flat_map(|all| all.keys());
        let rare = features
            .filter(|feature| !COMMON.contains(&feature.as_str()))
            .filter(|feature| (name, feature.as_str()) != ("exocast", IN_BOTH))
            .map(|feature| ["--features".to_owned(), format!("{name}/{feature}")]);
        if UPPER.contains(&name) {
            upper.push(alone.to_vec());
            upper.extend(rare.map(|feature| [alone.as_slice(), feature.as_slice()].concat()));
        } else {
            leaves.extend(alone);
            leaves.extend(rare.flatten());
        }
    }
    for arguments in std::iter::once(leaves).chain(upper) {
        let alone = ["check", "--quiet", "--no-default-features"];
        shell::cargo(alone.into_iter().chain(arguments.iter().map(String::as_str)))?;
    }
    Ok(())
}

/// Runs the unit tests of the tested crates as they are alone: one build, as other packages would be built with other
/// features of their dependencies.
pub(crate) fn test(counts: &mut Counts) -> Result<()> {
    let packages = TESTED.iter().flat_map(|name| ["--package", name]);
    let plain = PLAIN.iter().flat_map(|name| {
        ["--config".to_owned(), format!("profile.dev.package.{name}.opt-level=0")]
    });
    let options = packages.chain(["--lib"]).map(str::to_owned);
    test::add(&options.chain(plain).collect::<Vec<_>>(), counts)
}
