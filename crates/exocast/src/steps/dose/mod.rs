//! Cargo and vesicles to copies per recipient cell.

mod effect;
mod options;
mod transferred;

use exocast_transfer::Status;

pub(super) use self::options::options;
pub use self::{
    effect::{GeneEffect, GeneEffectError},
    transferred::TransferError,
};
use super::{cargo::Pooled, chain::Chain};
use crate::{
    result::{AnalysisError, Transferred, VerdictText},
    study::Step,
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
