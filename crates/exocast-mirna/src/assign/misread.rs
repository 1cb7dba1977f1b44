//! What errors of sequencing explain.

use exocast_core::tails::beta_cdf;

use crate::reads::Insert;

/// Errors per nucleotide of what several reads of one molecule say, before and besides sequencing, that make a G of an A:
/// a third of 1 in 10,000, which reverse transcriptases and polymerases stay below (Potapov & Ong 2017, `PLoS` One 12:e0169774).
pub(crate) const BEFORE_SEQUENCING: f64 = 1e-4 / 3.0;

/// Errors per molecule (read) of an insert at a place whose reads have `error`; molecules that several reads agree on have
/// those before sequencing alone.
pub(crate) fn rate(insert: &Insert, error: f64) -> f64 {
    let weak = insert.once + insert.disputed;
    let once = (weak as f64 / insert.molecules.max(1) as f64).min(1.0);
    once * error + (1.0 - once) * BEFORE_SEQUENCING
}

/// P(at least k of n by errors of this rate); k and n, shares of reads, need not be whole.
pub(crate) fn by_error(n: f64, k: f64, rate: f64) -> f64 {
    if k <= 0.0 { 1.0 } else { beta_cdf(k, (n - k).max(0.0) + 1.0, rate.clamp(0.0, 1.0)) }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Binomial, DiscreteCDF};

    use super::*;

    #[test]
    fn whole_numbers_are_binomial() {
        for (n, k) in [(13_u64, 4_u64), (1000, 1), (1, 1), (50, 50)] {
            let expected = Binomial::new(0.001, n).unwrap().sf(k - 1);
            let p = by_error(n as f64, k as f64, 0.001);
            assert!((p / expected - 1.0).abs() < 1e-9, "{n} {k}: {p} {expected}");
        }
        assert!((by_error(10.0, 0.0, 0.001) - 1.0).abs() < 1e-12);
    }
}
