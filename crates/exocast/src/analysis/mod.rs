//! The chain from measurement to response: one file a step, and the joints between the crates.

mod cargo;
mod chain;
mod contrasts;
mod dose;
mod effect;
mod error;
mod identity;
mod inspect;
mod mirna;
mod origin;
mod programmes;
mod reads;
mod response;
mod sampling;
mod transfer;
mod vesicles;

use std::fmt;

use exocast_core::Table;
use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap};

use self::{chain::Chain, sampling::Sampling};
pub use self::{
    effect::{GeneEffect, GeneEffectError},
    error::AnalysisError,
    inspect::{Inspected, inspect},
    transfer::{TransferError, Transferred},
};
use crate::{
    Progress, Provenance, Study,
    export::{self, Network, ro_crate},
    io::{Checkpoints, OutputFolder, TableFormat},
    report::{self, figures::Figure},
    study::{Planned, Step},
};

/// Version of the layout of `analysis.json`; it rises when a reader of the old layout would fail.
const SCHEMA_VERSION: u32 = 1;

/// The table of what a report of vesicles has to state, which stands beside the report.
const REPORTING: &str = "misev";
/// The table of what a simulation put in, which stands there too.
const TRUTH: &str = "truth";

/// The result of a study: what was computed, what was not, and every table of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Analysis {
    /// Version of this layout.
    pub schema_version: u32,
    /// The study as it was asked for, defaults included.
    pub study: Study,
    /// What became of each step, in order.
    pub steps: Vec<Outcome>,
    /// Whether the transfer can work, where a dose could be computed.
    pub verdict: Option<VerdictText>,
    /// What to know before trusting a number.
    pub notices: Vec<Notice>,
    /// The tables by name, each `{"columns": […], "rows": [[…], …]}`.
    #[serde(serialize_with = "as_map")]
    #[schemars(with = "std::collections::BTreeMap<String, TableSchema>")]
    pub tables: Vec<(String, Table)>,
    /// What a simulation put in beside what was found, where the study is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<TableSchema>")]
    pub truth: Option<Table>,
    /// What it was made from.
    pub provenance: Provenance,
    /// The pictures of the report.
    #[serde(skip)]
    #[schemars(skip)]
    pub figures: Vec<Figure>,
    /// Which step each table and picture belongs to, in the order in which they were made.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) contents: Vec<(Step, Content)>,
    /// isomiRs as mirGFF3, where reads were counted.
    #[serde(skip)]
    #[schemars(skip)]
    pub isomirs: Option<Vec<u8>>,
    /// Steps that an earlier run had finished. Their results are the same as if they had been made again.
    #[serde(skip)]
    #[schemars(skip)]
    pub reused: Vec<Step>,
}

/// A table or picture, by its place in the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Table(usize),
    Figure(usize),
}

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

/// Something to know before trusting a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// The step that says it.
    pub step: String,
    /// What it says.
    pub text: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step, self.text)
    }
}

/// The verdict in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerdictText {
    /// `plausible`, `plausible if …` or `implausible`, in one sentence.
    pub headline: String,
    /// What it rests on.
    pub because: Vec<String>,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes how a table is written, for the schema")]
struct TableSchema {
    columns: Vec<String>,
    rows: Vec<Vec<CellSchema>>,
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "describes how a cell is written, for the schema")]
enum CellSchema {
    Number(f64),
    Text(String),
    Missing(()),
}

fn as_map<S: Serializer>(tables: &[(String, Table)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(tables.len()))?;
    for (name, table) in tables {
        map.serialize_entry(name, table)?;
    }
    map.end()
}

impl Analysis {
    /// Runs every step that the study has inputs for.
    ///
    /// # Errors
    /// Where an input cannot be read, does not hold what it should, or an option is impossible.
    pub fn run(study: &Study, progress: &mut dyn Progress) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, None)
    }

    /// As [`run`](Self::run), with the steps that an earlier run finished on the same inputs and options.
    ///
    /// The counting of reads, which takes longest, and the parent cells are kept.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where a finished step cannot be written.
    pub fn resume(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: &Checkpoints,
    ) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, Some(checkpoints))
    }

    fn steps(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: Option<&Checkpoints>,
    ) -> Result<Self, AnalysisError> {
        check(study)?;
        let mut chain = Chain::new(study, progress, checkpoints)?;
        let Measured { catalogue, counted, sized } = measure(&mut chain)?;
        let sampling =
            counted.as_ref().map(|counted| Sampling::new(study, counted, sized.as_ref()));
        identity::run(&mut chain, sized.as_ref())?;
        let cargo = cargo::run(&mut chain, sampling.as_ref())?;
        let origin = origin::run(&mut chain, counted.as_ref(), catalogue.as_ref())?;
        let dose = dose::run(&mut chain, cargo.as_ref())?;
        let cell = response::Cell::load(&mut chain, catalogue.as_ref())?;
        response::run(&mut chain, cell.as_ref(), dose.as_ref().map(|found| &found.dose))?;
        let found = contrasts::Found { sampling, sized, origin, cell };
        contrasts::run(&mut chain, &found)?;
        Ok(chain.finish())
    }

    /// Runs the steps up to the dose, and returns it with what there is to know about it.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where the study has no cargo.
    pub fn dose(
        study: &Study,
        progress: &mut dyn Progress,
    ) -> Result<(Transferred, Vec<Notice>), AnalysisError> {
        check(study)?;
        let mut chain = Chain::new(study, progress, None)?;
        let Measured { counted, sized, .. } = measure(&mut chain)?;
        let sampling =
            counted.as_ref().map(|counted| Sampling::new(study, counted, sized.as_ref()));
        let cargo = cargo::run(&mut chain, sampling.as_ref())?;
        match dose::run(&mut chain, cargo.as_ref())? {
            Some(dose) => Ok((dose, chain.finish().notices)),
            None => Err(AnalysisError::NoCargo),
        }
    }

    /// A table by name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|(own, _)| own == name).map(|(_, table)| table)
    }

    /// Writes tables, isomiRs, pictures, report and `analysis.json` into a folder of results; the
    /// folder adds `run.json` when it is finished with the analysis' [`provenance`](Self::provenance).
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, folder: &OutputFolder, format: TableFormat) -> Result<(), AnalysisError> {
        for (name, table) in &self.tables {
            folder.write_table(&place(name), table, format)?;
        }
        if let Some(truth) = &self.truth {
            folder.write_table(&place(TRUTH), truth, format)?;
        }
        if let Some(isomirs) = &self.isomirs {
            folder.write("tables/isomirs.gff3", |file| file.write_all(isomirs))?;
        }
        for figure in &self.figures {
            folder.write(&format!("figures/{}.svg", figure.name), |file| {
                file.write_all(figure.standalone().as_bytes())
            })?;
            folder.write_table(&format!("figures/{}", figure.name), &figure.data, format)?;
        }
        let report = report::render(self, format)?;
        folder.write("report.html", |file| file.write_all(report.as_bytes()))?;
        folder.write_json("analysis.json", self)?;
        for (name, content) in export::multiqc(self) {
            folder.write_json(&format!("multiqc/{name}"), &content)?;
        }
        if let Some(network) = self.table("response").and_then(Network::of) {
            folder.write("network.graphml", |file| file.write_all(network.graphml().as_bytes()))?;
            folder.write_json("network.cyjs", &network.cytoscape())?;
        }
        let metadata = ro_crate(&self.study.study, &self.provenance, &folder.written());
        folder.write_json("ro-crate-metadata.json", &metadata)?;
        Ok(())
    }
}

/// Where a table is among the results, without the ending of its format.
pub(crate) fn place(name: &str) -> String {
    let folder = if [REPORTING, TRUTH].contains(&name) { "" } else { "tables/" };
    format!("{folder}{name}")
}

/// What was measured on the vesicles.
struct Measured {
    catalogue: Option<exocast_mirna::Catalogue>,
    counted: Option<mirna::Counted>,
    sized: Option<vesicles::Sized>,
}

fn measure(chain: &mut Chain<'_>) -> Result<Measured, AnalysisError> {
    let catalogue = mirna::reference(chain.study)?;
    let counted = mirna::run(chain, catalogue.as_ref())?;
    let sized = vesicles::run(chain)?;
    Ok(Measured { catalogue, counted, sized })
}

/// Checks the options of a study as far as that goes without reading its inputs.
///
/// # Errors
/// At the first option that no step understands.
pub fn check(study: &Study) -> Result<(), AnalysisError> {
    dose::options(study)?;
    mirna::check(study)?;
    origin::check(study)?;
    response::check(study)
}

impl Outcome {
    fn of(step: Step, planned: &Planned) -> Self {
        let (status, detail) = match planned {
            Planned::Will(what) => (Status::Done, what),
            Planned::WillNot(why) => (Status::Off, why),
        };
        Self { step, title: step.title().to_owned(), status, detail: detail.clone() }
    }
}
