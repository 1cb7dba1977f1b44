//! Dose and transcriptome to expression change.

use exocast_core::{
    SeedPlan,
    options::{Checked, Options as _},
};
use exocast_mirna::{Catalogue, Guides};
use exocast_target::{Amounts, Dose, GeneResponse, RespondOptions, Response, SiteResponse};
use exocast_transfer::{self as transfer, ArgonauteDraws};

use super::{
    chain::Chain,
    guides,
    notice::StepNotice,
    recipient::{RecipientCell, RecipientError, RecipientFiles},
};
use crate::{
    figures::{self, Gene},
    result::AnalysisError,
    study::{Step, Study},
};

/// Genes of the picture of miRNAs and genes.
const NETWORK: usize = 60;
/// Draws behind each interval of the response.
pub(super) const DRAWS: usize = 200;

/// Checks what can be without reading files.
pub(super) fn check(study: &Study) -> Result<(), AnalysisError> {
    options(study).map(drop)
}

fn options(study: &Study) -> Result<Checked<RespondOptions>, AnalysisError> {
    let mut options = study.response.options();
    (options.draws, options.keep_draws) = (DRAWS, study.groups().len() > 1);
    options.check().map_err(Step::Response.failed())
}

/// Reads the recipient cell of a study; nothing if it has no transcripts or no miRNA sequences.
pub(super) fn recipient(
    chain: &mut Chain<'_>,
    catalogue: Option<&Catalogue>,
    counted: &Guides,
) -> Result<Option<RecipientCell>, AnalysisError> {
    let files = RecipientFiles::of_study(chain.study);
    let Some((mut files, catalogue)) = files.zip(catalogue) else { return Ok(None) };
    files.expression_table.choice.names = chain.names()?;
    let cell = RecipientCell::load(&files, guides::mirnas(catalogue, counted), chain.progress());
    cell.map(Some).map_err(|error| match error {
        RecipientError::Load(error) => error.into(),
        RecipientError::Affinity(error) => Step::Response.failed()(error),
    })
}

/// The delivered copies of the guides that have a sequence, before they compete for Argonaute: the response cuts them.
fn delivered(cell: &RecipientCell, dose: &transfer::Dose) -> Amounts {
    let named = dose.copies.iter().map(|copies| (copies.label(), copies));
    let known = named.filter(|(name, _)| cell.mirnas().position(name).is_some());
    Amounts::drawn(
        known
            .map(|(name, copies)| (name, copies.delivered, copies.delivered_draws.clone()))
            .collect(),
    )
}

/// The response of the recipient of a study to copies that were delivered.
fn respond(
    study: &Study,
    cell: &RecipientCell,
    delivered: &Dose,
    argonaute: &ArgonauteDraws,
) -> Result<Response, AnalysisError> {
    let seed = SeedPlan::new(study.run.seed);
    let response = cell.respond_with(delivered, argonaute, &options(study)?, seed);
    response.map_err(Step::Response.failed())
}

/// The response of the recipient of a study to the dose of some of its samples.
pub(super) fn response_to(
    study: &Study,
    cell: &RecipientCell,
    dose: &transfer::Dose,
) -> Result<Response, AnalysisError> {
    respond(study, cell, &Dose::Copies(delivered(cell, dose)), &dose.argonaute)
}

/// A response, and the sites that it rests on where the study asks for them.
pub(super) type Responded = (Response, Option<Vec<SiteResponse>>);

/// Predicts the response to a dose.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cell: Option<&RecipientCell>,
    dose: Option<&transfer::Dose>,
) -> Result<Option<Responded>, AnalysisError> {
    let Some((cell, dose)) = cell.zip(dose) else { return Ok(None) };
    if !chain.begin(Step::Response, 1) {
        return Ok(None);
    }
    chain.advance("sites and occupancy");
    let study = chain.study;
    let amounts = delivered(cell, dose);
    let without = dose.copies.len() - amounts.entries().len();
    let delivered = Dose::Copies(amounts);
    let response = respond(study, cell, &delivered, &dose.argonaute)?;
    chain.end();
    if without > 0 {
        chain.note(Step::Response, &StepNotice::NoSequence { mirnas: without });
    }
    response.notices.iter().for_each(|notice| chain.note(Step::Response, notice));
    let sites = if study.response.sites {
        let sites = cell.sites_with(&delivered, &dose.argonaute, &options(study)?);
        Some(sites.map_err(Step::Response.failed())?)
    } else {
        None
    };
    let genes: Vec<Gene> = response.genes.iter().map(drawn).collect();
    chain.figure(figures::response(&genes));
    let edges = strongest(&response);
    if !edges.is_empty() {
        chain.figure(figures::network(&edges));
    }
    Ok(Some((response, sites)))
}

fn drawn(gene: &GeneResponse) -> Gene {
    let name = gene.gene.as_ref().unwrap_or(&gene.transcript);
    Gene { name: name.clone(), log2fc: gene.log2fc, probability_down: gene.probability_down }
}

/// The genes that change most, with the miRNA that does most to each.
fn strongest(response: &Response) -> Vec<(String, String, f64)> {
    let mut edges: Vec<(String, String, f64)> = response
        .genes
        .iter()
        .filter(|gene| gene.log2fc.value.abs() > 0.0)
        .filter_map(|gene| {
            let top = gene.top.as_ref()?;
            Some((top.label(), drawn(gene).name, gene.log2fc.value))
        })
        .collect();
    edges.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then_with(|| a.1.cmp(&b.1)));
    edges.truncate(NETWORK);
    edges
}
