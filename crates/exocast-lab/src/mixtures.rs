//! Mixtures and counts as the measurements draw them.

use std::error::Error;

use exocast_core::Stream;
use rand::RngExt;
use rand_distr::{Distribution, Gamma, Poisson};

/// Sources that each sample holds.
const ACTIVE: usize = 5;

/// Five sources at random, their shares uniform on the simplex.
#[must_use]
pub fn shares(sources: usize, rng: &mut Stream) -> Vec<f64> {
    let mut shares = vec![0.0; sources];
    while shares.iter().filter(|share| **share > 0.0).count() < ACTIVE.min(sources) {
        shares[rng.random_range(0..sources)] = -rng.random::<f64>().max(f64::MIN_POSITIVE).ln();
    }
    let total: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / total).collect()
}

/// A negative binomial count of variance mean + dispersion · mean²; Poisson without dispersion.
///
/// # Errors
///
/// The mean or the dispersion is not finite.
pub fn count(mean: f64, dispersion: f64, rng: &mut Stream) -> Result<f64, Box<dyn Error>> {
    if mean <= 0.0 {
        return Ok(0.0);
    }
    let rate = if dispersion > 0.0 {
        Gamma::new(1.0 / dispersion, mean * dispersion)?.sample(rng)
    } else {
        mean
    };
    Ok(if rate > 0.0 { Poisson::new(rate)?.sample(rng) } else { 0.0 })
}
