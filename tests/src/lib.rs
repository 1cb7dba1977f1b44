//! What tests over real data share: where the data is, and a printed line where it is not.

use std::{io::Write, path::PathBuf};

/// The folder of shared reference data: `EXOCAST_SHARED`, else `shared` beside the checkout.
///
/// Tests run in the folder of their package, so that the checkout is above.
#[must_use]
pub fn shared_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("EXOCAST_SHARED") {
        return PathBuf::from(folder);
    }
    let here = std::env::current_dir().unwrap_or_default();
    let mut beside = here.ancestors().map(|above| above.join("shared"));
    beside.find(|folder| folder.join("data").is_dir()).unwrap_or_else(|| "../shared".into())
}

/// A file of the shared folder, such as `data/mirna/sample1.fastq.gz`.
///
/// Where it is absent, says on standard error which test is skipped and returns nothing.
#[must_use]
pub fn shared(test: &str, relative: &str) -> Option<PathBuf> {
    let path = shared_folder().join(relative);
    if path.exists() {
        return Some(path);
    }
    // Written to the stream itself: what a test prints by macro is hidden while it passes.
    let line = format!("skipped {test}: no {relative} in the shared folder (set EXOCAST_SHARED)\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
    None
}
