//! What was used of each sample, and what was left out.

use std::fmt;

use crate::study::{LeftOut, Sample, Study};

/// A sample with its inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SampleInputs {
    /// Its name.
    pub sample: String,
    /// Its group, where it has one.
    pub group: Option<String>,
    /// Whether the results rest on it.
    pub status: SampleStatus,
    /// Inputs that were used: `reads`, `counts`, `sizing`.
    pub used: Vec<&'static str>,
    /// Inputs that were left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// Whether results rest on a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleStatus {
    /// All its inputs were used.
    Whole,
    /// Some were used, and some were left out.
    Part,
    /// All were left out.
    LeftOut,
    /// It names no input of its own.
    NoInput,
}

impl fmt::Display for SampleStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "used",
            Self::Part => "used in part",
            Self::LeftOut => "left out",
            Self::NoInput => "no input",
        })
    }
}

impl SampleInputs {
    /// The samples of a study, of which these inputs were left out.
    pub(crate) fn of_study(study: &Study, left_out: &[LeftOut]) -> Vec<Self> {
        study.samples.iter().map(|sample| Self::of_sample(sample, left_out)).collect()
    }

    fn of_sample(sample: &Sample, left_out: &[LeftOut]) -> Self {
        let is_of = |out: &&LeftOut| out.sample.as_ref() == Some(&sample.name);
        let left_out: Vec<LeftOut> = left_out.iter().filter(is_of).cloned().collect();
        let named = [
            ("reads", !sample.reads.is_empty()),
            ("counts", sample.counts.is_some()),
            ("sizing", !sample.sizing.is_empty()),
        ];
        let is_used = |what: &str| !left_out.iter().any(|out| out.what == what);
        let used: Vec<&'static str> = named
            .into_iter()
            .filter(|(what, is_named)| *is_named && is_used(what))
            .map(|(what, _)| what)
            .collect();
        let status = match (used.is_empty(), left_out.is_empty()) {
            (false, true) => SampleStatus::Whole,
            (false, false) => SampleStatus::Part,
            (true, false) => SampleStatus::LeftOut,
            (true, true) => SampleStatus::NoInput,
        };
        let (sample, group) = (sample.name.clone(), sample.group.clone());
        Self { sample, group, status, used, left_out }
    }

    /// What was left out, in words.
    pub(crate) fn lacks(&self) -> String {
        self.left_out.iter().map(|out| out.what.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Why it was left out, each reason once.
    pub(crate) fn reason(&self) -> String {
        let mut reasons: Vec<&str> = Vec::new();
        for out in &self.left_out {
            if !reasons.contains(&out.why.as_str()) {
                reasons.push(&out.why);
            }
        }
        reasons.join("; ")
    }
}
