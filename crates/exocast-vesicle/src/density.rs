//! Gaussian kernel density of sizes, by linear binning onto an even grid (Wand 1994, J Comput Graph
//! Stat 3:433).

use std::f64::consts::{SQRT_2, TAU};

use serde::Serialize;
use statrs::function::erf::erf;

use crate::{PercentileRule, SizeDistribution, summary};

/// Number of points of a density curve.
const CURVE_POINTS: usize = 200;
/// Grid cells a bandwidth: the error of linear binning is of the order of the square of its inverse.
const CELLS_PER_BANDWIDTH: f64 = 20.0;
/// The most cells of a grid.
const MOST_CELLS: f64 = 16_384.0;
/// Number of particles taken where it is not known.
const UNKNOWN_TRACKS: f64 = 1000.0;

/// A smooth curve of number density over size, for figures.
///
/// A Gaussian kernel on ln d, brought to nm by the Jacobian 1/d, with Silverman's rule of thumb
/// `0.9 · min(s, IQR/1.349) · n^(−1/5)` (Silverman 1986, eq. 3.31).
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub fn of(sizes: &SizeDistribution) -> Self {
        let logs: Vec<f64> = sizes.sizes().iter().map(|size| size.ln()).collect();
        let weights: Vec<f64> = sizes.iter().map(|(_, weight)| weight).collect();
        let n = sizes.tracks().unwrap_or(UNKNOWN_TRACKS).max(2.0);
        let rule = PercentileRule::UpperEdge;
        let quartile = |p| summary::percentile(sizes, p, rule).ln();
        let spread = deviation(&logs, &weights).min((quartile(0.75) - quartile(0.25)) / 1.349);
        // Bins are no points: the kernel has to bridge them.
        let bridge = sizes.edges().map_or(0.0, |edges| {
            let at = summary::percentile(sizes, 0.5, rule);
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
    pub fn at(&self, diameter_nm: f64) -> f64 {
        let after = self.diameter_nm.partition_point(|&d| d <= diameter_nm);
        if after == 0 || after == self.diameter_nm.len() {
            return 0.0;
        }
        let (a, b) = (self.diameter_nm[after - 1], self.diameter_nm[after]);
        let share = (diameter_nm - a) / (b - a);
        self.per_nm[after - 1] * (1.0 - share) + self.per_nm[after] * share
    }
}

/// The mode of a kernel density on the linear axis, with Silverman's bandwidth
/// `s · (3n/4)^(−1/5)` as `SciPy` has it.
pub(crate) fn linear_mode(sizes: &SizeDistribution) -> f64 {
    let weights: Vec<f64> = sizes.iter().map(|(_, weight)| weight).collect();
    let n = sizes.tracks().unwrap_or(sizes.sizes().len() as f64).max(1.0);
    let unbiased = if n > 1.0 { (n / (n - 1.0)).sqrt() } else { 1.0 };
    let bandwidth = unbiased * deviation(sizes.sizes(), &weights) * (0.75 * n).powf(-0.2);
    let tiny = 1e-6 * sizes.sizes()[0];
    if bandwidth <= tiny {
        return summary::percentile(sizes, 0.5, PercentileRule::UpperEdge);
    }
    let grid = Grid::smooth(sizes.sizes(), &weights, bandwidth);
    let mut top = 0;
    for (i, &height) in grid.heights.iter().enumerate() {
        if height > grid.heights[top] {
            top = i;
        }
    }
    let x: Vec<f64> = (0..grid.heights.len()).map(|i| grid.position(i)).collect();
    summary::vertex(&x, &grid.heights, top)
}

fn deviation(values: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(x, w)| w * x).sum::<f64>() / total;
    let squares: f64 = values.iter().zip(weights).map(|(x, w)| w * (x - mean).powi(2)).sum();
    (squares / total).sqrt()
}

/// A density on an even grid.
struct Grid {
    low: f64,
    step: f64,
    heights: Vec<f64>,
}

impl Grid {
    fn smooth(values: &[f64], weights: &[f64], bandwidth: f64) -> Self {
        let low = values[0] - 4.0 * bandwidth;
        let high = values[values.len() - 1] + 4.0 * bandwidth;
        let wanted = ((high - low) / bandwidth * CELLS_PER_BANDWIDTH).clamp(64.0, MOST_CELLS);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "64 to 16384")]
        let cells = wanted as usize;
        let step = (high - low) / (cells - 1) as f64;
        let total: f64 = weights.iter().sum();
        let mut masses = vec![0.0; cells];
        for (value, weight) in values.iter().zip(weights) {
            let place = (value - low) / step;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in grid")]
            let cell = (place as usize).min(cells - 2);
            let above = place - cell as f64;
            masses[cell] += weight / total * (1.0 - above);
            masses[cell + 1] += weight / total * above;
        }
        let kernel = kernel(bandwidth, step, cells);
        let mut heights = vec![0.0; cells];
        for (i, &mass) in masses.iter().enumerate() {
            if mass > 0.0 {
                heights[i] += mass * kernel[0];
                for (reach, &factor) in kernel.iter().enumerate().skip(1) {
                    if i >= reach {
                        heights[i - reach] += mass * factor;
                    }
                    if i + reach < cells {
                        heights[i + reach] += mass * factor;
                    }
                }
            }
        }
        Self { low, step, heights }
    }

    fn position(&self, i: usize) -> f64 {
        self.low + self.step * i as f64
    }

    /// Between grid points, linear; nothing outside.
    fn at(&self, value: f64) -> f64 {
        let place = (value - self.low) / self.step;
        if place < 0.0 || place >= (self.heights.len() - 1) as f64 {
            return 0.0;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in the grid")]
        let cell = place as usize;
        let above = place - cell as f64;
        self.heights[cell] * (1.0 - above) + self.heights[cell + 1] * above
    }
}

/// Kernel heights by distance in cells, out to six bandwidths. A kernel narrower than the grid is
/// averaged over each cell, so that it keeps its mass.
fn kernel(bandwidth: f64, step: f64, cells: usize) -> Vec<f64> {
    let narrow = bandwidth < 3.0 * step;
    (0..cells)
        .map(|i| i as f64 * step / bandwidth)
        .take_while(|&z| z <= 6.0 + step / bandwidth)
        .map(|z| {
            if narrow {
                let half = 0.5 * step / bandwidth;
                0.5 * (erf((z + half) / SQRT_2) - erf((z - half) / SQRT_2)) / step
            } else {
                (-0.5 * z * z).exp() / (TAU.sqrt() * bandwidth)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_holds_all_particles() {
        let check = |sizes: &SizeDistribution| {
            let curve = DensityCurve::of(sizes);
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
