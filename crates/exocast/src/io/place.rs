//! Where results go, and what is next to them on the way.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::error::OutputError;

/// Where results go, with the hidden siblings that are there on the way.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) destination: PathBuf,
    /// Locked while a process writes here.
    pub(super) lock: PathBuf,
    /// The files until they are complete.
    pub(super) temporary: PathBuf,
    /// Earlier results, while new ones are moved in.
    pub(super) earlier: PathBuf,
    /// Finished steps of a run.
    pub(super) steps: PathBuf,
}

impl Place {
    pub(super) fn beside(destination: &Path) -> Result<Self, OutputError> {
        // Through a link to where the results really are.
        let destination = match fs::canonicalize(destination) {
            Ok(real) => real,
            Err(_) => destination.to_owned(),
        };
        let Some(name) = destination.file_name().map(|name| name.to_string_lossy().into_owned())
        else {
            let path = destination.display().to_string();
            return Err(OutputError::Foreign { path, what: "other files".to_owned() });
        };
        let sibling = |what: &str| destination.with_file_name(format!(".{name}.{what}"));
        let (lock, temporary) = (sibling("lock"), sibling("partial"));
        let (earlier, steps) = (sibling("earlier"), sibling("steps"));
        Ok(Self { destination, lock, temporary, earlier, steps })
    }
}

/// Removes a folder that may not be there.
pub(super) fn removed(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
