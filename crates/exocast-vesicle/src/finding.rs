//! What does not agree within an export, and what was passed over.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// The kind of a [`Finding`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// A statistic of the file is not the one that its own bins give.
    Statistic(&'static str),
    /// The concentration of the file is not the sum of its bins.
    Concentration,
    /// The number of tracks of the file is not the sum of its counts.
    Tracks,
    /// A video is called one thing in one place and another elsewhere.
    VideoName,
    /// No dilution factor is recorded: the concentration is of the diluted suspension.
    DilutionNotRecorded,
    /// The dilution factor given and the one recorded differ; the recorded one counts.
    DilutionDiffers,
    /// Exports of one sample were measured at different dilutions.
    DilutionVaries,
    /// Left out of the sample's concentration, since its dilution is not known while others' is.
    LeftOutOfConcentration,
    /// A video without any particle was left out.
    EmptyVideo,
    /// A second table of the same particles was not added to the first.
    SecondTable,
    /// Rows that the export itself marks as not included were left out.
    ExcludedRows,
    /// Particles below the detection limit were left out of all statistics.
    BelowLimit,
    /// The number of tracks is not known; a number was assumed for the fit.
    AssumedTracks,
    /// The fit had not arrived when its steps were used up.
    NotConverged,
    /// No mixture could be fitted.
    NotFitted,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Statistic(name) => name,
            Self::Concentration => "concentration",
            Self::Tracks => "tracks",
            Self::VideoName => "video name",
            Self::DilutionNotRecorded => "dilution not recorded",
            Self::DilutionDiffers => "dilution differs from the one given",
            Self::DilutionVaries => "dilution varies between exports",
            Self::LeftOutOfConcentration => "left out of the concentration",
            Self::EmptyVideo => "video without particles left out",
            Self::SecondTable => "second table of the same particles not added",
            Self::ExcludedRows => "rows marked as not included left out",
            Self::BelowLimit => "below the detection limit, left out",
            Self::AssumedTracks => "number of tracks assumed",
            Self::NotConverged => "fit had not arrived",
            Self::NotFitted => "no size populations fitted",
        })
    }
}

/// One disagreement or omission, for `findings.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The export, or the sample.
    pub file: String,
    /// What was found.
    pub kind: FindingKind,
    /// The video or column, empty for the whole file.
    pub subject: String,
    /// What would agree: what this crate works out, or what should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Finding {
    pub(crate) fn new(
        file: &str,
        kind: FindingKind,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        let subject = String::new();
        Self {
            file: file.to_owned(),
            kind,
            subject,
            expected: expected.into(),
            found: found.into(),
        }
    }

    pub(crate) fn of(self, subject: &str) -> Self {
        Self { subject: subject.to_owned(), ..self }
    }

    /// Kind and subject in one line.
    #[must_use]
    pub fn text(&self) -> String {
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
        let Self { file, expected, found, .. } = self;
        write!(f, "{file}: {}: expected {expected}, found {found}", self.text())
    }
}

/// `{file, finding, expected, found}`.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Finding", 4)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("finding", &self.text())?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}
