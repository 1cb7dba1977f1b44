//! A study that cannot be carried out as it is written.

use std::{fmt, io};

use exocast_core::Location;

/// A study that cannot be carried out as it is written.
///
/// Every message begins with the study file, and the line where it has one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The file cannot be read.
    #[error("cannot read the study {path}")]
    Io {
        /// The study file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A key nobody knows.
    #[error("{at}: unknown key `{key}`{}", did_you_mean(suggestion.as_ref()))]
    UnknownKey {
        /// The line of the key.
        at: Location,
        /// The key.
        key: String,
        /// The nearest known key.
        suggestion: Option<String>,
    },
    /// Not TOML, or a value of the wrong kind.
    #[error("{at}: {message}")]
    Syntax {
        /// The line where reading stopped.
        at: Location,
        /// What is wrong there.
        message: String,
    },
    /// A file that is not there.
    #[error(
        "{at}: `{key}` names {path}, which does not exist; paths are relative to the study file"
    )]
    MissingFile {
        /// The line that names it.
        at: Location,
        /// The key that names it.
        key: String,
        /// The path as it was looked for.
        path: String,
    },
    /// A value that cannot be.
    #[error("{at}: `{key}` is {found}, not {wanted}")]
    BadValue {
        /// The line of the value.
        at: Location,
        /// The key.
        key: String,
        /// The value found.
        found: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// An option that a step refuses.
    #[error("{at}: `{key}` is wrong")]
    BadOption {
        /// The line of the option.
        at: Location,
        /// The option.
        key: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// One file of reads in two places.
    #[error("{at}: {path} is among the reads of sample {first} already; it would count twice")]
    RepeatedReads {
        /// The line that names it again.
        at: Location,
        /// The file.
        path: String,
        /// The sample that names it first.
        first: String,
    },
    /// Two samples of one name.
    #[error("{at}: two samples are named `{name}`; give each its own name")]
    DuplicateSample {
        /// The line of the second.
        at: Location,
        /// The name.
        name: String,
    },
    /// A contrast of a group that no sample is in.
    #[error("{at}: a contrast names the group `{group}`, which no sample is in{}", did_you_mean(suggestion.as_ref()))]
    UnknownGroup {
        /// The line that names it.
        at: Location,
        /// The group.
        group: String,
        /// The nearest group.
        suggestion: Option<String>,
    },
    /// One contrast twice.
    #[error("{at}: `{of}` against `{against}` is asked for above; keep one of the two")]
    RepeatedContrast {
        /// The line of the second.
        at: Location,
        /// The group that is asked about.
        of: String,
        /// The group that it is held against.
        against: String,
    },
    /// Reads and counts for one sample.
    #[error("{at}: sample `{name}` has both reads and counts; keep one of them")]
    ReadsAndCounts {
        /// The line of the counts.
        at: Location,
        /// The sample.
        name: String,
    },
    /// One thing needs another that is not there.
    #[error("{at}: {what} needs {needs}")]
    Needs {
        /// The study file.
        at: Location,
        /// What is asked for.
        what: &'static str,
        /// What it needs.
        needs: &'static str,
    },
}

fn did_you_mean(suggestion: Option<&impl fmt::Display>) -> String {
    suggestion.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default()
}

/// The known word nearest to `word`, where one is near enough to be meant.
pub(super) fn nearest(word: &str, known: impl Iterator<Item = String>) -> Option<String> {
    known
        .map(|known| {
            (strsim::damerau_levenshtein(&word.to_lowercase(), &known.to_lowercase()), known)
        })
        .filter(|(distance, known)| *distance <= (known.len().max(word.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
