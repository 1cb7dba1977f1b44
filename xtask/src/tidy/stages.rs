//! The order inside a crate: its first-level modules are stages that lead one way, no two files know each other,
//! and files stay small.

mod graph;
mod source;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Result;

use self::graph::{Crate, circles};

/// Crates whose inner order is checked.
const IN_ORDER: &[&str] = &[
    "exocast",
    "exocast-cli",
    "exocast-core",
    "exocast-lab",
    "exocast-mirna",
    "exocast-origin",
    "exocast-target",
    "exocast-transfer",
    "exocast-vesicle",
];

/// No source file of a crate is longer, in lines.
const LONGEST: usize = 500;

/// The median of a crate's files is no longer.
const MEDIAN: usize = 150;

/// Faults of the crates that are listed as in order and of those named. Prints how many items each crate shows.
pub(super) fn faults(crates: &[String]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut shown = BTreeMap::new();
    for entry in fs::read_dir("crates")? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let roots = ["src/lib.rs", "src/main.rs"].map(|root| folder.join(root));
        for root in roots.iter().filter(|root| root.exists()) {
            let files = Crate::read(root)?;
            if root.ends_with("lib.rs") {
                shown.insert(name.clone(), files.public_items());
            }
            if IN_ORDER.contains(&name.as_str()) || crates.contains(&name) {
                faults.extend(order(&files));
                faults.extend(lengths(&name, &files)?);
            }
        }
    }
    let shown: Vec<String> = shown.iter().map(|(name, items)| format!("{name} {items}")).collect();
    println!("tidy: public items: {}", shown.join(", "));
    Ok(faults)
}

fn order(files: &Crate) -> Vec<String> {
    let mut faults: Vec<String> = files
        .through_the_root()
        .into_iter()
        .map(|name| format!("{name} is imported through the root: name its stage"))
        .collect();
    for (what, arrows) in [("stages", files.stages()), ("files", files.arrows())] {
        for circle in circles(&arrows) {
            let inside = |from: &String| {
                let to: Vec<&str> = arrows[from]
                    .iter()
                    .filter(|to| circle.contains(to))
                    .map(String::as_str)
                    .collect();
                format!("{from} ► {}", to.join(" "))
            };
            let members: Vec<String> = circle.iter().map(inside).collect();
            faults.push(format!("{what} in a circle: {}", members.join("; ")));
        }
    }
    faults
}

fn lengths(name: &str, files: &Crate) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut lengths = Vec::new();
    for path in files.paths() {
        let lines = fs::read_to_string(Path::new(path))?.lines().count();
        if lines > LONGEST {
            faults.push(format!("{path} has {lines} lines, more than {LONGEST}"));
        }
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    if median > MEDIAN {
        faults.push(format!("the median file of {name} has {median} lines, more than {MEDIAN}"));
    }
    Ok(faults)
}
