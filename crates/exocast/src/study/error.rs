//! Errors of a study file.

use std::{fmt, io};

use exocast_core::Location;

/// How a path of Windows is written.
pub(super) const fn of_windows() -> &'static str {
    "in double quotes a backslash begins an escape; write the path with forward slashes (\"C:/data/EV.csv\") or in single quotes ('C:\\data\\EV.csv')"
}

/// An invalid study file.
///
/// Every message begins with the study file, and the line if one is known.
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
    /// The sample sheet cannot be read, or its rows do not agree.
    #[error(transparent)]
    Sheet(#[from] exocast_core::ReadError),
    /// The sample sheet cannot be opened, or it is a workbook of which no sheet can be read.
    #[error(transparent)]
    SheetOpen(#[from] crate::io::OpenError),
    /// A pattern that fits no file.
    #[error(
        "{at}: `{key}` is the pattern `{pattern}`, which fits no file; paths are relative to the file that names them"
    )]
    NoMatch {
        /// The line that has it.
        at: Location,
        /// The key that names it.
        key: String,
        /// The pattern.
        pattern: String,
    },
    /// An unknown key.
    #[error("{at}: unknown key `{key}`{}", did_you_mean(suggestion.as_ref()))]
    UnknownKey {
        /// The line of the key.
        at: Location,
        /// The key.
        key: String,
        /// The nearest known key.
        suggestion: Option<String>,
    },
    /// Text that is not TOML.
    #[error("{at}, column {column}: {message}\n{excerpt}")]
    NotToml {
        /// The line where reading stopped.
        at: Location,
        /// The column of this line, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// The line, with a mark below the column.
        excerpt: String,
    },
    /// A value of the wrong kind, an unknown word, or a key that is missing.
    #[error("{at}: {message}")]
    Syntax {
        /// The line of the value or section.
        at: Location,
        /// What is wrong on this line.
        message: String,
    },
    /// A missing file.
    #[error(
        "{at}: `{key}` names {path}, which does not exist; paths are relative to the file that names them"
    )]
    MissingFile {
        /// The line that names it.
        at: Location,
        /// The key that names it.
        key: String,
        /// The path, relative to the working directory.
        path: String,
    },
    /// A file that cannot be opened.
    #[error("{at}: `{key}` names {path}, which cannot be opened")]
    Unreadable {
        /// The line that names it.
        at: Location,
        /// The key that names it.
        key: String,
        /// The path, relative to the working directory.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A path in double quotes, of which a backslash has made something else.
    #[error("{at}: `{key}` names {path:?}, which does not exist: {}", of_windows())]
    EscapedPath {
        /// The line that names it.
        at: Location,
        /// The key that names it.
        key: String,
        /// The path, as it was read.
        path: String,
    },
    /// A label that samples spell in two ways.
    #[error(
        "{at}: `{key}` of sample {sample} is `{label}`, and `{first}` of another sample; write it in one way, or give the two names that differ by more than case and blanks"
    )]
    TwoSpellings {
        /// The line of the label.
        at: Location,
        /// The key.
        key: &'static str,
        /// The sample.
        sample: Box<str>,
        /// The label.
        label: Box<str>,
        /// The spelling seen before.
        first: Box<str>,
    },
    /// An invalid value.
    #[error("{at}: `{key}` is {value}, not {expected}")]
    BadValue {
        /// The line of the value.
        at: Location,
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// What is expected.
        expected: &'static str,
    },
    /// A value that a step refuses.
    #[error("{at}: `{key}` is invalid")]
    BadOption {
        /// The line of the option.
        at: Location,
        /// The option.
        key: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file of reads that is named twice.
    #[error("{at}: {path} is already among the reads of sample {first}; it would count twice")]
    RepeatedReads {
        /// The line that names it the second time.
        at: Location,
        /// The file.
        path: String,
        /// The sample that names it first.
        first: String,
    },
    /// A file of a sample with the bytes of another.
    #[error(
        "{at}: {path} is a copy of {first} of sample {sample}, byte for byte; it would count twice: leave one of the two out"
    )]
    Copy {
        /// The line that names it.
        at: Location,
        /// The file.
        path: String,
        /// The file that it is a copy of.
        first: String,
        /// The sample.
        sample: String,
    },
    /// Two samples with the same name.
    #[error("{at}: two samples are named `{name}`; give each a different name")]
    DuplicateSample {
        /// The line of the second.
        at: Location,
        /// The name.
        name: String,
    },
    /// A contrast of a group without samples.
    #[error("{at}: a contrast names the group `{group}`, which has no samples{}", did_you_mean(suggestion.as_ref()))]
    UnknownGroup {
        /// The line that names it.
        at: Location,
        /// The group.
        group: String,
        /// The nearest group.
        suggestion: Option<String>,
    },
    /// A contrast that is given twice.
    #[error(
        "{at}: the contrast of `{group}` against `{against}` is given twice; keep one of the two"
    )]
    RepeatedContrast {
        /// The line of the second.
        at: Location,
        /// The group of interest.
        group: String,
        /// The group it is compared with.
        against: String,
    },
    /// A sample with both reads and counts.
    #[error("{at}: sample `{name}` has both reads and counts; keep one of them")]
    ReadsAndCounts {
        /// The line of the counts.
        at: Location,
        /// The sample.
        name: String,
    },
    /// Several of these at once, each on a line of its own.
    #[error("{} things are wrong:{}", .0.len(), listed(.0))]
    Several(Vec<Self>),
    /// A requirement that is missing.
    #[error("{at}: {what} needs {needs}")]
    Needs {
        /// The study file.
        at: Location,
        /// What was requested.
        what: &'static str,
        /// What it needs.
        needs: &'static str,
    },
}

/// One line for each error, with its causes.
fn listed(errors: &[StudyError]) -> String {
    let line = |error: &StudyError| {
        let error: &dyn std::error::Error = error;
        let chain = std::iter::successors(Some(error), |error| error.source());
        let chain: Vec<String> = chain.map(ToString::to_string).collect();
        format!("\n  {}", chain.join(": ").replace('\n', "\n  "))
    };
    errors.iter().map(line).collect()
}

impl StudyError {
    /// One error of all.
    pub(super) fn of_all(mut errors: Vec<Self>) -> Self {
        match (errors.len(), errors.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                errors.extend(last);
                Self::Several(errors)
            }
        }
    }
}

fn did_you_mean(suggestion: Option<&impl fmt::Display>) -> String {
    suggestion.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default()
}

/// The known word nearest to `word`, if one is near enough: at most a third of its letters differ.
pub(super) fn nearest(word: &str, known: impl Iterator<Item = String>) -> Option<String> {
    known
        .map(|known| {
            (strsim::damerau_levenshtein(&word.to_lowercase(), &known.to_lowercase()), known)
        })
        .filter(|(distance, known)| *distance <= (known.len().max(word.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
