//! What does not agree within an export, and what was passed over.

use exocast_core::{Level, Note};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;

use super::finding_kind::FindingKind;

/// One disagreement or omission, for `findings.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The export, or the sample.
    pub file: String,
    /// What was found.
    pub kind: FindingKind,
    /// The video or column, empty for the whole file.
    pub subject: String,
    /// What would agree: what this crate works out, or what should be there.
    pub expected: String,
    /// What is there.
    pub actual: String,
}

impl Finding {
    pub(crate) fn new(
        file: &str,
        kind: FindingKind,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        let subject = String::new();
        Self {
            file: file.to_owned(),
            kind,
            subject,
            expected: expected.into(),
            actual: actual.into(),
        }
    }

    pub(crate) fn about(self, subject: &str) -> Self {
        Self { subject: subject.to_owned(), ..self }
    }

    /// Kind and subject in one line.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        if self.subject.is_empty() {
            self.kind.to_string()
        } else {
            format!("{} of {}", self.kind, self.subject)
        }
    }
}

/// File, kind and subject, what was expected and what was found, in one line.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, expected, actual, .. } = self;
        write!(f, "{file}: {}: expected {expected}, found {actual}", self.text())
    }
}

/// `{file, finding, expected, found}`.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Finding", 4)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("finding", &self.text())?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("found", &self.actual)?;
        fields.end()
    }
}

impl Note for Finding {
    fn code(&self) -> &'static str {
        self.kind.code()
    }

    fn level(&self) -> Level {
        self.kind.level()
    }
}
