//! Dose and transcriptome to expression change.

use exocast_core::{
    SeedPlan,
    options::{Checked, Options as _},
};
use exocast_mirna::Catalogue;
use exocast_target::{
    Affinity, Amounts, ComputeError, Dose, Expression, GeneResponse, Mirnas, Recipient,
    RespondOptions, Response, SiteResponse, Transcripts, UnpairedCache, UtrProfiles,
};

use super::chain::Chain;
use crate::{
    affinity::{self, AffinityModel},
    figures::{self, Gene},
    load,
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

/// The model of affinity, with the path of its weights relative to the working directory.
pub(super) fn affinity(study: &Study) -> Result<Box<dyn Affinity>, AnalysisError> {
    let model = match &study.response.affinity {
        AffinityModel::Cnn(weights) => AffinityModel::Cnn(study.resolve(weights)),
        model => model.clone(),
    };
    model.load().map_err(Step::Response.failed())
}

/// The recipient cell of a study, with all that its response is computed from.
pub(super) struct Cell {
    pub(super) transcripts: Transcripts,
    pub(super) mirnas: Mirnas,
    /// The miRNAs, those that share a sequence under their joint name too.
    guides: Mirnas,
    expression: Option<Expression>,
    endogenous: Option<Amounts>,
    ends: Option<UtrProfiles>,
    affinity: Box<dyn Affinity>,
    unpaired: Option<UnpairedCache>,
    options: Checked<RespondOptions>,
    plan: SeedPlan,
}

impl Cell {
    /// Reads it; nothing where the study has no transcripts or no miRNA sequences.
    pub(super) fn load(
        chain: &mut Chain<'_>,
        catalogue: Option<&Catalogue>,
    ) -> Result<Option<Self>, AnalysisError> {
        let study = chain.study;
        let Some((path, catalogue)) = study.reference.transcripts.as_ref().zip(catalogue) else {
            return Ok(None);
        };
        let transcripts = load::transcripts(&study.resolve(path))?;
        let recipient = study.recipient.as_ref();
        let expression = match recipient.and_then(|own| Some((own, own.expression.as_ref()?))) {
            Some((own, path)) => {
                Some(load::expression(&study.resolve(path), own.expression_scale)?)
            }
            None => None,
        };
        let endogenous = recipient
            .and_then(|recipient| recipient.mirna.as_ref())
            .map(|path| load::amounts(&study.resolve(path)))
            .transpose()?;
        let affinity = affinity(study)?;
        let unpaired = match &study.response.accessibility {
            Some(path) => Some(
                affinity::accessibility(&study.resolve(path), &transcripts, chain.progress())
                    .map_err(Step::Response.failed())?,
            ),
            None => None,
        };
        let ends = (study.response.profiles.as_deref())
            .map(|path| load::read(&study.resolve(path), UtrProfiles::read))
            .transpose()?;
        Ok(Some(Self {
            transcripts,
            mirnas: load::guides(catalogue),
            guides: load::counted_guides(catalogue),
            expression,
            endogenous,
            ends,
            affinity,
            unpaired,
            options: options(study)?,
            plan: SeedPlan::new(study.run.seed),
        }))
    }

    /// What a dose does to it. Second, how many miRNAs of the dose have no sequence.
    pub(super) fn respond(
        &self,
        dose: &exocast_transfer::Dose,
    ) -> Result<(Response, usize), ComputeError> {
        let delivered = self.delivered(dose);
        let without = dose.copies.len() - delivered.entries().len();
        Ok((self.recipient().respond(&Dose::Copies(delivered), &self.options, self.plan)?, without))
    }

    /// The copies of the miRNAs that have a sequence.
    fn delivered(&self, dose: &exocast_transfer::Dose) -> Amounts {
        let known = dose.copies.iter().filter(|own| self.guides.position(&own.mirna).is_some());
        Amounts::drawn(
            known
                .map(|copies| (copies.mirna.clone(), copies.copies_per_cell, copies.draws.clone()))
                .collect(),
        )
    }

    fn recipient(&self) -> Recipient<'_, Box<dyn Affinity>> {
        let mut cell = Recipient::new(&self.guides, &self.transcripts, &self.affinity);
        if let Some(expression) = &self.expression {
            cell = cell.with_expression(expression);
        }
        if let Some(endogenous) = &self.endogenous {
            cell = cell.with_endogenous(endogenous);
        }
        if let Some(unpaired) = &self.unpaired {
            cell = cell.with_accessibility(unpaired);
        }
        if let Some(ends) = &self.ends {
            cell = cell.with_ends(ends);
        }
        cell
    }
}

/// A response, and the sites that it rests on where the study asks for them.
pub(super) type Responded = (Response, Option<Vec<SiteResponse>>);

/// Predicts the response to a dose.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cell: Option<&Cell>,
    dose: Option<&exocast_transfer::Dose>,
) -> Result<Option<Responded>, AnalysisError> {
    let Some((cell, dose)) = cell.zip(dose) else { return Ok(None) };
    if !chain.begin(Step::Response, 1) {
        return Ok(None);
    }
    chain.advance("sites and occupancy");
    let (response, without) = cell.respond(dose).map_err(Step::Response.failed())?;
    chain.end();
    if without > 0 {
        chain.note(
            Step::Response,
            format_args!("{without} miRNAs of the cargo have no sequence in the reference and no predicted targets"),
        );
    }
    response.notices.iter().for_each(|notice| chain.note(Step::Response, notice));
    let sites = if chain.study.response.sites {
        let delivered = Dose::Copies(cell.delivered(dose));
        let sites = cell.recipient().sites(&delivered, &cell.options);
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
            let (mirna, _) = gene.top.as_ref()?;
            Some((mirna.clone(), drawn(gene).name, gene.log2fc.value))
        })
        .collect();
    edges.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then_with(|| a.1.cmp(&b.1)));
    edges.truncate(NETWORK);
    edges
}
