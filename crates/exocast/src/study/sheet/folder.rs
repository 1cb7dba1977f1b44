//! Files that a sheet names.

use std::path::{Path, PathBuf};

use super::cells::split;

/// The folder of a sheet: its paths are relative to it, as those of a study are to the study.
pub(super) struct Folder {
    /// As the study names it.
    named: PathBuf,
    /// Where it is.
    there: PathBuf,
}

impl Folder {
    pub(super) fn new(named: &Path, there: PathBuf) -> Self {
        Self { named: named.to_owned(), there }
    }

    /// The file that a cell names.
    pub(super) fn file(&self, cell: &str) -> PathBuf {
        self.named.join(slashed(cell))
    }

    /// The files of a cell: the one that is called as the whole cell is, or several.
    pub(super) fn files(&self, cell: &str) -> Vec<PathBuf> {
        if self.there.join(slashed(cell)).is_file() {
            return vec![self.file(cell)];
        }
        split(cell).iter().map(|file| self.file(file)).collect()
    }
}

/// A path as Windows or any other system writes it.
fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}
