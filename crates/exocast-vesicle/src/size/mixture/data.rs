//! What a mixture is fitted to: points or bins on the axis of ln d, weights, and the window.

use super::super::distribution::SizeDistribution;

/// Bins are joined up to this width in ln d for the search and for resampling; no population is
/// narrower than 2 % there, so little is lost.
const JOINED_WIDTH: f64 = 0.02;

/// Cells of the fine grid that stands for very many particles: a hundredth of the narrowest population
/// allowed would be twice as wide, and the variance within a cell is below 1e-7.
const FINE_WIDTH: f64 = 0.001;

/// From this number of particles on the search runs on the fine grid.
const MANY: usize = 20_000;

/// Where the weights are.
#[derive(Clone, Debug)]
pub(crate) enum Support {
    /// At values of ln d, ascending.
    Points(Vec<f64>),
    /// Between edges on the axis of ln d, one more than weights; the first may be −∞.
    Bins(Vec<f64>),
}

/// Weighted observations within a detection window, all in ln d.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    pub(crate) support: Support,
    /// Sum to the number of particles behind the data.
    pub(crate) weights: Vec<f64>,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) total: f64,
    /// Particles known to lie below `low`, which then is no truncation.
    pub(crate) censored: f64,
}

impl Data {
    /// `n` is the number of particles behind the weights.
    pub(crate) fn new(sizes: &SizeDistribution, n: f64) -> Self {
        let scale = n / sizes.total();
        let weights = sizes.iter().map(|(_, weight)| weight * scale).collect();
        let ln = |values: &[f64]| values.iter().map(|value| value.ln()).collect();
        let support = match sizes.edges() {
            Some(edges) => Support::Bins(ln(edges)),
            None => Support::Points(ln(sizes.sizes())),
        };
        let window = sizes.window();
        let (low, high) = (window.low.ln(), window.high.ln());
        let censored = sizes.censored().unwrap_or(0.0) * scale;
        Self { support, weights, low, high, total: n, censored }
    }

    /// Very many particles as the means of narrow cells, which the search can run over a hundred
    /// times as fast; nothing where there are not so many.
    pub(crate) fn fine(&self) -> Option<Self> {
        let Support::Points(points) = &self.support else { return None };
        if points.len() < MANY {
            return None;
        }
        let (mut means, mut masses) = (Vec::new(), Vec::new());
        let cell = |point: f64| (point / FINE_WIDTH).floor();
        let (mut now, mut sum, mut mass) = (f64::NAN, 0.0, 0.0);
        for (&point, &weight) in points.iter().zip(&self.weights) {
            let cell_of_point = cell(point);
            if cell_of_point.total_cmp(&now).is_ne() {
                if mass > 0.0 {
                    means.push(sum / mass);
                    masses.push(mass);
                }
                (now, sum, mass) = (cell_of_point, 0.0, 0.0);
            }
            sum += weight * point;
            mass += weight;
        }
        if mass > 0.0 {
            means.push(sum / mass);
            masses.push(mass);
        }
        Some(Self { support: Support::Points(means), weights: masses, ..*self })
    }

    /// Particles that were counted, sized or not.
    pub(crate) fn counted(&self) -> f64 {
        self.total + self.censored
    }

    /// Whether what lies outside of the window is missing, rather than counted.
    pub(crate) fn truncated(&self) -> bool {
        (self.low > f64::NEG_INFINITY && self.censored <= 0.0) || self.high < f64::INFINITY
    }

    /// The same weights on bins of about [`JOINED_WIDTH`].
    pub(crate) fn joined(&self) -> Self {
        let (edges, weights) = match &self.support {
            Support::Bins(edges) => join(edges, &self.weights),
            Support::Points(points) => grid(points, &self.weights, self.low, self.high),
        };
        Self { support: Support::Bins(edges), weights, ..*self }
    }

    /// Representative ln d of each weight, for starting values.
    pub(crate) fn places(&self) -> Vec<f64> {
        match &self.support {
            Support::Points(points) => points.clone(),
            Support::Bins(edges) => edges
                .windows(2)
                .map(|edge| {
                    // A bin from zero has no middle on this axis: take that of its upper half.
                    let low = if edge[0].is_finite() { edge[0] } else { edge[1] - 1.386 };
                    f64::midpoint(low, edge[1])
                })
                .collect(),
        }
    }

    /// Number of places that hold any weight.
    pub(crate) fn occupied(&self) -> usize {
        self.weights.iter().filter(|&&weight| weight > 0.0).count()
    }
}

fn join(edges: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut joined, mut sums) = (vec![edges[0]], vec![]);
    let mut sum = 0.0;
    let last = weights.len() - 1;
    for (i, &weight) in weights.iter().enumerate() {
        sum += weight;
        let next = if i == last { f64::INFINITY } else { edges[i + 2] };
        if next - joined[joined.len() - 1] > JOINED_WIDTH {
            joined.push(edges[i + 1]);
            sums.push(sum);
            sum = 0.0;
        }
    }
    trim(joined, sums)
}

fn grid(points: &[f64], weights: &[f64], low: f64, high: f64) -> (Vec<f64>, Vec<f64>) {
    let first = if low.is_finite() { low } else { points[0] - 0.5 * JOINED_WIDTH };
    let (mut edges, mut sums) = (vec![], vec![]);
    let (mut cell, mut sum) = (usize::MAX, 0.0);
    for (&point, &weight) in points.iter().zip(weights) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "point >= first"
        )]
        let index = ((point - first) / JOINED_WIDTH) as usize;
        if index != cell {
            if cell == usize::MAX {
                edges.push(first + index as f64 * JOINED_WIDTH);
            } else {
                sums.push(sum);
                // Cells without a point are empty bins.
                edges.push(first + (cell + 1) as f64 * JOINED_WIDTH);
                if index > cell + 1 {
                    sums.push(0.0);
                    edges.push(first + index as f64 * JOINED_WIDTH);
                }
            }
            (cell, sum) = (index, 0.0);
        }
        sum += weight;
    }
    sums.push(sum);
    edges.push((first + (cell + 1) as f64 * JOINED_WIDTH).min(high));
    (edges, sums)
}

/// Leaves out empty bins at both ends.
fn trim(edges: Vec<f64>, weights: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    let first = weights.iter().position(|&weight| weight > 0.0);
    let last = weights.iter().rposition(|&weight| weight > 0.0);
    match (first, last) {
        (Some(first), Some(last)) => {
            (edges[first..=last + 1].to_vec(), weights[first..=last].to_vec())
        }
        _ => (edges, weights),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_keeps_the_weight_and_the_edges() {
        let edges: Vec<f64> = (0..=1000).map(f64::from).collect();
        let weights: Vec<f64> = (0..1000).map(|i| f64::from(i % 7)).collect();
        let sizes = SizeDistribution::bins(edges, weights, Some(700.0)).unwrap();
        let joined = Data::new(&sizes, 700.0).joined();
        let Support::Bins(edges) = &joined.support else { panic!("bins stay bins") };
        assert_eq!(edges.len(), joined.weights.len() + 1);
        assert!((joined.weights.iter().sum::<f64>() - 700.0).abs() < 1e-9);
        assert!(edges.windows(2).all(|edge| edge[0] < edge[1]));
        assert!(edges.len() < 300, "{}", edges.len());
    }

    #[test]
    fn points_fall_into_ascending_cells() {
        let sizes = SizeDistribution::particles(vec![50.0, 50.2, 80.0, 81.0, 300.0]).unwrap();
        let joined = Data::new(&sizes, 5.0).joined();
        let Support::Bins(edges) = &joined.support else { panic!("points become bins") };
        assert_eq!(edges.len(), joined.weights.len() + 1);
        assert!(edges.windows(2).all(|edge| edge[0] < edge[1]));
        assert!((joined.weights.iter().sum::<f64>() - 5.0).abs() < 1e-12);
        assert!(edges[0] <= 50_f64.ln() && edges[edges.len() - 1] >= 300_f64.ln());
    }
}
