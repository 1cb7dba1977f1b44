//! Affinity and effect of sites with the parameters that this project fitted.

use exocast_core::{Base, Interval};

use super::{
    Affinity, FEATURES, GuideAffinity, GuideFeatures, Message, SUSCEPTIBILITY, SiteContext,
    embedded, susceptibility_features,
};
use crate::{Mirna, Region, SiteType, parameters as p};

/// The free complex, in nM, that the transfections of the fit are taken to have had: `TargetScan` 8's
/// value for a transfected miRNA. It sets the scale of Kd and cannot be told from it.
pub const TRANSFECTED_NM: f64 = 4.1;

/// Parameters of sites and mRNAs, as `cargo xtask fit` estimates and writes them.
///
/// E = E(type) + Σ c·feature (+ −ln Kd of another model), ln Kd = ln 4.1 nM − E, and
/// log2 fold change = −log2(1 + b·N), ln b = ln slope + Σ s·feature of the mRNA.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteModel {
    /// E of each site type, in the order of [`SiteType::ALL`].
    pub kinds: [f64; 6],
    /// Coefficients of [`FEATURES`].
    pub coefficients: [f64; FEATURES.len()],
    /// ln b.
    pub ln_slope: f64,
    /// Coefficients of [`SUSCEPTIBILITY`].
    pub susceptibility: [f64; SUSCEPTIBILITY.len()],
    /// Standard deviation of a guide's ln Kd as a whole around this model, from held-out predictions.
    pub guide_error: f64,
    /// Standard deviation of an mRNA's ln N around this model, likewise.
    pub transcript_error: f64,
    /// Mean per-miRNA r² with miRNA and gene left out, and the ends of its 95 % bootstrap interval.
    pub held_out: (f64, f64, f64),
}

impl SiteModel {
    /// ln Kd (nM) of a site of a type with these features.
    #[must_use]
    pub fn ln_kd(&self, kind: SiteType, features: &[f64; FEATURES.len()]) -> f64 {
        let surroundings: f64 = self.coefficients.iter().zip(features).map(|(c, x)| c * x).sum();
        TRANSFECTED_NM.ln() - self.kinds[kind as usize] - surroundings
    }

    /// ln b of an mRNA.
    #[must_use]
    pub fn ln_bears(&self, message: &Message) -> f64 {
        let features = susceptibility_features(message);
        let of_message: f64 = self.susceptibility.iter().zip(features).map(|(s, x)| s * x).sum();
        self.ln_slope + of_message
    }

    /// b, with the range that a twofold error either way gives it.
    #[must_use]
    pub fn slope(&self) -> Interval {
        let slope = self.ln_slope.exp();
        Interval::new(slope, slope / 2.0, slope * 2.0)
    }

    /// ln Kd of a type with the features that sites of a region have on average.
    #[must_use]
    pub fn typical_ln_kd(&self, kind: SiteType, region: Region) -> f64 {
        let orf = f64::from(region == Region::Orf);
        let mut features = [0.0; FEATURES.len()];
        (features[0], features[1], features[2], features[8]) = (orf, 0.05, 2.0, 1.0);
        self.ln_kd(kind, &features)
    }
}

/// The embedded model: affinity from site type, pairing, surroundings and place, by parameters fitted on
/// transfections of `HeLa` cells (GSE140217).
///
/// Kd is apparent: it holds how often a site is occupied and whether that comes to bear, which mRNA
/// levels cannot tell apart. What was fitted, on what and how well stands beside the numbers and in
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
    #[must_use]
    pub const fn new(plain: SiteModel, with_access: SiteModel) -> Self {
        Self { plain, with_access }
    }

    /// The parameters for sites whose accessibility is not known.
    #[must_use]
    pub const fn model(&self) -> &SiteModel {
        &self.plain
    }

    fn of(&self, site: &SiteContext<'_>) -> &SiteModel {
        if site.ln_unpaired.is_some() { &self.with_access } else { &self.plain }
    }
}

impl Affinity for FittedAffinity {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        let features = GuideFeatures::new(guide);
        Box::new(move |site| self.of(site).ln_kd(site.kind, &features.site(site)))
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
