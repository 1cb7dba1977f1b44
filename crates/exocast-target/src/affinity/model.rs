//! How tightly a loaded miRNA holds a site, and what it does there.

use crate::input::Message;
use exocast_core::{Base, Interval};

use super::context::SiteContext;
use crate::{
    input::{Mirna, Region},
    parameters as p,
    sites::SiteType,
};

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
    /// is known about them; as much as a transfection leaves free.
    fn typical_free_nm(&self) -> f64 {
        p::TYPICAL_FREE_RBNS.value
    }

    /// Factor of b that belongs to the mRNA, of known accessibility or not: how effective an occupied site
    /// is.
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
