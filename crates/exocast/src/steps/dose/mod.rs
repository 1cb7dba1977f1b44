//! Cargo and vesicles to copies per recipient cell.

mod effect;
mod transferred;

use std::collections::BTreeMap;

use exocast_core::options::Options as _;
use exocast_transfer::{Checked, Options, Override, Status};

pub use self::{
    effect::{GeneEffect, GeneEffectError},
    transferred::TransferError,
};
use super::{cargo::Pooled, chain::Chain};
use crate::{
    result::{AnalysisError, Transferred, VerdictText},
    study::{Step, Study},
};

/// Computes the ledger, bounds, sensitivity and verdict, and what belongs to them.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cargo: Option<&Pooled>,
) -> Result<Option<Transferred>, AnalysisError> {
    let Some(cargo) = cargo else { return Ok(None) };
    if !chain.begin(Step::Dose, 1) {
        return Ok(None);
    }
    chain.advance(chain.study.transfer.scenario.name());
    let options = options(chain.study)?;
    let entries = cargo.for_transfer(&options.parameters());
    let found =
        Transferred::new(entries, cargo.vesicles.clone(), options).map_err(Step::Dose.failed())?;
    chain.end();
    found.dose.notices.iter().for_each(|notice| chain.note(Step::Dose, notice));
    found.figures.iter().for_each(|figure| chain.figure(figure.clone()));
    chain.verdict(in_words(&found));
    Ok(Some(found))
}

/// The options of the transfer model as the study sets them.
pub(super) fn options(study: &Study) -> Result<Checked, AnalysisError> {
    let mut parameters: BTreeMap<String, Override> = BTreeMap::new();
    for (name, setting) in &study.transfer.parameters {
        let written = name.replace('_', "-");
        let amount = setting.amount().map_err(Step::Dose.failed())?;
        if parameters.insert(written, amount).is_some() {
            return Err(Step::Dose.failed()(SetTwice(name.clone())));
        }
    }
    let mut options = Options::new(study.transfer.scenario);
    options.draws = study.run.draws;
    options.seed = study.run.seed;
    options.keep_draws = super::response::DRAWS;
    options.parameters = parameters;
    options.check().map_err(Step::Dose.failed())
}

#[derive(Debug, thiserror::Error)]
#[error("`transfer.{0}` is set twice, with `-` and with `_`; keep one")]
struct SetTwice(String);

fn in_words(found: &Transferred) -> VerdictText {
    let verdict = &found.dose.verdict;
    VerdictText {
        headline: verdict.headline(),
        because: vec![verdict.because().to_owned(), through(found)],
    }
}

/// Through what the vesicles could act.
fn through(found: &Transferred) -> String {
    let listed: Vec<String> = found
        .mechanisms
        .iter()
        .map(|own| format!("{} {}", own.mechanism, percent(own.probability)))
        .collect();
    let measured = found.dose.copies.iter().any(|own| own.status == Status::Measured);
    let rest = if measured { "All but miRNA rest" } else { "All rest" };
    format!(
        "Through what: share of the draws in which each mechanism reaches what a recipient answers to: {}. {rest} on assumed amounts per vesicle.",
        listed.join(", ")
    )
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 { "< 0.1 %".to_owned() } else { format!("{percent:.1} %") }
}
