//! What tests over reference data share: where the data is, and a record of the tests that ran without it.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    thread,
};

use flate2::read::GzDecoder;

/// Variable with the folder of shared reference data; where it is set, the data has to be there.
const SHARED: &str = "EXOCAST_SHARED";

/// Variable with the file to which `cargo xtask test` has skipped tests written.
const SKIPPED: &str = "EXOCAST_SKIPPED";

/// The folder of shared reference data: `EXOCAST_SHARED`, else `shared` beside the checkout.
///
/// Tests run in the folder of their package, so that the checkout is above.
#[must_use]
pub fn shared_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(SHARED) {
        return PathBuf::from(folder);
    }
    let here = std::env::current_dir().unwrap_or_default();
    let mut beside = here.ancestors().map(|above| above.join("shared"));
    beside.find(|folder| folder.join("data").is_dir()).unwrap_or_else(|| "../shared".into())
}

/// A file of the shared folder, such as `data/mirna/sample1.fastq.gz`.
///
/// Where it is absent, the test that asks is recorded as skipped, and nothing is returned.
///
/// # Panics
///
/// `EXOCAST_SHARED` is set and the file is not in it: who names the folder wants every test to run.
#[must_use]
#[allow(clippy::panic, reason = "only tests call this")]
pub fn shared(test: &str, relative: &str) -> Option<PathBuf> {
    let path = shared_folder().join(relative);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os(SHARED).is_none(), "{test}: {} is missing", path.display());
    let line = format!("skipped {test}: no {relative} in the shared folder (set {SHARED})\n");
    // Written to the stream itself: what a test prints by macro is hidden while it passes.
    let _ = std::io::stderr().write_all(line.as_bytes());
    record(test, relative);
    None
}

/// Adds the running test to the list of skipped ones, where one is kept.
fn record(test: &str, relative: &str) {
    let Some(list) = std::env::var_os(SKIPPED) else { return };
    // The harness names the thread after the test, but for a single thread.
    let running = thread::current();
    let name = running.name().filter(|name| *name != "main").unwrap_or(test);
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let line = format!("{package} {name}\t{relative}\n");
    // One write a line, so that tests that run at once do not mix.
    let _ = OpenOptions::new()
        .append(true)
        .create(true)
        .open(list)
        .and_then(|mut file| file.write_all(line.as_bytes()));
}

/// The text of a reference vector of `tests/vectors`, such as `origin/refvec.json`.
///
/// # Panics
///
/// There is no such vector, or it cannot be read.
#[must_use]
#[allow(clippy::panic, reason = "only tests call this")]
pub fn vector(relative: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let path = folder.join(format!("{relative}.gz"));
    let mut text = String::new();
    let read = File::open(&path).and_then(|file| GzDecoder::new(file).read_to_string(&mut text));
    if let Err(error) = read {
        panic!("{}: {error}", path.display());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::vector;

    #[test]
    fn a_vector_is_unpacked() {
        assert!(vector("mirna/mintplates_uid.tsv").contains("iso-22-"));
    }
}
