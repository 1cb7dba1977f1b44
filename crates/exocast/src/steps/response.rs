//! Dose and transcriptome to expression change, programmes, and evidence from an observed change.

use exocast_core::{
    SeedPlan,
    options::{Checked, Options as _},
};
use std::collections::BTreeSet;

use exocast_mirna::Catalogue;
use exocast_target::{
    Affinity, Amounts, ComputeError, Dose, ExplainOptions, Expression, GeneResponse, Mirna, Mirnas,
    Observed, Recipient, Region, RespondOptions, Response, ScanOptions, SiteResponse, SiteScanner,
    Transcripts, UnpairedCache, UtrProfiles, explain,
};

use super::{chain::Chain, programmes};
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
    transcripts: Transcripts,
    mirnas: Mirnas,
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

/// Predicts the response and what follows from it.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cell: Option<&Cell>,
    dose: Option<&exocast_transfer::Dose>,
) -> Result<(), AnalysisError> {
    let Some(cell) = cell else { return Ok(()) };
    if let Some(dose) = dose
        && chain.begin(Step::Response, 1)
    {
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
        chain.table("response", response.table());
        if chain.study.response.sites {
            let delivered = Dose::Copies(cell.delivered(dose));
            let sites = cell.recipient().sites(&delivered, &cell.options);
            let sites = sites.map_err(Step::Response.failed())?;
            chain.table("response_sites", SiteResponse::table(&sites));
        }
        let genes: Vec<Gene> = response.genes.iter().map(drawn).collect();
        chain.figure(figures::response(&genes));
        let edges = strongest(&response);
        if !edges.is_empty() {
            chain.figure(figures::network(&edges));
        }
        programmes::run(chain, &response)?;
    }
    evidence(chain, cell)
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

/// Ranks the miRNAs of the reference by how well their targets explain an observed change.
fn evidence(chain: &mut Chain<'_>, cell: &Cell) -> Result<(), AnalysisError> {
    let study = chain.study;
    let observed = study.recipient.as_ref().and_then(|recipient| recipient.observed.as_ref());
    let Some(path) = observed else { return Ok(()) };
    if !chain.begin(Step::Evidence, 1) {
        return Ok(());
    }
    chain.advance("targets against others");
    let observed = load::observed(&study.resolve(path))?;
    let options = ExplainOptions::default().check().map_err(Step::Evidence.failed())?;
    // One seed for every study: shuffled seeds belong to the miRNAs, not to the study.
    let plan = SeedPlan::new(1);
    let found = explain(&observed, &cell.mirnas, &cell.transcripts, &options, plan)
        .map_err(Step::Evidence.failed())?;
    chain.end();
    found.notices.iter().for_each(|notice| chain.note(Step::Evidence, notice));
    if let Some(best) = found.evidence.first() {
        let (targets, others) =
            apart(&best.mirna, cell, &observed).map_err(Step::Evidence.failed())?;
        if targets.len().min(others.len()) > 1 {
            chain.figure(figures::evidence(&best.mirna, &targets, &others));
        }
    }
    chain.table("evidence", found.table());
    Ok(())
}

/// Observed changes of genes with a site of a miRNA in their 3'UTR, and of those without.
fn apart(
    mirna: &str,
    cell: &Cell,
    observed: &Observed,
) -> Result<(Vec<f64>, Vec<f64>), ComputeError> {
    let own: Vec<Mirna> = cell
        .mirnas
        .position(mirna)
        .and_then(|place| cell.mirnas.as_slice().get(place))
        .cloned()
        .into_iter()
        .collect();
    let scanner = SiteScanner::new(&own, &ScanOptions::default());
    let mut with: BTreeSet<usize> = BTreeSet::new();
    for site in scanner.sites(&cell.transcripts).filter(|site| site.region == Region::Utr3) {
        with.extend(cell.transcripts.position(site.transcript.name));
    }
    let mut sides = (Vec::new(), Vec::new());
    for (log2fc, places) in observed.placed(&cell.transcripts)?.0 {
        let has_site = places.iter().any(|place| with.contains(place));
        let side = if has_site { &mut sides.0 } else { &mut sides.1 };
        side.push(log2fc);
    }
    Ok(sides)
}
