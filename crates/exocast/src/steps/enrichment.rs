//! Gene sets scored in each sample of the cargo.

use exocast_core::{
    LabelledMatrix, SeedPlan,
    options::{Checked, Options as _, Word as _},
    table::TableNotice,
};
use exocast_origin::enrich::{EnrichOptions, Enrichment, FeatureSets, enrich};

use super::chain::Chain;
use crate::{
    load::{self, LoadError},
    result::{AnalysisError, MirnaResult},
    study::{self, Step},
};

/// Gene sets, and the cargo that they are scored in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EnrichmentInputs {
    /// The sets.
    pub sets: FeatureSets,
    /// Features × samples.
    pub cargo: LabelledMatrix,
}

impl EnrichmentInputs {
    /// The gene sets that `[enrich]` names, with weights where it names a network, and the cargo that is read for them.
    ///
    /// # Errors
    /// Where the sets or the cargo cannot be read.
    pub fn new(
        section: &study::Enrich,
        cargo: impl FnOnce(&FeatureSets) -> Result<LabelledMatrix, LoadError>,
    ) -> Result<Self, LoadError> {
        let sets = match (&section.sets, &section.network) {
            (_, Some(network)) => load::weighted_sets(network)?,
            (Some(sets), None) => load::sets(sets)?,
            (None, None) => FeatureSets::default(),
        };
        let cargo = cargo(&sets)?;
        Ok(Self { sets, cargo })
    }

    /// How the tables were read.
    pub fn notices(&self) -> impl Iterator<Item = &TableNotice> {
        self.sets.notices().iter().chain(self.cargo.notices())
    }

    /// Scores every set in every sample.
    #[must_use]
    pub fn score(&self, options: &Checked<EnrichOptions>, seed: SeedPlan) -> Enrichment {
        enrich(&self.sets, &self.cargo, options, seed)
    }
}

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
    let of_origin = study.origin.as_ref().and_then(|origin| origin.cargo.as_ref());
    let mut table = match (&section.cargo, &study.origin) {
        (None, Some(origin)) => origin.cargo_table(),
        _ => section.cargo_table(),
    };
    table.choice.names = chain.names()?;
    let inputs = match (section.cargo.as_ref().or(of_origin), counted) {
        (Some(path), _) => EnrichmentInputs::new(section, |sets| load::scores(path, &table, sets))?,
        (None, Some(counted)) => EnrichmentInputs::new(section, |_| Ok(counted.counts.clone()))?,
        (None, None) => {
            chain.give_up("no `enrich.cargo` or `origin.cargo`, and no miRNA counts instead");
            return Ok(None);
        }
    };
    let options = section.options().check().map_err(Step::Enrichment.failed())?;
    let scores = inputs.score(&options, SeedPlan::new(study.run.seed));
    chain.end();
    inputs.notices().for_each(|notice| chain.note(Step::Enrichment, notice));
    scores.notices.iter().for_each(|notice| chain.note(Step::Enrichment, notice));
    Ok(Some(scores))
}
