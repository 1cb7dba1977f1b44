//! Gaussian kernel smoothing by linear binning onto an even grid (Wand 1994, J Comput Graph Stat
//! 3:433).

use statrs::function::erf::erf;
use std::f64::consts::{SQRT_2, TAU};

/// Grid cells per bandwidth: the error of linear binning is of the order of the square of its inverse.
const CELLS_PER_BANDWIDTH: f64 = 20.0;

/// The most cells of a grid.
const MOST_CELLS: f64 = 16_384.0;

pub(crate) fn deviation(values: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(x, w)| w * x).sum::<f64>() / total;
    let squares: f64 = values.iter().zip(weights).map(|(x, w)| w * (x - mean).powi(2)).sum();
    (squares / total).sqrt()
}

/// A density on an even grid.
pub(crate) struct Grid {
    pub(crate) low: f64,
    pub(crate) step: f64,
    pub(crate) heights: Vec<f64>,
}

impl Grid {
    pub(crate) fn smooth(values: &[f64], weights: &[f64], bandwidth: f64) -> Self {
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

    pub(crate) fn position(&self, i: usize) -> f64 {
        self.low + self.step * i as f64
    }

    /// Between grid points, linear; nothing outside.
    pub(crate) fn at(&self, value: f64) -> f64 {
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
