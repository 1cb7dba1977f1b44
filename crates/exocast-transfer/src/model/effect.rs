//! From copies in a recipient cell to the change of a gene.

use crate::error::ComputeError;

/// What copies of a miRNA in RISC do to a gene.
///
/// Any function of copies per cell is one: a caller with a model of targets gives its own.
pub trait Effect {
    /// Log2 fold change of the gene once `copies` per cell act long enough; zero without copies, and
    /// monotone in them.
    fn log2fc(&self, copies: f64) -> f64;
}

impl<F: Fn(f64) -> f64> Effect for F {
    fn log2fc(&self, copies: f64) -> f64 {
        self(copies)
    }
}

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
    /// Share of the gene's sites that are occupied.
    fn occupancy(copies: f64) -> f64 {
        let free = Self::free_nanomolar(copies);
        free / (free + TARGET_KD)
    }

    /// Complexes that are on no site, nM.
    fn free_nanomolar(copies: f64) -> f64 {
        let all = copies.max(0.0) / COPIES_PER_NM;
        let bound = |free: f64| -> f64 {
            SITES.iter().map(|(sites, kd)| sites / COPIES_PER_NM * free / (free + kd)).sum()
        };
        let (mut low, mut high) = (0.0, all);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if middle + bound(middle) < all {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

impl Effect for ReferenceTarget {
    fn log2fc(&self, copies: f64) -> f64 {
        -(DECAY * Self::occupancy(copies)).ln_1p() / std::f64::consts::LN_2
    }
}

/// Fewest and most copies at which an effect is looked at.
const RANGE: (f64, f64) = (1e-6, 1e8);

/// Copies per cell at which `effect` reaches `log2fc`.
///
/// # Errors
/// Where `log2fc` is zero or not finite, or no number of copies reaches it.
pub fn copies_for(effect: &dyn Effect, log2fc: f64) -> Result<f64, ComputeError> {
    if !log2fc.is_finite() || log2fc.abs() < f64::MIN_POSITIVE {
        return Err(ComputeError::Change(log2fc));
    }
    let reached = |copies: f64| effect.log2fc(copies) / log2fc >= 1.0;
    if !reached(RANGE.1) {
        return Err(ComputeError::Unreachable { wanted: log2fc, most: effect.log2fc(RANGE.1) });
    }
    let (mut low, mut high) = (RANGE.0.ln(), RANGE.1.ln());
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if reached(middle.exp()) { high = middle } else { low = middle }
    }
    Ok(high.exp())
}

/// An effect looked up between points, so that a costly one is computed only there.
#[derive(Clone, Debug)]
pub(crate) struct Tabulated(Vec<f64>);

/// Points for each factor of ten in copies.
const POINTS: f64 = 8.0;

/// Factors of ten of a table, from [`RANGE`].
const DECADES: f64 = 14.0;

impl Tabulated {
    pub(crate) fn new(effect: &dyn Effect) -> Self {
        let mut point = 0.0;
        let mut values = Vec::new();
        while point <= POINTS * DECADES {
            values.push(effect.log2fc(RANGE.0 * 10f64.powf(point / POINTS)));
            point += 1.0;
        }
        Self(values)
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the table"
    )]
    pub(crate) fn at(&self, copies: f64) -> f64 {
        if copies <= RANGE.0 {
            return self.0[0] * copies.max(0.0) / RANGE.0;
        }
        let last = self.0.len() - 1;
        let place = ((copies / RANGE.0).log10() * POINTS).min(last as f64);
        let below = (place.floor() as usize).min(last - 1);
        let inside = place - below as f64;
        self.0[below] * (1.0 - inside) + self.0[below + 1] * inside
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_table_is_near_what_it_stands_for() {
        let table = Tabulated::new(&ReferenceTarget);
        for copies in [0.0, 1e-7, 0.5, 123.0, 4567.0, 1e6, 1e9] {
            let exact = ReferenceTarget.log2fc(copies);
            assert!((table.at(copies) - exact).abs() < 0.01 * exact.abs() + 1e-3, "{copies}");
        }
    }
}
