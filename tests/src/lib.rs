//! What tests over real data share: where the data is, and a printed line where it is not.

use std::path::{Path, PathBuf};

/// The folder of shared reference data: `EXOCAST_SHARED`, else `shared` beside the checkout.
#[must_use]
pub fn shared_folder() -> PathBuf {
    std::env::var_os("EXOCAST_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("..").join("shared"),
        PathBuf::from,
    )
}

/// A file of the shared folder, such as `data/mirna/sample1.fastq.gz`.
///
/// Where it is absent, says on standard error which test is skipped and returns nothing.
#[must_use]
#[allow(clippy::print_stderr, reason = "a skipped test has to be seen")]
pub fn shared(test: &str, relative: &str) -> Option<PathBuf> {
    let path = shared_folder().join(relative);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped {test}: no {relative} in the shared folder (set EXOCAST_SHARED)");
    None
}
