//! `study.toml`: read, checked and planned.

mod check;
mod error;
mod files;
mod globs;
mod load;
mod models;
mod options;
mod places;
mod plan;
mod read;
mod sample;
mod sections;
mod sheet;
mod source;
mod template;
mod transfer;
mod word;
mod wording;

use std::path::PathBuf;

use exocast_core::table::TableNotice;
use exocast_mirna::QualityOptions;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::places::SheetPlaces;
pub use error::StudyError;
pub use models::{Enrich, Mirna, Origin, Quality, ResponseModel, Run, Vesicles};
pub(crate) use plan::no_reference;
pub use plan::{Plan, Planned, Step};
pub use sample::{Sample, SizingColumns};
pub use sections::{About, Contrast, Identity, Programmes, Recipient, Reference, Spikes};
pub(crate) use sheet::{
    Meaning, TextColumn, are_of_a_sheet, is_unknown, joined, samples_of_sheet, text_columns,
};
pub use template::TEMPLATE;
pub use transfer::{Setting, Transfer};

/// A study: samples, references, and options of each step.
///
/// Every section but `[study]` is optional; steps without their input are skipped. Paths are relative to
/// the study file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// What the study is about.
    pub study: About,
    /// A sample sheet: a table with a row per sample, besides or instead of `[[sample]]`.
    #[serde(default, rename = "samples", skip_serializing_if = "Option::is_none")]
    pub sheet: Option<PathBuf>,
    /// Reference sequences.
    #[serde(default)]
    pub reference: Reference,
    /// Vesicle samples.
    #[serde(default, rename = "sample", skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// How reads are counted.
    #[serde(default)]
    pub mirna: Mirna,
    /// How libraries are judged.
    #[serde(default)]
    pub quality: Quality,
    /// How sizing exports are analysed.
    #[serde(default)]
    pub vesicles: Vesicles,
    /// Spike-in sequences with known amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spikes: Option<Spikes>,
    /// Parent-cell signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Gene sets scored in each sample of the cargo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrich: Option<Enrich>,
    /// The cell that takes the vesicles up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    /// How vesicles reach the recipient.
    #[serde(default)]
    pub transfer: Transfer,
    /// How the response is predicted.
    #[serde(default)]
    pub response: ResponseModel,
    /// Comparisons of groups.
    #[serde(default, rename = "contrast", skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
    /// What else was measured on the vesicles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// Gene sets that summarise the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programmes: Option<Programmes>,
    /// Seed and draws.
    #[serde(default)]
    pub run: Run,
    /// The folder that paths are relative to.
    #[serde(skip)]
    #[schemars(skip)]
    pub folder: PathBuf,
    /// Inputs that are left out, as the study goes on without them.
    #[serde(skip)]
    #[schemars(skip)]
    pub left_out: Vec<LeftOut>,
    /// How the sample sheet was read, where that is not plain from it.
    #[serde(skip)]
    #[schemars(skip)]
    pub sheet_notices: Vec<TableNotice>,
    /// Where the sample sheet says what.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) sheet_places: SheetPlaces,
}

/// An input that is left out of the study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its sample; none if it is of the whole study.
    pub sample: Option<String>,
    /// What it is: `reads`, `counts`, `sizing` or `blank`.
    pub what: String,
    /// Why.
    pub why: String,
}

impl Study {
    /// The groups in the order in which they first occur, with the indices of their samples.
    #[must_use]
    pub fn groups(&self) -> Vec<(&str, Vec<usize>)> {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (place, sample) in self.samples.iter().enumerate() {
            let Some(name) = sample.group.as_deref() else { continue };
            match groups.iter_mut().find(|(group, _)| *group == name) {
                Some((_, places)) => places.push(place),
                None => groups.push((name, vec![place])),
            }
        }
        groups
    }

    /// How the libraries of the samples are judged.
    #[must_use]
    pub fn quality_options(&self) -> QualityOptions {
        let mut options = QualityOptions::default();
        options.biofluid.clone_from(&self.study.biofluid);
        options.limits.clone_from(&self.quality.limit);
        for (group, places) in self.groups() {
            let samples = places.into_iter().map(|place| self.samples[place].name.clone());
            options.groups.insert(group.to_owned(), samples.collect());
        }
        options
    }

    /// The contrasts of the study; if it has none, each group against the first.
    #[must_use]
    pub fn contrasts(&self) -> Vec<Contrast> {
        if !self.contrasts.is_empty() {
            return self.contrasts.clone();
        }
        let groups = self.groups();
        let Some(((against, _), rest)) = groups.split_first() else { return Vec::new() };
        rest.iter()
            .map(|(group, _)| Contrast {
                case: (*group).to_owned(),
                against: (*against).to_owned(),
            })
            .collect()
    }
}
