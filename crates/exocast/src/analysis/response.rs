//! Dose and transcriptome to expression change, programmes, and evidence from an observed change.

use exocast_mirna::Catalogue;
use exocast_target::{
    Amounts, Dose, ExplainOptions, ExpressionScale, FittedAffinity, Mirnas, Recipient,
    RespondOptions, Response, Transcripts, explain,
};

use super::{AnalysisError, chain::Chain, programmes};
use crate::{
    Study, load,
    report::figures,
    study::{self, Step},
};

/// Checks that the scale of the expression is one.
pub(super) fn check(study: &Study) -> Result<(), AnalysisError> {
    study.recipient.iter().try_for_each(|recipient| scale(recipient).map(drop))
}

pub(super) fn scale(recipient: &study::Recipient) -> Result<ExpressionScale, AnalysisError> {
    load::named(&recipient.expression_scale).map_err(Step::Response.failed())
}

/// Predicts the response and what follows from it.
pub(super) fn run(
    chain: &mut Chain<'_>,
    catalogue: Option<&Catalogue>,
    dose: Option<&exocast_transfer::Dose>,
) -> Result<(), AnalysisError> {
    let study = chain.study;
    let Some((path, catalogue)) = study.reference.transcripts.as_ref().zip(catalogue) else {
        return Ok(());
    };
    let transcripts = load::transcripts(&study.resolve(path))?;
    let mirnas = load::guides(catalogue);
    if let Some(dose) = dose
        && chain.begin(Step::Response, 1)
    {
        chain.advance("sites and occupancy");
        let response = respond(chain, &load::counted_guides(catalogue), &transcripts, dose)?;
        chain.end();
        chain.table("response", response.table());
        let points: Vec<(f64, f64)> =
            response.genes.iter().map(|gene| (gene.base_tpm, gene.log2fc.value)).collect();
        chain.figure(figures::response(&points));
        programmes::run(chain, &response)?;
    }
    evidence(chain, &mirnas, &transcripts)
}

fn respond(
    chain: &mut Chain<'_>,
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    dose: &exocast_transfer::Dose,
) -> Result<Response, AnalysisError> {
    let study = chain.study;
    let recipient = study.recipient.as_ref();
    let expression = match recipient
        .and_then(|recipient| Some((recipient, recipient.expression.as_ref()?)))
    {
        Some((recipient, path)) => Some(load::expression(&study.resolve(path), scale(recipient)?)?),
        None => None,
    };
    let endogenous = recipient
        .and_then(|recipient| recipient.mirna.as_ref())
        .map(|path| load::amounts(&study.resolve(path)))
        .transpose()?;
    let delivered = Amounts::new(
        dose.copies
            .iter()
            .filter(|copies| mirnas.position(&copies.mirna).is_some())
            .map(|copies| (copies.mirna.clone(), copies.copies_per_cell))
            .collect(),
    );
    let without = dose.copies.len() - delivered.entries().len();
    if without > 0 {
        chain.note(
            Step::Response,
            format_args!("{without} miRNAs of the cargo have no sequence in the reference and no predicted targets"),
        );
    }
    let affinity = FittedAffinity::default();
    let mut cell = Recipient::new(mirnas, transcripts, &affinity);
    if let Some(expression) = &expression {
        cell = cell.with_expression(expression);
    }
    if let Some(endogenous) = &endogenous {
        cell = cell.with_endogenous(endogenous);
    }
    let options = RespondOptions { seed: study.run.seed, ..RespondOptions::default() };
    let options = options.check().map_err(Step::Response.failed())?;
    let response =
        cell.respond(&Dose::Copies(delivered), &options).map_err(Step::Response.failed())?;
    response.notices.iter().for_each(|notice| chain.note(Step::Response, notice));
    Ok(response)
}

/// Ranks the miRNAs of the reference by how well their targets explain an observed change.
fn evidence(
    chain: &mut Chain<'_>,
    mirnas: &Mirnas,
    transcripts: &Transcripts,
) -> Result<(), AnalysisError> {
    let study = chain.study;
    let observed = study.recipient.as_ref().and_then(|recipient| recipient.observed.as_ref());
    let Some(path) = observed else { return Ok(()) };
    if !chain.begin(Step::Evidence, 1) {
        return Ok(());
    }
    chain.advance("targets against others");
    let observed = load::observed(&study.resolve(path))?;
    let options = ExplainOptions::default().check().map_err(Step::Evidence.failed())?;
    let found =
        explain(&observed, mirnas, transcripts, &options).map_err(Step::Evidence.failed())?;
    chain.end();
    found.notices.iter().for_each(|notice| chain.note(Step::Evidence, notice));
    chain.table("evidence", found.table());
    Ok(())
}
