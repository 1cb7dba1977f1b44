//! A file of the folder.

use std::path::{Path, PathBuf};

use super::kind::Kind;

/// A file of the folder, with what it holds.
pub(super) struct Item {
    /// As the study names it.
    pub(super) path: PathBuf,
    /// Where it lies.
    pub(super) file: PathBuf,
    pub(super) kind: Kind,
}

/// A path with forward slashes, as studies have it on every system.
pub(super) fn shown(path: &Path) -> String {
    let parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if path.is_absolute() { path.display().to_string() } else { parts.join("/") }
}
