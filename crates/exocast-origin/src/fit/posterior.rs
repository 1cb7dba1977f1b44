//! Draws of shares from their posterior, with sources that may be absent.

use std::f64::consts::PI;

use exocast_core::Stream;
use ndarray::Array2;
use rand::RngExt;
use rand_distr::{Distribution, Exp1, StandardNormal};
use statrs::function::erf::erfc;

/// A quadratic likelihood −½ aᵀHa + mᵀa of amounts a ≥ 0, each of which is 0 with probability 1 − π, else
/// exponential (George & `McCulloch` 1993, J Am Stat Assoc 88:881, on the non-negative orthant).
#[derive(Clone, Debug)]
pub(crate) struct SpikeAndSlab<'a> {
    pub(crate) precision: &'a Array2<f64>,
    pub(crate) cross: &'a [f64],
    /// Rate of the exponential.
    pub(crate) rate: f64,
    /// Chance that a source is present.
    pub(crate) presence: f64,
    /// The order in which amounts are visited.
    pub(crate) order: &'a [usize],
    /// Amounts that are never absent and have a flat prior, by place.
    pub(crate) always: &'a [bool],
}

impl SpikeAndSlab<'_> {
    /// Gibbs draws after `warm` sweeps, by draw and source.
    pub(crate) fn draws(
        &self,
        start: &[f64],
        warm: usize,
        sweeps: usize,
        rng: &mut Stream,
    ) -> Vec<Vec<f64>> {
        let mut a = start.to_vec();
        let mut out = Vec::with_capacity(sweeps);
        for sweep in 0..warm + sweeps {
            self.sweep(&mut a, rng);
            if sweep >= warm {
                out.push(a.clone());
            }
        }
        out
    }

    fn sweep(&self, a: &mut [f64], rng: &mut Stream) {
        let odds = (self.presence / (1.0 - self.presence)).ln() + self.rate.ln();
        for &j in self.order {
            let curvature = self.precision[[j, j]];
            if curvature <= 0.0 {
                a[j] = 0.0;
                continue;
            }
            let others: f64 =
                self.precision.row(j).iter().zip(a.iter()).map(|(h, a)| h * a).sum::<f64>()
                    - curvature * a[j];
            let rate = if self.always[j] { 0.0 } else { self.rate };
            let (mean, sd) = ((self.cross[j] - others - rate) / curvature, 1.0 / curvature.sqrt());
            let present = self.always[j] || {
                let z = mean / sd;
                // ln of ∫ over a > 0 of the slab times the likelihood, the spike being 1.
                let log = odds + 0.5 * (2.0 * PI).ln() + sd.ln() + 0.5 * z * z + log_normal_cdf(z);
                rng.random::<f64>() < 1.0 / (1.0 + (-log).exp())
            };
            a[j] = if present { (mean + sd * above(-mean / sd, rng)).max(0.0) } else { 0.0 };
        }
    }
}

/// ln Φ(x).
fn log_normal_cdf(x: f64) -> f64 {
    if x < -25.0 {
        // Mills' ratio.
        -0.5 * x * x - (-x).ln() - 0.5 * (2.0 * PI).ln()
    } else {
        (0.5 * erfc(-x / std::f64::consts::SQRT_2)).ln()
    }
}

/// A standard normal above `low` (Robert 1995, Stat Comput 5:121).
fn above(low: f64, rng: &mut Stream) -> f64 {
    if low < 0.5 {
        loop {
            let z: f64 = StandardNormal.sample(rng);
            if z > low {
                return z;
            }
        }
    }
    let rate = 0.5 * (low + (low * low + 4.0).sqrt());
    loop {
        let step: f64 = Exp1.sample(rng);
        let z = low + step / rate;
        if rng.random::<f64>() < (-0.5 * (z - rate) * (z - rate)).exp() {
            return z;
        }
    }
}
