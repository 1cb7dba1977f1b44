//! Single-sample gene-set enrichment.

use super::order::{descending, positions};

/// Exponent of ranks in ssGSEA (Barbie et al. 2009, Nature 462:108).
const EXPONENT: f64 = 0.25;

/// A sample ranked once for single-sample GSEA of any number of sets: the sum over ranks of hits, weighed by rank^0.25,
/// less misses (Barbie et al. 2009, Nature 462:108).
///
/// The "normalised" score of other programs divides by the range over all samples and sets of a run, so that it
/// changes with the cohort; it is not given here.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    /// rank^0.25 by place, the largest value having rank n.
    weight: Vec<f64>,
    position: Vec<u32>,
}

impl Ranked {
    /// `powers[r]` is r^0.25.
    pub(crate) fn new(values: &[f64], powers: &[f64]) -> Self {
        let position = positions(&descending(values));
        let n = values.len();
        let weight = position.iter().map(|&p| powers[n - p as usize]).collect();
        Self { weight, position }
    }

    /// Nothing where the set is empty or holds every feature.
    ///
    /// Σ over ranks of hits − misses. Each sum counts a hit once for its own rank and every one
    /// after, so that no running sum is needed.
    pub(crate) fn score(&self, members: &[usize]) -> Option<f64> {
        let (n, k) = (self.weight.len() as f64, members.len() as f64);
        if members.is_empty() || members.len() >= self.weight.len() {
            return None;
        }
        let (mut total, mut hits, mut after) = (0.0, 0.0, 0.0);
        for &place in members {
            let left = n - f64::from(self.position[place]);
            total += self.weight[place];
            hits += self.weight[place] * left;
            after += left;
        }
        let misses = (n * (n + 1.0) / 2.0 - after) / (n - k);
        Some(hits / total - misses)
    }
}

/// r^0.25 for ranks 0 to `n`.
pub(crate) fn powers(n: usize) -> Vec<f64> {
    (0..=n).map(|r| (r as f64).powf(EXPONENT)).collect()
}
