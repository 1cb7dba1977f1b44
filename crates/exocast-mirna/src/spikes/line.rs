//! The line under the dose–response of spikes.

use serde::{Deserialize, Serialize};

/// ln μ = at + slope · (x − middle), with the covariance of `at` and `slope`; natural logarithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) middle: f64,
    pub(super) at: f64,
    pub(super) slope: f64,
    /// Variance of `at`, covariance, variance of `slope`.
    pub(super) covariance: [f64; 3],
    /// φ, variance of ln μ between spikes.
    pub(super) extra: f64,
}

/// Reads, and the natural logarithm of copies, of one spike.
pub(super) type Point = (f64, f64);

impl Line {
    pub(super) fn eta(&self, x: f64) -> f64 {
        self.at + self.slope * (x - self.middle)
    }

    /// Variance of the line at `x`.
    pub(super) fn variance(&self, x: f64) -> f64 {
        let d = x - self.middle;
        let [at, both, slope] = self.covariance;
        at + 2.0 * d * both + d * d * slope
    }

    /// Least squares on the logarithm, to start from.
    fn start(points: &[Point], middle: f64) -> Option<Self> {
        let weighted = points.iter().map(|&(y, x)| (1.0, x - middle, (y + 0.5).ln()));
        Some(Self { middle, ..solve(weighted)? })
    }

    /// Iterated weighted least squares with the variance μ + φ·μ²; none where it diverges.
    fn fit(points: &[Point], middle: f64, extra: f64) -> Option<Self> {
        let mut line = Self::start(points, middle)?;
        for _ in 0..200 {
            let work = points.iter().map(|&(y, x)| {
                let eta = line.eta(x).clamp(-30.0, 30.0);
                let mean = eta.exp();
                (1.0 / (1.0 / mean + extra), x - middle, eta + (y - mean) / mean)
            });
            let next = Self { middle, extra, ..solve(work)? };
            let change = (next.at - line.at).abs().max((next.slope - line.slope).abs());
            // Full steps can overshoot where a spike has no reads.
            let step = (4.0 / change).min(1.0);
            let at = line.at + step * (next.at - line.at);
            let slope = line.slope + step * (next.slope - line.slope);
            line = Self { at, slope, ..next };
            if change < 1e-12 * line.at.abs().max(1.0) {
                return Some(line);
            }
        }
        (line.at.is_finite() && line.slope.is_finite()).then_some(line)
    }

    /// Σ (y − μ)² / (μ + φ·μ²).
    fn pearson(&self, points: &[Point]) -> f64 {
        let term = |&(y, x): &Point| {
            let mean = self.eta(x).clamp(-30.0, 30.0).exp();
            (y - mean).powi(2) / (mean + self.extra * mean * mean)
        };
        points.iter().map(term).sum()
    }

    /// With φ by the method of moments.
    pub(super) fn overdispersed(points: &[Point], middle: f64) -> Option<Self> {
        let freedom = points.len() as f64 - 2.0;
        let plain = Self::fit(points, middle, 0.0)?;
        if plain.pearson(points) <= freedom {
            return Some(plain);
        }
        let (mut low, mut high) = (1e-12_f64.ln(), 1e4_f64.ln());
        let mut best = plain;
        for _ in 0..100 {
            let between = f64::midpoint(low, high);
            best = Self::fit(points, middle, between.exp())?;
            if best.pearson(points) > freedom {
                low = between;
            } else {
                high = between;
            }
        }
        Some(best)
    }
}

/// The line through (weight, x, z).
fn solve(points: impl Iterator<Item = (f64, f64, f64)>) -> Option<Line> {
    let [mut w, mut wx, mut wxx, mut wz, mut wxz] = [0.0; 5];
    for (weight, x, z) in points {
        w += weight;
        wx += weight * x;
        wxx += weight * x * x;
        wz += weight * z;
        wxz += weight * x * z;
    }
    let determinant = w * wxx - wx * wx;
    if determinant <= 1e-12 * w * wxx || !determinant.is_finite() {
        return None;
    }
    Some(Line {
        at: (wxx * wz - wx * wxz) / determinant,
        slope: (w * wxz - wx * wz) / determinant,
        covariance: [wxx / determinant, -wx / determinant, w / determinant],
        ..Line::default()
    })
}
