//! What may stand in the files of the workspace.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use crate::shell;

/// No source file is longer.
const LONGEST: usize = 500;

/// Nothing larger is tracked, in bytes: data stays outside.
const LARGEST: u64 = 512 * 1024;

/// Files that have to be there.
const WANTED: [&str; 10] = [
    ".ci/run",
    "CHANGELOG.md",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "deny.toml",
    "docs/ARCHITECTURE.md",
    "docs/formats/README.md",
    "docs/methods/README.md",
];

/// A manifest without these words leaves the lints of the workspace, documentation among them.
const LINTS: &str = "[lints]\nworkspace = true";

/// The files of the workspace, one per line: those that are tracked, and new ones that are not ignored.
pub(super) fn listed() -> Result<String> {
    shell::output(Command::new("git").args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))
}

/// Faults of the tracked files.
pub(super) fn faults() -> Result<Vec<String>> {
    let listed = listed()?;
    let mut faults: Vec<String> = WANTED
        .iter()
        .filter(|path| !Path::new(path).exists())
        .map(|path| format!("{path} is missing"))
        .collect();
    for path in listed.lines().filter(|path| Path::new(path).exists()) {
        let size = fs::metadata(path)?.len();
        if size > LARGEST {
            faults.push(format!("{path} has {size} bytes, more than {LARGEST}"));
        }
        if let Ok(text) = fs::read_to_string(path) {
            faults.extend(in_text(path, &text));
        }
    }
    Ok(faults)
}

fn in_text(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let source = Path::new(path).extension().is_some_and(|ending| ending == "rs");
    if source && text.lines().count() > LONGEST {
        faults.push(format!("{path} has {} lines, more than {LONGEST}", text.lines().count()));
    }
    if path.ends_with("/Cargo.toml") && !path.starts_with("tests/fuzz") && !text.contains(LINTS) {
        faults.push(format!("{path} does not take the lints of the workspace"));
    }
    if path.ends_with("lib.rs") && !["//!", "#![doc"].iter().any(|start| text.starts_with(start)) {
        faults.push(format!("{path} does not say what the crate is"));
    }
    for (i, line) in text.lines().enumerate() {
        let at = i + 1;
        if let Some(path_of_machine) = machine_path(line) {
            faults.push(format!("{path}, line {at}: `{path_of_machine}` is a path of one machine"));
        }
        let unfinished = [
            concat!("TO", "DO"),
            concat!("FIX", "ME"),
            concat!("to", "do!("),
            concat!("unimple", "mented!("),
        ];
        if source && unfinished.iter().any(|mark| line.contains(mark)) {
            faults.push(format!("{path}, line {at}: unfinished"));
        }
        if source && line.trim_start().starts_with("#[ignore]") {
            faults.push(format!("{path}, line {at}: an ignored test says what runs it"));
        }
    }
    faults
}

/// A path that exists on one machine only, where the line holds one.
fn machine_path(line: &str) -> Option<&'static str> {
    [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("C:", "\\Users"),
    ]
    .into_iter()
    .find(|path| line.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_source_file_is_a_fault() {
        assert_eq!(in_text("crates/a/src/x.rs", &"\n".repeat(LONGEST)).len(), 0);
        assert_eq!(in_text("crates/a/src/x.rs", &"\n".repeat(LONGEST + 1)).len(), 1);
    }

    #[test]
    fn a_path_of_a_machine_is_a_fault() {
        let line = format!("let data = \"{}user/data\";", concat!("/ho", "me/"));
        assert_eq!(in_text("crates/a/src/x.rs", &line).len(), 1);
    }

    #[test]
    fn an_unfinished_mark_is_a_fault_in_code_only() {
        let line = concat!("// TO", "DO: later");
        assert_eq!(in_text("crates/a/src/x.rs", line).len(), 1);
        assert_eq!(in_text("docs/x.md", line).len(), 0);
    }
}
