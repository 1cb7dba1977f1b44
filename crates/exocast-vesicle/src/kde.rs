//! Gaussian kernel densities of particles, exact and on a grid.

use std::f64::consts::TAU;

use serde::Serialize;

use crate::{Bandwidth, SizeDistribution, summary};

/// The axis on which the kernel is of one width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// d. A mode there is the most frequent size.
    Linear,
    /// ln d. A mode there is the most frequent size on a logarithmic plot, which is larger.
    #[default]
    Log,
}

/// A kernel density of particles.
///
/// ```
/// use exocast_vesicle::{Axis, Bandwidth, Kde, SizeDistribution};
///
/// let sizes = SizeDistribution::particles(vec![80.0, 90.0, 95.0, 100.0, 130.0])?;
/// let kde = Kde::new(&sizes, Axis::Log, Bandwidth::Silverman).ok_or("no spread")?;
/// let area: f64 = (1..4000).map(|d| kde.per_nm(f64::from(d))).sum();
/// assert!((area - 1.0).abs() < 1e-6);
/// assert!((kde.mode_nm() - 92.3).abs() < 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Kde {
    axis: Axis,
    /// Ascending, on the axis.
    values: Vec<f64>,
    bandwidth: f64,
}

impl Kde {
    /// Nothing where the sizes are bins or weighted, or do not vary.
    #[must_use]
    pub fn new(sizes: &SizeDistribution, axis: Axis, bandwidth: Bandwidth) -> Option<Self> {
        if sizes.weights().is_some() {
            return None;
        }
        let values: Vec<f64> = match axis {
            Axis::Linear => sizes.sizes().to_vec(),
            Axis::Log => sizes.sizes().iter().map(|size| size.ln()).collect(),
        };
        let bandwidth = bandwidth.of(&values);
        (bandwidth.is_finite() && bandwidth > 0.0).then_some(Self { axis, values, bandwidth })
    }

    /// Width of the kernel, on its axis.
    #[must_use]
    pub const fn bandwidth(&self) -> f64 {
        self.bandwidth
    }

    /// Density at a place of the axis, for each unit of it: the sum of all kernels.
    #[must_use]
    pub fn at(&self, place: f64) -> f64 {
        let sum: f64 = self
            .near(place)
            .iter()
            .map(|value| (-0.5 * ((place - value) / self.bandwidth).powi(2)).exp())
            .sum();
        sum / (self.values.len() as f64 * self.bandwidth * TAU.sqrt())
    }

    /// Density at a diameter, for each nm; `g(ln d)/d` where the axis is logarithmic.
    #[must_use]
    pub fn per_nm(&self, diameter_nm: f64) -> f64 {
        match self.axis {
            Axis::Linear => self.at(diameter_nm),
            Axis::Log => self.at(diameter_nm.ln()) / diameter_nm,
        }
    }

    /// Values whose kernels are above the last digit.
    fn near(&self, place: f64) -> &[f64] {
        let reach = 9.0 * self.bandwidth;
        let first = self.values.partition_point(|&value| value < place - reach);
        let end = self.values.partition_point(|&value| value <= place + reach);
        &self.values[first..end]
    }

    /// The highest place of the density on its axis, as a diameter.
    #[must_use]
    pub fn mode_nm(&self) -> f64 {
        let (places, heights) = self.grid(2048);
        let mut top = 0;
        for (i, height) in heights.iter().enumerate() {
            if *height > heights[top] {
                top = i;
            }
        }
        let start = summary::vertex(&places, &heights, top);
        let (low, high) = (places[top.saturating_sub(1)], places[(top + 1).min(2047)]);
        let mode = self.climb(start, low, high);
        match self.axis {
            Axis::Linear => mode,
            Axis::Log => mode.exp(),
        }
    }

    /// The density at its mode, for each unit of the axis.
    #[must_use]
    pub fn peak(&self) -> f64 {
        let mode = self.mode_nm();
        self.at(if self.axis == Axis::Log { mode.ln() } else { mode })
    }

    /// Newton's steps on the slope, held within a bracket.
    fn climb(&self, start: f64, low: f64, high: f64) -> f64 {
        let mut place = start;
        for _ in 0..50 {
            let (mut slope, mut bend) = (0.0, 0.0);
            for value in self.near(place) {
                let z = (place - value) / self.bandwidth;
                let kernel = (-0.5 * z * z).exp();
                slope -= z * kernel;
                bend += (z * z - 1.0) * kernel;
            }
            let next = place - self.bandwidth * slope / bend;
            if bend >= 0.0 || !(low..=high).contains(&next) {
                break;
            }
            let done = (next - place).abs() <= 1e-14 * place.abs();
            place = next;
            if done {
                break;
            }
        }
        place
    }

    /// The density at `points` even places, by linear binning and a direct sum over neighbouring
    /// cells (Wand 1994, J Comput Graph Stat 3:433): time does not grow with kernels times points.
    #[must_use]
    pub fn grid(&self, points: usize) -> (Vec<f64>, Vec<f64>) {
        let margin = 4.0 * self.bandwidth;
        let points = points.max(2);
        let (low, high) = (self.values[0] - margin, self.values[self.values.len() - 1] + margin);
        let step = (high - low) / (points - 1) as f64;
        let heights = smooth(&self.values, low, step, points, self.bandwidth);
        ((0..points).map(|i| low + step * i as f64).collect(), heights)
    }
}

/// The density of unsorted values at `points` even places from their least less four widths to their
/// largest and four more: what [`Kde::grid`] gives, without sorting.
///
/// Nothing where there is no value or the width is not above zero.
#[must_use]
pub fn density_grid(values: &[f64], bandwidth: f64, points: usize) -> Option<(f64, f64, Vec<f64>)> {
    if values.is_empty() || !(bandwidth.is_finite() && bandwidth > 0.0) || points < 2 {
        return None;
    }
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values {
        least = least.min(value);
        most = most.max(value);
    }
    let low = least - 4.0 * bandwidth;
    let step = (most + 4.0 * bandwidth - low) / (points - 1) as f64;
    Some((low, step, smooth(values, low, step, points, bandwidth)))
}

fn smooth(values: &[f64], low: f64, step: f64, points: usize, bandwidth: f64) -> Vec<f64> {
    // Share in the cell, and in it the mean distance from its lower end: two sums a value.
    let mut cells = vec![(0.0_f64, 0.0_f64); points];
    let inverse = 1.0 / step;
    for value in values {
        let place = (value - low) * inverse;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in the grid")]
        let cell = (place as usize).min(points - 2);
        let (mass, above) = &mut cells[cell];
        *mass += 1.0;
        *above += place - cell as f64;
    }
    let mut masses = vec![0.0; points];
    let share = 1.0 / values.len() as f64;
    for (i, (mass, above)) in cells.into_iter().enumerate().take(points - 1) {
        masses[i] += share * (mass - above);
        masses[i + 1] += share * above;
    }
    let kernel: Vec<f64> = (0..points)
        .map(|i| i as f64 * step / bandwidth)
        .take_while(|z| *z <= 8.0)
        .map(|z| (-0.5 * z * z).exp() / (TAU.sqrt() * bandwidth))
        .collect();
    let mut heights = vec![0.0; points];
    for (i, &mass) in masses.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
        heights[i] += mass * kernel[0];
        for (reach, factor) in kernel.iter().enumerate().skip(1) {
            if i >= reach {
                heights[i - reach] += mass * factor;
            }
            if i + reach < points {
                heights[i + reach] += mass * factor;
            }
        }
    }
    heights
}
