//! Which crate may depend on which.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::shell;

const LEAVES: [&str; 5] =
    ["exocast-mirna", "exocast-target", "exocast-vesicle", "exocast-origin", "exocast-transfer"];

/// The crates of this workspace that `name` may depend on; nothing where the crate is not known.
fn allowed(name: &str) -> Option<BTreeSet<&'static str>> {
    Some(match name {
        "exocast-core" | "xtask" => BTreeSet::new(),
        leaf if LEAVES.contains(&leaf) => BTreeSet::from(["exocast-core"]),
        "exocast" => LEAVES.into_iter().chain(["exocast-core"]).collect(),
        "exocast-cli" => BTreeSet::from(["exocast"]),
        // Measurements and tests may know every crate.
        "exocast-lab" | "exocast-tests" => {
            LEAVES.into_iter().chain(["exocast", "exocast-core"]).collect()
        }
        _ => return None,
    })
}

/// Arrows that point the wrong way. Dependencies of tests alone do not count.
pub(super) fn faults() -> Result<Vec<String>> {
    let metadata = shell::metadata()?;
    let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let dependencies = package["dependencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
            .filter(|dependency| dependency["path"].is_string())
            .filter_map(|dependency| dependency["name"].as_str());
        arrows.insert(name, dependencies.collect());
    }
    let mut faults = Vec::new();
    for (name, dependencies) in arrows {
        match allowed(name) {
            None => faults.push(format!("crate {name} has no place in the architecture")),
            Some(allowed) => faults.extend(dependencies.difference(&allowed).map(|other| {
                format!("{name} must not depend on {other}: see docs/ARCHITECTURE.md")
            })),
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_do_not_know_each_other() {
        for leaf in LEAVES {
            let allowed = allowed(leaf).expect("a leaf is known");
            assert!(LEAVES.iter().all(|other| !allowed.contains(other)), "{leaf}");
        }
    }

    #[test]
    fn a_stranger_has_no_place() {
        assert!(allowed("exocast-utils").is_none());
    }
}
