//! The result of a study.

use exocast_core::Notice;
use exocast_origin::{Deconvolution, enrich::Enrichment};
use exocast_target::{Explain, Response, SiteResponse};

use super::{
    cargo::MirnaCargo,
    contrasts::ContrastsResult,
    dose::Transferred,
    identity::IdentityResult,
    mirna::MirnaResult,
    outcome::{Outcome, VerdictText},
    programmes::ProgrammeScore,
    samples::SampleInputs,
    tables::{self, Written},
    truth::TruthRow,
    vesicles::VesiclesResult,
};
use crate::{
    figures::Figure,
    io::Provenance,
    study::{LeftOut, Step, Study},
};

/// The result of a study: what each step found, what was not computed, and what to know about it.
///
/// A step that was off, or had nothing to work on, has no result. Numbers are in the fields;
/// [`tables`](Self::tables) writes them as tables. It serialises as `analysis.json`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Analysis {
    /// The study as it was asked for, defaults included.
    pub study: Study,
    /// What became of each step, in order.
    pub steps: Vec<Outcome>,
    /// Whether the transfer can work, where a dose could be computed.
    pub verdict: Option<VerdictText>,
    /// Inputs that were left out: missing or broken files that the study goes on without.
    pub left_out: Vec<LeftOut>,
    /// What to know before trusting a number.
    pub notices: Vec<Notice>,
    /// Counts of miRNAs, and what else the reads say.
    pub mirna: Option<MirnaResult>,
    /// Sizes and numbers of the vesicles of each sample with sizing.
    pub vesicles: Option<VesiclesResult>,
    /// What the particles are.
    pub identity: Option<IdentityResult>,
    /// Copies of each miRNA over all samples.
    pub cargo: Option<Vec<MirnaCargo>>,
    /// Parent cells of each sample.
    pub origin: Option<Deconvolution>,
    /// Scores of gene sets in the cargo.
    pub enrichment: Option<Enrichment>,
    /// Copies per recipient cell, with ledger, bounds, sensitivity and verdict.
    pub dose: Option<Transferred>,
    /// Change of each gene of the recipient.
    pub response: Option<Response>,
    /// The sites that the change rests on, where the study asks for them.
    pub sites: Option<Vec<SiteResponse>>,
    /// That change over programmes of the cell.
    pub programmes: Option<Vec<ProgrammeScore>>,
    /// miRNAs that explain an observed change.
    pub evidence: Option<Explain>,
    /// Groups of samples, and how they differ.
    pub contrasts: Option<ContrastsResult>,
    /// What a simulation put in, compared with what was found, where the study is one.
    pub truth: Option<Vec<TruthRow>>,
    /// What it was made from.
    pub provenance: Provenance,
    /// The pictures of the report with the step that each belongs to.
    pub figures: Vec<(Step, Figure)>,
    /// Steps that an earlier run had finished. Their results are the same as if they had been made again.
    pub reused: Vec<Step>,
}

impl Analysis {
    /// An analysis in which no step has a result yet.
    pub(crate) fn new(study: Study, steps: Vec<Outcome>, provenance: Provenance) -> Self {
        Self {
            study,
            steps,
            verdict: None,
            left_out: Vec::new(),
            notices: Vec::new(),
            mirna: None,
            vesicles: None,
            identity: None,
            cargo: None,
            origin: None,
            enrichment: None,
            dose: None,
            response: None,
            sites: None,
            programmes: None,
            evidence: None,
            contrasts: None,
            truth: None,
            provenance,
            figures: Vec::new(),
            reused: Vec::new(),
        }
    }

    /// Every table of the results with the step that it belongs to, in the order in which they are written.
    #[must_use]
    pub fn tables(&self) -> Vec<(Step, Written)> {
        let mut all: Vec<(Step, Written)> = Vec::new();
        let mut add = |step: Step, tables: Vec<Written>| {
            all.extend(tables.into_iter().map(|table| (step, table)));
        };
        if let Some(mirna) = &self.mirna {
            add(Step::Mirna, mirna.tables());
        }
        if let Some(vesicles) = &self.vesicles {
            add(Step::Vesicles, vesicles.tables());
        }
        if let Some(identity) = &self.identity {
            add(Step::Identity, identity.tables());
        }
        if let Some(cargo) = &self.cargo {
            add(Step::Cargo, vec![tables::cargo(cargo)]);
        }
        if let Some(origin) = &self.origin {
            add(Step::Origin, tables::origin_tables(origin));
        }
        if let Some(enrichment) = &self.enrichment {
            add(Step::Enrichment, vec![tables::enrichment(enrichment)]);
        }
        if let Some(dose) = &self.dose {
            add(Step::Dose, dose.tables());
        }
        if let Some(response) = &self.response {
            add(Step::Response, vec![tables::response(response)]);
            if !response.sponges.is_empty() {
                add(Step::Response, vec![tables::sponges(&response.sponges)]);
            }
        }
        if let Some(sites) = &self.sites {
            add(Step::Response, vec![tables::sites(sites)]);
        }
        if let Some(programmes) = &self.programmes {
            add(Step::Programmes, vec![tables::programmes(programmes)]);
        }
        if let Some(evidence) = &self.evidence {
            add(Step::Evidence, vec![tables::evidence(evidence)]);
        }
        if let Some(contrasts) = &self.contrasts {
            add(Step::Contrasts, contrasts.tables());
        }
        all
    }

    /// The samples with what was used of each, and what was left out.
    #[must_use]
    pub fn samples(&self) -> Vec<SampleInputs> {
        let mut left_out = self.left_out.clone();
        left_out.extend(self.mirna.iter().flat_map(|mirna| mirna.without_mirnas(&self.study)));
        SampleInputs::of_study(&self.study, &left_out)
    }

    /// The table of samples; nothing where the study has none.
    #[must_use]
    pub fn samples_table(&self) -> Option<Written> {
        let samples = self.samples();
        (!samples.is_empty()).then(|| tables::samples(&samples))
    }

    /// The rows of that table of which something was left out, where there are some.
    #[must_use]
    pub fn left_out_table(&self) -> Option<Written> {
        tables::left_out(&self.samples())
    }

    /// The table of what a simulation put in, where the study is one.
    #[must_use]
    pub fn truth_table(&self) -> Option<Written> {
        self.truth.as_deref().map(tables::truth)
    }
}
