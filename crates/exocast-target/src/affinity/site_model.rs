//! Parameters of sites and mRNAs.

use exocast_core::Interval;

use super::features::{FEATURES, SUSCEPTIBILITY, susceptibility_features};
use crate::{
    input::{Message, Region},
    sites::SiteType,
};

/// The free complex, in nM, that the transfections of the fit are taken to have had: `TargetScan` 8's
/// value for a transfected miRNA. It sets the scale of Kd and cannot be told from it.
pub const TRANSFECTED_NM: f64 = 4.1;

/// Parameters of sites and mRNAs, as `cargo xtask fit` estimates and writes them.
///
/// E = E(type) + Σ c·feature (+ −ln Kd of another model), ln Kd = ln 4.1 nM − E, and
/// log2 fold change = −log2(1 + b·N), ln b = ln slope + Σ s·feature of the mRNA.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
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
    pub(crate) fn ln_kd(&self, kind: SiteType, features: &[f64; FEATURES.len()]) -> f64 {
        let surroundings: f64 = self.coefficients.iter().zip(features).map(|(c, x)| c * x).sum();
        TRANSFECTED_NM.ln() - self.kinds[kind as usize] - surroundings
    }

    /// ln b of an mRNA.
    #[must_use]
    pub(crate) fn ln_bears(&self, message: &Message) -> f64 {
        let features = susceptibility_features(message);
        let of_message: f64 = self.susceptibility.iter().zip(features).map(|(s, x)| s * x).sum();
        self.ln_slope + of_message
    }

    /// b, with the range that a twofold error either way gives it.
    #[must_use]
    pub(crate) fn slope(&self) -> Interval {
        let slope = self.ln_slope.exp();
        Interval::new(slope, slope / 2.0, slope * 2.0)
    }

    /// ln Kd of a type with the features that sites of a region have on average.
    #[must_use]
    pub(crate) fn typical_ln_kd(&self, kind: SiteType, region: Region) -> f64 {
        let orf = f64::from(region == Region::Orf);
        let mut features = [0.0; FEATURES.len()];
        (features[0], features[1], features[2], features[8]) = (orf, 0.05, 2.0, 1.0);
        (features[11], features[14]) = (6.0, 0.6);
        self.ln_kd(kind, &features)
    }
}
