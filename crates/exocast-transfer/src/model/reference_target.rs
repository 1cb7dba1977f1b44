//! The gene that a verdict is made on.

use super::effect::Effect;

/// A gene with one 8mer site in a cell with as many other sites as usual.
///
/// Free Argonaute–miRNA complexes `a` (nM) follow from copies `m` and all sites of the transcriptome by
/// `m = a + Σ T·a/(a + K)`; the site is occupied by `N = a/(a + 0.05 nM)`, and the mRNA settles at
/// `1/(1 + 1.5·N)`. A thousand copies lower it by 20 %. Every number is assumed: classes of sites as
/// counted in 3'UTRs of a cell, affinities of the order measured for guides in Argonaute.
///
/// ```
/// use exocast_transfer::{Effect, ReferenceTarget};
///
/// let change = ReferenceTarget.log2fc(1000.0);
/// assert!((change.exp2() - 0.799).abs() < 0.001);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferenceTarget;

/// Sites of a class: copies per cell and dissociation constant, nM. 8mer, 7mer-m8, 7mer-A1 and 6mer, background.
const SITES: [(f64, f64); 4] = [(2e3, 0.05), (8e3, 0.2), (2e4, 1.0), (1.5e5, 20.0)];

/// Copies that make 1 nM in the cytosol of 1 pL.
const COPIES_PER_NM: f64 = 602.2;

/// Dissociation constant of the site of the gene, nM.
const TARGET_KD: f64 = 0.05;

/// How much faster than by itself an occupied mRNA is lost.
const DECAY: f64 = 1.5;

impl ReferenceTarget {
    /// Share of the gene's sites that are occupied by `copies` in RISC.
    pub(crate) fn occupancy(copies: f64) -> f64 {
        let free = Self::free_nanomolar(copies);
        free / (free + TARGET_KD)
    }

    /// Copies in RISC that occupy a share of the gene's sites; infinite for all of them.
    pub(crate) fn copies_at(occupancy: f64) -> f64 {
        if occupancy >= 1.0 {
            return f64::INFINITY;
        }
        let free = TARGET_KD * occupancy / (1.0 - occupancy);
        (free + Self::bound_nanomolar(free)) * COPIES_PER_NM
    }

    /// Complexes on sites where `free` are on none, nM.
    fn bound_nanomolar(free: f64) -> f64 {
        SITES.iter().map(|(sites, kd)| sites / COPIES_PER_NM * free / (free + kd)).sum()
    }

    /// Complexes that are on no site, nM.
    ///
    /// All that there are rise with those that are free, ever more slowly: Newton's steps from below never pass the root.
    fn free_nanomolar(copies: f64) -> f64 {
        let all = copies.max(0.0) / COPIES_PER_NM;
        let slope = |free: f64| -> f64 {
            let held = |(sites, kd): &(f64, f64)| sites / COPIES_PER_NM * kd / (free + kd).powi(2);
            1.0 + SITES.iter().map(held).sum::<f64>()
        };
        let mut free = all / slope(0.0);
        for _ in 0..STEPS {
            let step = (all - free - Self::bound_nanomolar(free)) / slope(free);
            free += step;
            if step <= 1e-15 * free {
                break;
            }
        }
        free.min(all)
    }
}

/// Newton's steps after which no more are taken; a handful is enough.
const STEPS: u32 = 60;

impl Effect for ReferenceTarget {
    fn log2fc(&self, copies: f64) -> f64 {
        -(DECAY * Self::occupancy(copies)).ln_1p() / std::f64::consts::LN_2
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sites_of_the_reference_fill_with_copies() {
        for (copies, occupied) in [
            (10.0, 0.002),
            (100.0, 0.018),
            (300.0, 0.054),
            (1e3, 0.168),
            (3e3, 0.414),
            (1e4, 0.787),
            (1e5, 0.997),
        ] {
            assert!((ReferenceTarget::occupancy(copies) - occupied).abs() < 6e-4);
        }
    }

    /// The root by bisection.
    fn plain(copies: f64) -> f64 {
        let all = copies / COPIES_PER_NM;
        let (mut low, mut high) = (0.0, all);
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            let bound = ReferenceTarget::bound_nanomolar(middle);
            if middle + bound < all { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    }

    proptest! {
        #[test]
        fn free_complexes_are_the_root(log in -6.0..8.0_f64) {
            let copies = 10f64.powf(log);
            let (fast, slow) = (ReferenceTarget::free_nanomolar(copies), plain(copies));
            prop_assert!((fast / slow - 1.0).abs() < 1e-12, "{fast} for {slow}");
        }

        #[test]
        fn copies_come_back_from_their_occupancy(log in -3.0..5.0_f64) {
            let copies = 10f64.powf(log);
            let back = ReferenceTarget::copies_at(ReferenceTarget::occupancy(copies));
            prop_assert!((back / copies - 1.0).abs() < 1e-9, "{back} for {copies}");
        }

        #[test]
        fn each_copy_adds_less_than_the_last(a in 0.0..1e5_f64, b in 0.0..1e5_f64, more in 1.0..1e4_f64) {
            let (few, many) = (a.min(b), a.max(b));
            let added = |copies: f64| ReferenceTarget::occupancy(copies + more) - ReferenceTarget::occupancy(copies);
            prop_assert!(added(many) <= added(few) + 1e-13);
        }
    }
}
