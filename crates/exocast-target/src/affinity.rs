//! How tightly a loaded miRNA holds a site.

use exocast_core::Base;

use crate::{Mirna, Region, SiteType, parameters as p};

/// A site in its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct SiteContext<'a> {
    /// How much of the seed pairs.
    pub kind: SiteType,
    /// Where in the mRNA it lies.
    pub region: Region,
    /// The whole sequence of that region.
    pub sequence: &'a [Base],
    /// First nucleotide of the site on it, 0-based.
    pub start: usize,
}

/// A model of affinity: guide × site ► ln Kd, Kd in nM.
///
/// The affinity is that of the site in a 3'UTR; what the ORF takes away is a parameter of the response.
/// Equal values are pooled, so a model with continuous values does well to round them, to 0.01 say.
pub trait Affinity: Sync {
    /// ln Kd (nM) of a guide at a site.
    fn ln_kd(&self, guide: &Mirna, site: &SiteContext<'_>) -> f64;

    /// ln Kd (nM) of a guide at a site of this type in average surroundings.
    fn typical_ln_kd(&self, guide: &Mirna, kind: SiteType) -> f64;

    /// The part of the guide on which the affinity depends: guides that are equal in it compete for
    /// the same sites on equal terms and are pooled. It has to hold nucleotides 2–8.
    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base];
}

/// Affinity by site type alone, equal for all miRNAs.
///
/// Rounded from the equilibrium constants of AGO2 with six miRNAs (`McGeary` et al. 2019, Science
/// 366:eaav1741): 8mer 0.05, 7mer-m8 0.2, 7mer-A1 and 6mer 1 nM. The table stands in
/// [`parameters`](crate::parameters).
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
    fn ln_kd(&self, guide: &Mirna, site: &SiteContext<'_>) -> f64 {
        self.typical_ln_kd(guide, site.kind)
    }

    fn typical_ln_kd(&self, _: &Mirna, kind: SiteType) -> f64 {
        self.kd_nm(kind).ln()
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        guide.sequence().bases().get(1..8).unwrap_or_default()
    }
}
