//! Why a result cannot be written.

use std::{io, path::Path};

/// A result that cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The system refuses.
    #[error("cannot write {path}")]
    Io {
        /// The path.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The folder holds something that would be lost.
    #[error("{path} holds {what}: name another folder with --out, or move it away")]
    Foreign {
        /// The path.
        path: String,
        /// What is in the way.
        what: String,
    },
    /// When the results were complete, the folder held something that would be lost.
    #[error(
        "the new results were not written, since {path} holds {what} by now: move it away, or name another folder with --out, and run again"
    )]
    Overtaken {
        /// The path.
        path: String,
        /// What is in the way.
        what: String,
    },
    /// Another process writes to the same place.
    #[error("another exocast is writing to {path}: wait for it, or name another folder with --out")]
    Busy {
        /// The path.
        path: String,
    },
}

pub(super) fn explain(path: &Path) -> impl Fn(io::Error) -> OutputError + use<> {
    let path = path.display().to_string();
    move |source| OutputError::Io { path: path.clone(), source }
}
