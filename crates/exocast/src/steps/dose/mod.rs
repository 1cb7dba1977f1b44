//! Cargo and vesicles to copies per recipient cell.

mod effect;
mod options;
mod seeds;
mod study_recipient;
mod transferred;

use exocast_core::SeedPlan;
use exocast_mirna::Catalogue;
use exocast_transfer::Status;

pub(super) use self::options::{options, with_recipient};
pub use self::{
    effect::{GeneEffect, GeneEffectError},
    seeds::{SeedNames, SeedNotice},
    transferred::TransferError,
};
use super::{cargo::Pooled, chain::Chain};
use crate::{
    result::{AnalysisError, StatedVerdict, Transferred, VerdictText},
    study::Step,
};

/// Computes the ledger, bounds, sensitivity and verdict, and what belongs to them.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cargo: Option<&Pooled>,
    catalogue: Option<&Catalogue>,
) -> Result<Option<Transferred>, AnalysisError> {
    let Some(cargo) = cargo else { return Ok(None) };
    if !chain.begin(Step::Dose, 1) {
        return Ok(None);
    }
    chain.advance(chain.study.transfer.scenario.name());
    let names = catalogue.map(SeedNames::of_catalogue).unwrap_or_default();
    let (options, of_recipient) = with_recipient(chain.study, &names)?;
    let seed = SeedPlan::new(chain.study.run.seed);
    let (entries, by_name) = names.fill(cargo.for_transfer(&options.parameters()));
    let transferred = Transferred::new(entries, cargo.vesicles.clone(), options, seed)
        .map_err(Step::Dose.failed())?;
    chain.end();
    for notice in of_recipient {
        chain.notice(notice);
    }
    if let Some(notice) = &by_name {
        chain.note(Step::Dose, notice);
    }
    transferred.dose.notices.iter().for_each(|notice| chain.note(Step::Dose, notice));
    transferred.figures.iter().for_each(|figure| chain.figure(figure.clone()));
    chain.verdict(in_words(&transferred));
    Ok(Some(transferred))
}

fn in_words(transferred: &Transferred) -> VerdictText {
    let StatedVerdict { headline, verdict } = transferred.stated();
    let because = vec![verdict.because.clone(), mechanisms_in_words(transferred)];
    VerdictText { headline, because }
}

/// Through what the vesicles could act.
fn mechanisms_in_words(transferred: &Transferred) -> String {
    let listed: Vec<String> = transferred
        .mechanisms
        .iter()
        .map(|mechanism| format!("{} {}", mechanism.mechanism, percent(mechanism.probability)))
        .collect();
    let measured = transferred.dose.copies.iter().any(|copies| copies.status == Status::Measured);
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
