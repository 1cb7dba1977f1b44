//! Affinity and effect of sites with the parameters that this project fitted.

use super::embedded;
use exocast_core::{Base, Interval};

use super::{
    context::SiteContext,
    features::GuideFeatures,
    model::{Affinity, GuideAffinity},
    site_model::SiteModel,
};
use crate::{
    input::{Message, Mirna, Region},
    parameters as p,
    sites::SiteType,
};

/// The embedded model: affinity from site type, pairing, surroundings and place, by parameters fitted on
/// transfections of `HeLa` cells (GSE140217).
///
/// Kd is apparent: it contains how often a site is occupied and how effective that is, which mRNA
/// levels cannot separate. What was fitted, on what and how well is written next to the numbers and in
/// docs/methods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedAffinity {
    plain: SiteModel,
    with_access: SiteModel,
}

impl Default for FittedAffinity {
    fn default() -> Self {
        Self { plain: embedded::FITTED, with_access: embedded::FITTED_WITH_ACCESS }
    }
}

impl FittedAffinity {
    /// The same model with other parameters: those for sites whose accessibility is not known, and those
    /// for sites whose accessibility is.
    #[allow(clippy::large_types_passed_by_value, reason = "both are kept")]
    pub(crate) const fn new(plain: SiteModel, with_access: SiteModel) -> Self {
        Self { plain, with_access }
    }

    fn model_for(&self, site: &SiteContext<'_>) -> &SiteModel {
        if site.ln_unpaired.is_some() { &self.with_access } else { &self.plain }
    }
}

impl Affinity for FittedAffinity {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        let features = GuideFeatures::new(guide);
        Box::new(move |site| self.model_for(site).ln_kd(site.kind, &features.site(site)))
    }

    fn typical_ln_kd(&self, _: &Mirna, kind: SiteType, region: Region) -> f64 {
        self.plain.typical_ln_kd(kind, region)
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        guide.sequence().bases().get(1..).unwrap_or_default()
    }

    fn types(&self) -> &[SiteType] {
        &SiteType::ALL
    }

    fn slope(&self) -> Interval {
        self.plain.slope()
    }

    fn typical_free_nm(&self) -> f64 {
        p::TYPICAL_FREE.value
    }

    fn susceptibility(&self, message: &Message, accessible: bool) -> f64 {
        let model = if accessible { &self.with_access } else { &self.plain };
        (model.ln_bears(message) - self.plain.ln_slope).exp()
    }

    fn guide_error(&self) -> f64 {
        self.plain.guide_error
    }

    fn transcript_error(&self) -> f64 {
        self.plain.transcript_error
    }
}
