//! How tightly a loaded miRNA holds a site, and what it does there.

mod cnn;
mod embedded;
mod features;
mod fitted;
mod message;

use exocast_core::{Base, Interval};

pub(crate) use self::cnn::twelve_mer;
pub use self::{
    cnn::{BadWeights, CnnAffinity, CnnGuide, CnnWeights},
    features::{FEATURES, GuideFeatures, SUSCEPTIBILITY, susceptibility_features},
    fitted::{FittedAffinity, SiteModel, TRANSFECTED_NM},
    message::Message,
};
use crate::{Mirna, Region, SiteType, parameters as p};

/// A site in its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct SiteContext<'a> {
    /// How much of the seed pairs.
    pub kind: SiteType,
    /// Where in the mRNA it lies.
    pub region: Region,
    /// The mRNA.
    pub message: &'a Message,
    /// Place on the mRNA opposite guide nucleotide 8, 0-based; the seven after it are opposite 7 to 1.
    pub window: isize,
    /// ln P(the eight nucleotides opposite 8 to 1 are unpaired), where it is known.
    pub ln_unpaired: Option<f64>,
    /// Share of the mRNA that has the site, where it is known where 3'UTRs end.
    pub isoforms: Option<f64>,
}

impl SiteContext<'_> {
    /// Share of the mRNA that has the site, all of it where that is not known.
    #[must_use]
    pub fn isoforms(&self) -> f64 {
        self.isoforms.unwrap_or(1.0)
    }
}

/// ln Kd (nM) of one guide at a site.
pub type GuideAffinity<'a> = Box<dyn Fn(&SiteContext<'_>) -> f64 + Sync + 'a>;

/// A model of affinity: guide × site ► ln Kd, Kd in nM.
pub trait Affinity: Sync {
    /// ln Kd (nM) of a guide at sites of both regions.
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a>;

    /// ln Kd (nM) of a guide at a site of this type in average surroundings.
    fn typical_ln_kd(&self, guide: &Mirna, kind: SiteType, region: Region) -> f64;

    /// The part of the guide on which the affinity depends: guides that are equal in it compete for
    /// the same sites on equal terms and are pooled. It has to hold nucleotides 2–8.
    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base];

    /// Site types that the model knows.
    fn types(&self) -> &[SiteType] {
        &SiteType::CANONICAL
    }

    /// b of 1 + b·N: repression by one fully occupied site.
    fn slope(&self) -> Interval {
        p::REPRESSION_SLOPE.interval()
    }

    /// Free complex of all miRNAs of a cell together, in nM on the scale of this model's Kd, where nothing
    /// is said of them; as much as a transfection leaves free.
    fn typical_free_nm(&self) -> f64 {
        p::TYPICAL_FREE_RBNS.value
    }

    /// Factor of b that belongs to the mRNA, of known accessibility or not: how much of an occupied site
    /// comes to bear.
    fn susceptibility(&self, message: &Message, accessible: bool) -> f64 {
        let _ = (message, accessible);
        1.0
    }

    /// Standard deviation of a guide's ln Kd as a whole around this model.
    fn guide_error(&self) -> f64 {
        p::AFFINITY_ERROR.value
    }

    /// Standard deviation of an mRNA's ln N around this model.
    fn transcript_error(&self) -> f64 {
        p::TRANSCRIPT_ERROR.value
    }
}

impl Affinity for Box<dyn Affinity> {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        (**self).of_guide(guide)
    }

    fn typical_ln_kd(&self, guide: &Mirna, kind: SiteType, region: Region) -> f64 {
        (**self).typical_ln_kd(guide, kind, region)
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        (**self).key(guide)
    }

    fn types(&self) -> &[SiteType] {
        (**self).types()
    }

    fn slope(&self) -> Interval {
        (**self).slope()
    }

    fn typical_free_nm(&self) -> f64 {
        (**self).typical_free_nm()
    }

    fn susceptibility(&self, message: &Message, accessible: bool) -> f64 {
        (**self).susceptibility(message, accessible)
    }

    fn guide_error(&self) -> f64 {
        (**self).guide_error()
    }

    fn transcript_error(&self) -> f64 {
        (**self).transcript_error()
    }
}

/// Affinity by site type alone, equal for all miRNAs.
///
/// Rounded from the equilibrium constants of AGO2 with six miRNAs (`McGeary` et al. 2019, Science
/// 366:eaav1741): 8mer 0.05, 7mer-m8 0.2, 7mer-A1 and 6mer 1 nM; in the ORF ln Kd is larger by 1.85. The
/// table stands in [`parameters`](crate::parameters).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeedAffinity {
    kd_nm: [f64; 6],
}

impl Default for SeedAffinity {
    fn default() -> Self {
        let table = [
            p::KD_8MER,
            p::KD_7MER_M8,
            p::KD_7MER_A1,
            p::KD_6MER,
            p::KD_6MER_A1,
            p::KD_OFFSET_6MER,
        ];
        Self { kd_nm: table.map(|parameter| parameter.value) }
    }
}

impl SeedAffinity {
    /// Kd of a site type in nM.
    #[must_use]
    pub const fn kd_nm(&self, kind: SiteType) -> f64 {
        self.kd_nm[kind as usize]
    }
}

impl Affinity for SeedAffinity {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        Box::new(|site| self.typical_ln_kd(guide, site.kind, site.region))
    }

    fn typical_ln_kd(&self, _: &Mirna, kind: SiteType, region: Region) -> f64 {
        let penalty = if region == Region::Orf { p::ORF_PENALTY.value } else { 0.0 };
        self.kd_nm(kind).ln() + penalty
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        guide.sequence().bases().get(1..8).unwrap_or_default()
    }
}
