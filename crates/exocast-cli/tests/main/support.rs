//! Starting the program, and small files for it to read.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// What a run of the program left behind.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Starts the program in `folder` and waits for it.
pub(crate) fn exocast(folder: &Path, arguments: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_exocast"))
        .args(arguments)
        .current_dir(folder)
        // Servers of tests are on this machine, whatever proxy it has.
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("the program starts");
    Ran {
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// As [`exocast`], for a run that has to succeed.
pub(crate) fn exocast_ok(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = exocast(folder, arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}\n{}{}", ran.out, ran.err);
    ran
}

/// A fresh folder that vanishes with the value.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes a small file and returns its name.
pub(crate) fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::write(folder.join(name), content).expect("a small file");
}

/// The options that the record of a run holds.
pub(crate) fn options(results: &Path) -> serde_json::Value {
    let text = fs::read_to_string(results.join("run.json")).expect("a record");
    let record: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    record["options"].clone()
}

/// A tab-separated table: header and rows.
pub(crate) fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect());
    (lines.next().expect("a header"), lines.collect())
}
