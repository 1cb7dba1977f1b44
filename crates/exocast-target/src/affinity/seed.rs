//! Affinity by site type alone.

use exocast_core::Base;

use super::model::{Affinity, GuideAffinity};
use crate::{
    input::{Mirna, Region},
    parameters as p,
    sites::SiteType,
};

/// Affinity by site type alone, equal for all miRNAs.
///
/// Rounded from the equilibrium constants of AGO2 with six miRNAs (`McGeary` et al. 2019, Science
/// 366:eaav1741): 8mer 0.05, 7mer-m8 0.2, 7mer-A1 and 6mer 1 nM; in the ORF ln Kd is larger by 1.85. The
/// table is in [`parameters`](crate::parameters).
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
    pub(crate) const fn kd_nm(&self, kind: SiteType) -> f64 {
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
