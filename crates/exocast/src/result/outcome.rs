//! What became of the steps of an analysis, and the verdict on its dose.

use schemars::JsonSchema;
use serde::Serialize;

use crate::study::{Planned, Step};

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outcome {
    /// The step.
    pub step: Step,
    /// The step in words.
    pub title: String,
    /// Whether it was done.
    pub status: Status,
    /// What was done, or what is missing.
    pub detail: String,
}

/// Whether a step was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was.
    Done,
    /// An input is missing.
    Off,
}

/// The verdict in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerdictText {
    /// `plausible`, `plausible if …` or `implausible`, in one sentence.
    pub headline: String,
    /// What it rests on.
    pub because: Vec<String>,
}

impl Outcome {
    /// What becomes of a step as it is planned.
    pub(crate) fn planned(step: Step, planned: &Planned) -> Self {
        let (status, detail) = match planned {
            Planned::Will(what) => (Status::Done, what),
            Planned::WillNot(why) => (Status::Off, why),
        };
        Self { step, title: step.title().to_owned(), status, detail: detail.clone() }
    }
}

impl Step {
    /// The step in one word, as `analysis.json` has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mirna => "mirna",
            Self::Vesicles => "vesicles",
            Self::Identity => "identity",
            Self::Cargo => "cargo",
            Self::Origin => "origin",
            Self::Enrichment => "enrichment",
            Self::Dose => "dose",
            Self::Response => "response",
            Self::Programmes => "programmes",
            Self::Evidence => "evidence",
            Self::Contrasts => "contrasts",
        }
    }
}
