//! Affinity by the network and by what surrounds a site.

use crate::affinity::embedded;

use exocast_core::{Base, Interval};

use super::weights::{CnnWeights, SITE};
use crate::{
    affinity::{
        context::SiteContext,
        fitted::FittedAffinity,
        model::{Affinity, GuideAffinity},
    },
    input::{Message, Mirna, Region},
    sites::SiteType,
};

/// Affinity of the seed match by the published network, with the surroundings, places and mRNAs by this
/// project's fit.
#[derive(Clone, Debug)]
pub struct CnnAffinity {
    weights: CnnWeights,
    surroundings: FittedAffinity,
}

impl CnnAffinity {
    /// With the embedded parameters of surroundings.
    #[must_use]
    pub const fn new(weights: CnnWeights) -> Self {
        let surroundings = FittedAffinity::new(embedded::CNN, embedded::CNN_WITH_ACCESS);
        Self { weights, surroundings }
    }
}

/// The twelve nucleotides around a site.
pub(crate) fn twelve_mer(site: &SiteContext<'_>) -> [Base; SITE] {
    let start = site.window - 2;
    std::array::from_fn(|i| site.message.at(start + i.cast_signed()))
}

impl Affinity for CnnAffinity {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        let surroundings = self.surroundings.of_guide(guide);
        let network = self.weights.guide(guide.sequence().bases());
        Box::new(move |site| network.ln_kd(&twelve_mer(site)) + surroundings(site))
    }

    fn typical_ln_kd(&self, guide: &Mirna, kind: SiteType, region: Region) -> f64 {
        let bases = guide.sequence().bases();
        let covers = kind.covers();
        // The site's pairs, A opposite nucleotide 1 where it has one, and `N` else.
        let site = std::array::from_fn(|i| match 10_usize.checked_sub(i) {
            Some(1) if covers.contains(&1) => Base::A,
            Some(k) if k > 1 && covers.contains(&k) => bases[k - 1].complement(),
            _ => Base::N,
        });
        self.weights.guide(bases).ln_kd(&site)
            + self.surroundings.typical_ln_kd(guide, kind, region)
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        guide.sequence().bases()
    }

    fn types(&self) -> &[SiteType] {
        &SiteType::ALL
    }

    fn slope(&self) -> Interval {
        self.surroundings.slope()
    }

    fn typical_free_nm(&self) -> f64 {
        self.surroundings.typical_free_nm()
    }

    fn susceptibility(&self, message: &Message, accessible: bool) -> f64 {
        self.surroundings.susceptibility(message, accessible)
    }

    fn guide_error(&self) -> f64 {
        self.surroundings.guide_error()
    }

    fn transcript_error(&self) -> f64 {
        self.surroundings.transcript_error()
    }
}
