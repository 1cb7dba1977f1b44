//! How much miRNA is free, and how much of a site it holds.

use crate::parameters::COPIES_PER_NM_PL;

/// Sites of one affinity: their concentration and their Kd, both in nM.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SitePool {
    /// Concentration of the sites in nM.
    pub sites_nm: f64,
    /// Dissociation constant in nM.
    pub kd_nm: f64,
}

/// The equilibrium of a loaded miRNA with the sites of a cell.
///
/// The free concentration a of a miRNA present at m solves m = a + Σ T·a/(a + K) over site pools of
/// concentration T and affinity K; the right side rises with a, so there is one root.
///
/// ```
/// use exocast_target::{SiteOccupancy, SitePool};
///
/// let cell = SiteOccupancy::new(1.0); // 1 pL: 602.2 copies a nM
/// let sites = [(2e3, 0.05), (8e3, 0.2), (2e4, 1.0), (1.5e5, 20.0)]
///     .map(|(copies, kd_nm)| SitePool { sites_nm: cell.nanomolar(copies), kd_nm });
/// let free = cell.free(cell.nanomolar(10_000.0), &sites);
/// assert!((free - 0.1842).abs() < 5e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteOccupancy {
    copies_per_nm: f64,
}

impl SiteOccupancy {
    /// A cell whose cytosol holds `volume_pl` picolitres.
    #[must_use]
    pub const fn new(volume_pl: f64) -> Self {
        Self { copies_per_nm: COPIES_PER_NM_PL * volume_pl }
    }

    /// Copies in the cell ► nM.
    #[must_use]
    pub fn nanomolar(self, copies: f64) -> f64 {
        copies / self.copies_per_nm
    }

    /// The free concentration in nM of a miRNA present at `total_nm`: the largest number whose bound
    /// and free parts together do not exceed the total.
    ///
    /// Each rounded step of the sum is monotone in a, so the result is monotone in `total_nm` to the
    /// last bit: no more miRNA ever means less free miRNA.
    #[must_use]
    pub fn free(self, total_nm: f64, sites: &[SitePool]) -> f64 {
        if total_nm <= 0.0 {
            return 0.0;
        }
        let fits = |a: f64| total_at(a, sites) <= total_nm;
        if fits(total_nm) {
            return total_nm;
        }
        let (mut low, mut high) = bracket(newton(total_nm, sites), total_nm, fits);
        // Positive floats are ordered as their bits are: halve until they are neighbours.
        while high - low > 1 {
            let middle = low.midpoint(high);
            if fits(f64::from_bits(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::from_bits(low)
    }
}

/// a + Σ T·a/(a + K), written so that each operation is monotone in a under rounding.
fn total_at(a: f64, sites: &[SitePool]) -> f64 {
    if a <= 0.0 {
        return 0.0;
    }
    sites.iter().fold(a, |sum, pool| sum + pool.sites_nm / (1.0 + pool.kd_nm / a))
}

/// Newton's steps from 0: the sum is concave in a, so they rise towards the root.
fn newton(total: f64, sites: &[SitePool]) -> f64 {
    let mut a = 0.0_f64;
    for _ in 0..64 {
        let (mut value, mut slope) = (a, 1.0);
        for pool in sites {
            let beside = a + pool.kd_nm;
            value += pool.sites_nm * a / beside;
            slope += pool.sites_nm * pool.kd_nm / (beside * beside);
        }
        let step = (total - value) / slope;
        a += step;
        if step <= a * 1e-15 {
            break;
        }
    }
    a
}

/// Bits of two numbers around the root, close to `guess`: the lower fits, the upper does not.
fn bracket(guess: f64, total: f64, fits: impl Fn(f64) -> bool) -> (u64, u64) {
    let top = total.to_bits();
    let guess = guess.clamp(0.0, total).to_bits();
    let mut reach = 4;
    let mut low = guess.saturating_sub(reach);
    while low > 0 && !fits(f64::from_bits(low)) {
        reach *= 8;
        low = low.saturating_sub(reach);
    }
    reach = 4;
    let mut high = low.saturating_add(2 * reach).min(top);
    while high < top && fits(f64::from_bits(high)) {
        low = high;
        reach *= 8;
        high = high.saturating_add(reach).min(top);
    }
    (low, high)
}

/// The factor by which all miRNAs scale down where `copies` of them exceed the Argonaute of the cell.
#[must_use]
pub(crate) fn loaded_share(copies: f64, ago_per_cell: f64) -> f64 {
    if copies > ago_per_cell { ago_per_cell / copies } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_held_by_what_is_free() {
        let cell = SiteOccupancy::new(1.0);
        let sites = [(2e3, 0.05), (8e3, 0.2), (2e4, 1.0), (1.5e5, 20.0)]
            .map(|(copies, kd_nm)| SitePool { sites_nm: cell.nanomolar(copies), kd_nm });
        let free = cell.free(cell.nanomolar(10_000.0), &sites);
        assert!((free / (free + 0.05) - 0.787).abs() < 5e-4);
    }

    #[test]
    fn without_sites_all_is_free() {
        let cell = SiteOccupancy::new(1.0);
        assert!((cell.free(3.0, &[]) - 3.0).abs() < 1e-15);
        assert!(cell.free(0.0, &[SitePool { sites_nm: 1.0, kd_nm: 1.0 }]).abs() < 1e-300);
    }

    #[test]
    fn one_pool_is_a_quadratic() {
        // a² + (K + T − m)a − mK = 0
        let (m, t, k) = (2.0_f64, 3.0, 0.5);
        let half = (k + t - m) / 2.0;
        let expected = (half * half + m * k).sqrt() - half;
        let free = SiteOccupancy::new(1.0).free(m, &[SitePool { sites_nm: t, kd_nm: k }]);
        assert!((free - expected).abs() < 1e-14);
    }

    #[test]
    fn what_exceeds_argonaute_scales_down() {
        let share = loaded_share(115_000.0, 1e5);
        assert!((95_000.0 * share - 82_608.695_652_173_9).abs() < 1e-6);
        assert!((loaded_share(1e5, 1e5) - 1.0).abs() < 1e-15);
    }
}
