//! All sites of a cell that compete for one miRNA.

use super::{
    draws::Draw,
    loads::{SiteClass, SiteLoads},
    occupancy::{SiteOccupancy, SitePool},
};
use crate::{
    affinity::Affinity,
    input::{Mirna, Region},
    parameters as p,
    sites::SiteType,
};

/// Kd of a class in one draw.
pub(super) fn kd_nm(class: SiteClass, error: f64, draw: &Draw) -> f64 {
    let penalty = if class.region == Region::Orf { draw.orf_error } else { 0.0 };
    (class.ln_kd + error + penalty).exp()
}

/// How many times the Kd of purified Argonaute those of a model are, by its 8mers: an apparent Kd holds
/// more than binding, and background sites have to be on the same scale.
pub(super) fn scale<'g, A: Affinity + ?Sized>(
    affinity: &A,
    guides: impl Iterator<Item = &'g Mirna>,
) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for guide in guides {
        sum +=
            affinity.typical_ln_kd(guide, SiteType::EightMer, Region::Utr3) - p::KD_8MER.value.ln();
        count += 1.0;
    }
    if count > 0.0 { f64::exp(sum / count) } else { 1.0 }
}

/// All sites of a cell, listed or not.
pub(super) struct Sites<'a> {
    pub(super) loads: &'a SiteLoads,
    /// Σ TPM·count, pools × classes.
    pub(super) totals: &'a [f64],
    /// Share of the mRNA that is not listed.
    pub(super) unlisted: f64,
    pub(super) background_kd: f64,
}

impl Sites<'_> {
    pub(super) fn pools(
        &self,
        pool: usize,
        typical: &[(SiteClass, f64)],
        error: f64,
        draw: &Draw,
    ) -> Vec<SitePool> {
        let cell = SiteOccupancy::new(draw.volume_pl);
        let classes = &self.loads.classes;
        let listed = self.totals[pool * classes.len()..][..classes.len()].iter().zip(classes);
        let listed = listed
            .filter(|(total, _)| **total > 0.0)
            .map(|(total, class)| (total * draw.mrna / 1e6, kd_nm(*class, error, draw)));
        let scale = self.unlisted * draw.mrna / crate::parameters::MRNA_PER_CELL.value;
        let unlisted =
            typical.iter().map(|(class, count)| (count * scale, kd_nm(*class, error, draw)));
        let background = (draw.background, self.background_kd * error.exp());
        listed
            .chain(unlisted)
            .chain([background])
            .map(|(copies, kd_nm)| SitePool { sites_nm: cell.nanomolar(copies), kd_nm })
            .collect()
    }
}
