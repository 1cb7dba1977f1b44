//! The most frequent size of a distribution.

use super::distribution::SizeDistribution;
use super::percentile::{PercentileRule, percentile};
use super::smoothing::{Grid, deviation};

pub(crate) fn mode(sizes: &SizeDistribution) -> f64 {
    let (Some(edges), Some(weights)) = (sizes.edges(), sizes.weights()) else {
        return linear_mode(sizes);
    };
    // Bins may differ in width: what counts is the weight for each unit of size.
    let heights: Vec<f64> =
        edges.windows(2).zip(weights).map(|(edge, weight)| weight / (edge[1] - edge[0])).collect();
    let mut top = 0;
    for (i, &height) in heights.iter().enumerate() {
        if height > heights[top] {
            top = i;
        }
    }
    let centres = sizes.sizes();
    if heights.len() > 1 && (top == 0 || top + 1 == heights.len()) {
        // Beyond its ends a histogram is empty: the software of NTA takes a bin of nothing there.
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let (beyond, inner) = if top == 0 {
            (2.0 * first - centres[0], 1)
        } else {
            (2.0 * last - centres[top], top - 1)
        };
        let (a, b) = ((beyond, 0.0), (centres[inner], heights[inner]));
        let (before, after) = if top == 0 { (a, b) } else { (b, a) };
        let x = [before.0, centres[top], after.0];
        return vertex(&x, &[before.1, heights[top], after.1], 1);
    }
    vertex(centres, &heights, top)
}

/// The vertex of the parabola through the point `top` and its neighbours; the point itself at an end
/// or on a flat.
pub(crate) fn vertex(x: &[f64], y: &[f64], top: usize) -> f64 {
    if top == 0 || top + 1 >= x.len() {
        return x[top];
    }
    let (before, after) = (x[top - 1] - x[top], x[top + 1] - x[top]);
    let (fall, rise) = (y[top - 1] - y[top], y[top + 1] - y[top]);
    let curvature = before * rise - after * fall;
    let shift = 0.5 * (before * before * rise - after * after * fall) / curvature;
    if shift.is_finite() { x[top] + shift.clamp(before, after) } else { x[top] }
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
        return percentile(sizes, 0.5, PercentileRule::UpperEdge);
    }
    let grid = Grid::smooth(sizes.sizes(), &weights, bandwidth);
    let mut top = 0;
    for (i, &height) in grid.heights.iter().enumerate() {
        if height > grid.heights[top] {
            top = i;
        }
    }
    let x: Vec<f64> = (0..grid.heights.len()).map(|i| grid.position(i)).collect();
    vertex(&x, &grid.heights, top)
}
