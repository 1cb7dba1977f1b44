//! Gaussian kernel density of sizes, by linear binning onto an even grid (Wand 1994, J Comput Graph
//! Stat 3:433).

use serde::Serialize;

use super::distribution::SizeDistribution;
use super::percentile::{PercentileRule, percentile};
use super::smoothing::{Grid, deviation};

/// Number of points of a density curve.
const CURVE_POINTS: usize = 200;

/// Number of particles taken where it is not known.
const UNKNOWN_TRACKS: f64 = 1000.0;

/// A smooth curve of number density over size, for figures.
///
/// A Gaussian kernel on ln d, brought to nm by the Jacobian 1/d, with Silverman's rule of thumb
/// `0.9 · min(s, IQR/1.349) · n^(−1/5)` (Silverman 1986, eq. 3.31).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DensityCurve {
    /// Diameters, evenly spaced on a logarithmic axis, nm.
    pub diameter_nm: Vec<f64>,
    /// Share of particles for each nm there.
    pub per_nm: Vec<f64>,
    /// The bandwidth, in units of ln d.
    pub bandwidth: f64,
}

impl DensityCurve {
    /// The curve of 200 points over all sizes that are seen.
    #[must_use]
    pub(crate) fn new(sizes: &SizeDistribution) -> Self {
        let logs: Vec<f64> = sizes.sizes().iter().map(|size| size.ln()).collect();
        let weights: Vec<f64> = sizes.iter().map(|(_, weight)| weight).collect();
        let n = sizes.tracks().unwrap_or(UNKNOWN_TRACKS).max(2.0);
        let rule = PercentileRule::UpperEdge;
        let quartile = |p| percentile(sizes, p, rule).ln();
        let spread = deviation(&logs, &weights).min((quartile(0.75) - quartile(0.25)) / 1.349);
        // Bins are no points: the kernel has to bridge them.
        let bridge = sizes.edges().map_or(0.0, |edges| {
            let at = percentile(sizes, 0.5, rule);
            let i = edges.partition_point(|&edge| edge < at).clamp(1, edges.len() - 1);
            (edges[i] - edges[i - 1]) / at
        });
        let bandwidth = (0.9 * spread * n.powf(-0.2)).max(bridge).max(0.005);
        let grid = Grid::smooth(&logs, &weights, bandwidth);
        let ends = |i: usize| logs[i] + if i == 0 { -3.0 } else { 3.0 } * bandwidth;
        let first = weights.iter().position(|&weight| weight > 0.0).unwrap_or(0);
        let last = weights.iter().rposition(|&weight| weight > 0.0).unwrap_or(0);
        let low = if first == 0 { ends(0) } else { logs[first] - 3.0 * bandwidth };
        let high = logs[last] + 3.0 * bandwidth;
        let (mut diameter_nm, mut per_nm) = (Vec::new(), Vec::new());
        for i in 0..CURVE_POINTS {
            let at = low + (high - low) * i as f64 / (CURVE_POINTS - 1) as f64;
            diameter_nm.push(at.exp());
            per_nm.push(grid.at(at) / at.exp());
        }
        Self { diameter_nm, per_nm, bandwidth }
    }
}

impl DensityCurve {
    /// The density at a diameter, linear between its points and nothing outside.
    #[must_use]
    pub(crate) fn at(&self, diameter_nm: f64) -> f64 {
        let after = self.diameter_nm.partition_point(|&d| d <= diameter_nm);
        if after == 0 || after == self.diameter_nm.len() {
            return 0.0;
        }
        let (a, b) = (self.diameter_nm[after - 1], self.diameter_nm[after]);
        let share = (diameter_nm - a) / (b - a);
        self.per_nm[after - 1] * (1.0 - share) + self.per_nm[after] * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_holds_all_particles() {
        let check = |sizes: &SizeDistribution| {
            let curve = DensityCurve::new(sizes);
            assert_eq!(curve.diameter_nm.len(), 200);
            let area: f64 = (1..200)
                .map(|i| {
                    let width = curve.diameter_nm[i] - curve.diameter_nm[i - 1];
                    width * f64::midpoint(curve.per_nm[i], curve.per_nm[i - 1])
                })
                .sum();
            assert!((area - 1.0).abs() < 0.02, "{area}");
        };
        let particles: Vec<f64> =
            (1..400).map(|i| 100.0 * (0.001 * f64::from(i * i % 997)).exp()).collect();
        check(&SizeDistribution::particles(particles).unwrap());
        let edges = (0..101).map(|i| 5.0 * f64::from(i)).collect();
        let weights = (0..100).map(|i| f64::from((100 - i) * i)).collect();
        check(&SizeDistribution::bins(edges, weights, Some(500.0)).unwrap());
        check(&SizeDistribution::particles(vec![100.0]).unwrap());
    }
}
