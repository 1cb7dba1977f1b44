//! Each library alone, and with each of its rarer features alone.

use anyhow::Result;

use crate::{
    shell::{self, LAB},
    test::{self, Counts},
};

/// Features that the command line turns on: every other check compiles them.
const COMMON: [&str; 6] = ["analysis", "default", "excel", "parquet", "rayon", "zmes"];

/// Crates whose unit tests run once more as they are alone: on one thread, without `SQLite`, with another solver.
const TESTED: [&str; 4] = ["exocast-core", "exocast-mirna", "exocast-transfer", "exocast-vesicle"];

/// Those of them whose unit tests take longer to optimise than to run.
const QUICK: [&str; 2] = ["exocast-mirna", "exocast-vesicle"];

/// A feature of a tested crate that is on in those tests.
const TESTED_FEATURE: &str = "diffsol";

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
            .filter(|feature| !COMMON.contains(&feature.as_str()) && *feature != TESTED_FEATURE)
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

/// Runs the unit tests of the tested crates as they are alone, and every test of the one with the other solver: one
/// build, as other packages would be built with other features of their dependencies.
pub(crate) fn test(counts: &mut Counts) -> Result<()> {
    let feature = format!("exocast-transfer/{TESTED_FEATURE}");
    let packages = TESTED.iter().flat_map(|name| ["--package", name]);
    let options = packages.chain(["--lib", "--test", "transfer", "--features", &feature]);
    let plain = QUICK.iter().flat_map(|name| {
        ["--config".to_owned(), format!("profile.dev.package.{name}.opt-level=0")]
    });
    test::add(&options.map(str::to_owned).chain(plain).collect::<Vec<_>>(), counts)
}
