//! Gene sets scored in each sample of the cargo.

use exocast_core::{
    SeedPlan,
    options::{Options as _, Word as _},
};
use exocast_origin::enrich::{Enrichment, FeatureSets, enrich};

use super::chain::Chain;
use crate::{
    load,
    result::{AnalysisError, MirnaResult},
    study::{self, Step},
};

/// Scores the sets of `[enrich]` in its own cargo, else in that of `[origin]`, else in the miRNA counts.
pub(super) fn run(
    chain: &mut Chain<'_>,
    counted: Option<&MirnaResult>,
) -> Result<Option<Enrichment>, AnalysisError> {
    let study = chain.study;
    let Some(section) = &study.enrich else { return Ok(None) };
    if !chain.begin(Step::Enrichment, 1) {
        return Ok(None);
    }
    chain.advance(section.method.name());
    let sets = sets(chain, section)?;
    let of_origin = study.origin.as_ref().and_then(|origin| origin.cargo.as_ref());
    let cargo = match (section.cargo.as_ref().or(of_origin), counted) {
        (Some(path), _) => load::matrix(&study.resolve(path))?,
        (None, Some(counted)) => counted.counts.clone(),
        (None, None) => {
            chain.give_up("no `enrich.cargo` or `origin.cargo`, and no miRNA counts instead");
            return Ok(None);
        }
    };
    let options = section.options().check().map_err(Step::Enrichment.failed())?;
    let scores = enrich(&sets, &cargo, &options, SeedPlan::new(study.run.seed));
    chain.end();
    for notice in sets.notices().iter().chain(cargo.notices()) {
        chain.note(Step::Enrichment, notice);
    }
    scores.notices.iter().for_each(|notice| chain.note(Step::Enrichment, notice));
    Ok(Some(scores))
}

fn sets(chain: &Chain<'_>, section: &study::Enrich) -> Result<FeatureSets, AnalysisError> {
    let resolved = |path| chain.study.resolve(path);
    Ok(match (&section.sets, &section.network) {
        (_, Some(network)) => load::read(&resolved(network), FeatureSets::read_network)?,
        (Some(sets), None) => load::read(&resolved(sets), FeatureSets::read)?,
        (None, None) => FeatureSets::default(),
    })
}
