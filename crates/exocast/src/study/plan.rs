//! What will and will not be computed, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contrast, Study};

/// A step of the analysis, in the order in which they run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Reads to counts and isomiRs.
    Mirna,
    /// Sizing exports to size, number and classes.
    Vesicles,
    /// Kinds of particles, and the items that a report of them must state.
    Identity,
    /// Counts, spikes and particles to copies.
    Cargo,
    /// Cargo to parent cells.
    Origin,
    /// Gene sets scored in each sample of the cargo.
    Enrichment,
    /// Cargo and vesicles to copies per recipient cell.
    Dose,
    /// Dose and transcriptome to expression change.
    Response,
    /// Response summarised over gene sets.
    Programmes,
    /// miRNAs that explain an observed change.
    Evidence,
    /// Differences between groups of samples, from cargo to response.
    Contrasts,
}

impl Step {
    /// All steps, in the order in which they run.
    pub const ALL: [Self; 11] = [
        Self::Mirna,
        Self::Vesicles,
        Self::Identity,
        Self::Cargo,
        Self::Origin,
        Self::Enrichment,
        Self::Dose,
        Self::Response,
        Self::Programmes,
        Self::Evidence,
        Self::Contrasts,
    ];

    /// The step in words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mirna => "miRNA counts",
            Self::Vesicles => "vesicle sizes",
            Self::Identity => "kinds of particles",
            Self::Cargo => "cargo in copies",
            Self::Origin => "parent cells",
            Self::Enrichment => "gene sets in the cargo",
            Self::Dose => "dose per recipient cell",
            Self::Response => "recipient response",
            Self::Programmes => "programmes",
            Self::Evidence => "evidence from an observed change",
            Self::Contrasts => "differences between groups",
        }
    }

    /// The step as a task, for messages: "cannot …".
    #[must_use]
    pub const fn task(self) -> &'static str {
        match self {
            Self::Mirna => "count miRNAs",
            Self::Vesicles => "summarise the sizing exports",
            Self::Identity => "identify the particles",
            Self::Cargo => "combine cargo and particles",
            Self::Origin => "estimate the parent cells",
            Self::Enrichment => "score the gene sets",
            Self::Dose => "compute the dose",
            Self::Response => "predict the response",
            Self::Programmes => "score the programmes",
            Self::Evidence => "explain the observed change",
            Self::Contrasts => "compare the groups",
        }
    }
}

/// Whether a step will run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "status", content = "because")]
pub enum Planned {
    /// It will; from which inputs, and what stays unknown.
    Will(String),
    /// It will not; which input is missing.
    WillNot(String),
}

/// What a study will and will not compute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plan(pub Vec<(Step, Planned)>);

impl Plan {
    /// Whether a step will run.
    #[must_use]
    pub fn will(&self, step: Step) -> bool {
        self.0.iter().any(|(s, planned)| *s == step && matches!(planned, Planned::Will(_)))
    }
}

impl Study {
    /// Whether each step will run and from which inputs, or what is missing.
    #[must_use]
    pub fn plan(&self) -> Plan {
        // Steps that a section alone asks for are no part of studies without it.
        let steps = Step::ALL.into_iter();
        let steps = steps.filter(|step| *step != Step::Enrichment || self.enrich.is_some());
        Plan(steps.map(|step| (step, self.planned(step))).collect())
    }

    fn planned(&self, step: Step) -> Planned {
        let with_reads = self.samples.iter().filter(|sample| !sample.reads.is_empty()).count();
        let with_counts = self.samples.iter().filter(|sample| sample.counts.is_some()).count();
        let with_sizing = self.samples.iter().filter(|sample| !sample.sizing.is_empty()).count();
        let total = self.samples.len();
        let spikes = self.spikes.as_ref().is_some_and(|spikes| spikes.amounts.is_some());
        let volume = self.samples.iter().any(|sample| sample.volume_ul.is_some());
        let reference = &self.reference;
        let sequences = reference.has_mirnas();
        let counted = if sequences { with_reads } else { 0 } + with_counts;
        let reference_complete = sequences && reference.transcripts.is_some();
        match step {
            Step::Mirna if with_reads > 0 && !sequences => {
                self.reads_checked(with_reads, with_counts)
            }
            Step::Cargo | Step::Dose if counted == 0 && with_reads > 0 => {
                no("reads cannot be counted without `reference.hairpin` and `reference.annotation`")
            }
            Step::Mirna | Step::Cargo if counted == 0 => no("no sample has `reads` or `counts`"),
            Step::Mirna => yes(format!(
                "{with_reads} of {total} samples from reads, {with_counts} from counts"
            )),
            Step::Vesicles if with_sizing == 0 => no("no sample has `sizing`"),
            Step::Vesicles => yes(format!("{with_sizing} of {total} samples have sizing exports")),
            Step::Identity => self.identity_planned(with_sizing),
            Step::Cargo => yes(match (spikes && with_reads > 0, volume, with_sizing > 0) {
                (true, true, true) => {
                    "copies per mL and per vesicle, from spikes, volumes and sizing"
                }
                (true, true, false) => {
                    "copies per mL; copies per vesicle stay unknown without sizing"
                }
                (true, false, _) => {
                    "reads only: spikes are given but no sample has `volume_ul`, so copies per mL stay unknown"
                }
                (false, ..) => {
                    "reads only: absolute copies need reads and `[spikes]` with amounts; the dose uses a published prior"
                }
            }),
            Step::Origin => match &self.origin {
                None => no("no `[origin]` signature"),
                Some(origin) if origin.cargo.is_some() => yes("signature against the cargo table"),
                Some(_) if counted == 0 => no("no `origin.cargo`, and no miRNA counts instead"),
                Some(_) => yes("signature against the miRNA counts"),
            },
            Step::Enrichment => self.enrichment_planned(counted),
            Step::Dose if counted == 0 => no("no cargo: no sample has `reads` or `counts`"),
            Step::Dose => yes(if with_sizing > 0 {
                format!("scenario {}", self.transfer.scenario)
            } else {
                format!(
                    "scenario {}; vesicle number assumed, as no sample has `sizing`",
                    self.transfer.scenario
                )
            }),
            Step::Response => match (&self.reference, counted) {
                (_, 0) => no("no dose without cargo"),
                (reference, _) if reference.transcripts.is_none() => {
                    no("no `reference.transcripts`")
                }
                (reference, _) if !reference.has_mirnas() => {
                    no("no miRNA sequences: `reference.hairpin` and `reference.annotation`")
                }
                _ if self.recipient.as_ref().is_none_or(|r| r.expression.is_none()) => {
                    yes("all transcripts taken as expressed alike: no `recipient.expression`")
                }
                _ => yes("over the genes that the recipient expresses"),
            },
            Step::Programmes => match self.planned(Step::Response) {
                Planned::Will(_) if self.programmes.is_none() => {
                    yes("the response over eight programmes of the cell")
                }
                Planned::Will(_) => {
                    yes("the response over eight programmes of the cell, and the gene sets given")
                }
                Planned::WillNot(why) => no(format!("no response: {why}")),
            },
            Step::Evidence => match &self.recipient {
                Some(recipient) if recipient.observed.is_some() => {
                    if reference_complete {
                        yes("miRNAs ranked by how well their targets explain the observed change")
                    } else {
                        no(
                            "an observed change also needs the reference: hairpin, annotation, transcripts",
                        )
                    }
                }
                _ => no("no `recipient.observed` change"),
            },
            Step::Contrasts if self.contrasts().is_empty() => {
                no("the samples have fewer than two groups")
            }
            Step::Contrasts if counted == 0 && with_sizing == 0 => {
                no("no sample has `reads`, `counts` or `sizing`")
            }
            Step::Contrasts => {
                let named =
                    |contrast: &Contrast| format!("{} against {}", contrast.case, contrast.against);
                yes(self.contrasts().iter().map(named).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl Study {
    /// Reads are trimmed and checked where there is no reference to count them against.
    fn reads_checked(&self, with_reads: usize, with_counts: usize) -> Planned {
        let also =
            if with_counts > 0 { format!("; {with_counts} from counts") } else { String::new() };
        yes(format!(
            "{with_reads} of {} samples have reads, which are trimmed and checked but not counted: {}{also}",
            self.samples.len(),
            no_reference(&self.study.organism)
        ))
    }

    fn enrichment_planned(&self, counted: usize) -> Planned {
        let has_cargo = self.enrich.as_ref().is_some_and(|enrich| enrich.cargo.is_some())
            || self.origin.as_ref().is_some_and(|origin| origin.cargo.is_some());
        match (has_cargo, counted) {
            (true, _) => yes("sets in each sample of the cargo table"),
            (false, 0) => no("no `enrich.cargo` or `origin.cargo`, and no miRNA counts instead"),
            (false, _) => yes("sets in the miRNA counts of each sample"),
        }
    }

    fn identity_planned(&self, with_sizing: usize) -> Planned {
        let identity = self.identity.as_ref();
        let proteins = identity.is_some_and(|identity| identity.proteins.is_some());
        let lipids = identity.is_some_and(|identity| identity.lipids.is_some());
        match (with_sizing > 0, proteins, lipids) {
            (false, false, _) => no("no sample has `sizing`, and there is no `identity.proteins`"),
            (false, true, _) => yes("proteins alone: kinds of particles need `sizing`"),
            (true, true, true) => yes("by size, proteins and lipids"),
            (true, true, false) => yes("by size and proteins; no `identity.lipids`"),
            (true, false, true) => yes("by size and lipids; no `identity.proteins`"),
            (true, false, false) => {
                yes("by size alone: no `identity.proteins` or `identity.lipids`")
            }
        }
    }
}

/// That there is no reference, and how to get one.
pub(crate) fn no_reference(organism: &str) -> String {
    let first = organism.split(',').next().unwrap_or_default().trim();
    let annotation = match first {
        "hsa" => "`exocast data add mirbase-22.1-hsa-gff3`".to_owned(),
        other => format!("{other}.gff3 of miRBase"),
    };
    format!(
        "no `reference.hairpin` and `reference.annotation` (`exocast data add mirbase-22.1-hairpin`, {annotation})"
    )
}

fn yes(what: impl Into<String>) -> Planned {
    Planned::Will(what.into())
}

fn no(why: impl Into<String>) -> Planned {
    Planned::WillNot(why.into())
}
