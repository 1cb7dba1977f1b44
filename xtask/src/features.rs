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

/// A feature of a tested crate that is on in those tests.
const TESTED_FEATURE: &str = "diffsol";

/// Compiles what no test runs: each library crate alone, and with each of its rarer features alone.
pub(crate) fn check() -> Result<()> {
    let metadata = shell::metadata()?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if !name.starts_with("exocast") || [LAB, "exocast-tests"].contains(&name) {
            continue;
        }
        let alone = ["check", "--quiet", "--package", name, "--no-default-features"];
        if !TESTED.contains(&name) {
            shell::cargo(alone)?;
        }
        let features = package["features"].as_object();
        let rare =
            |feature: &&String| !COMMON.contains(&feature.as_str()) && *feature != TESTED_FEATURE;
        for feature in features.into_iter().flat_map(|features| features.keys()).filter(rare) {
            shell::cargo(alone.iter().copied().chain(["--features", feature]))?;
        }
    }
    Ok(())
}

/// Runs the unit tests of the tested crates as they are alone, and every test of the one with the other solver: one
/// build, as other packages would be built with other features of their dependencies.
pub(crate) fn test(counts: &mut Counts) -> Result<()> {
    let feature = format!("exocast-transfer/{TESTED_FEATURE}");
    let packages = TESTED.iter().flat_map(|name| ["--package", name]);
    let options = packages.chain(["--lib", "--test", "transfer", "--features", &feature]);
    test::add(&options.map(str::to_owned).collect::<Vec<_>>(), counts)
}
