//! A size distribution: particles or bins, with weights and the window that the detector sees.

use super::window::{Weighting, Window};
use crate::error::ComputeError;
use exocast_core::order;

/// Sizes with their weights.
///
/// Diameters are in nm wherever this crate makes one; all methods but those that name nm hold for
/// any unit.
///
/// ```
/// use exocast_vesicle::{PercentileRule, SizeDistribution, Summary};
///
/// let particles = SizeDistribution::particles(vec![90.0, 110.0, 100.0])?;
/// assert_eq!(Summary::new(&particles, PercentileRule::UpperEdge).median, 100.0);
/// # Ok::<(), exocast_vesicle::ComputeError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SizeDistribution {
    /// Ascending diameters of particles, or the centres of bins.
    sizes: Vec<f64>,
    weights: Option<Vec<f64>>,
    /// One more than bins; nothing for particles.
    edges: Option<Vec<f64>>,
    /// Number of particles behind the weights.
    tracks: Option<f64>,
    window: Window,
    /// Weight known to lie below the window.
    censored: Option<f64>,
}

impl SizeDistribution {
    /// One diameter per particle, in any order.
    ///
    /// # Errors
    /// Where there is none, or one is not finite and above zero.
    pub fn particles(mut diameters: Vec<f64>) -> Result<Self, ComputeError> {
        check_diameters(&diameters)?;
        order::sort(&mut diameters);
        let tracks = Some(diameters.len() as f64);
        Ok(Self {
            sizes: diameters,
            weights: None,
            edges: None,
            tracks,
            window: Window::OPEN,
            censored: None,
        })
    }

    /// Particles with weights, in any order; `tracks` is the number of particles behind them.
    ///
    /// # Errors
    /// As [`particles`](Self::particles), and where a weight is negative or all are zero.
    pub(crate) fn weighted_particles(
        diameters: &[f64],
        weights: &[f64],
        tracks: Option<f64>,
    ) -> Result<Self, ComputeError> {
        check_diameters(diameters)?;
        check_weights(weights)?;
        let mut pairs: Vec<(f64, f64)> =
            diameters.iter().copied().zip(weights.iter().copied()).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (sizes, weights) = pairs.into_iter().unzip();
        Ok(Self {
            sizes,
            weights: Some(weights),
            edges: None,
            tracks,
            window: Window::OPEN,
            censored: None,
        })
    }

    /// A histogram: `edges` has one more than `weights`, `tracks` is the number of particles behind
    /// it where known. Centres are the arithmetic midpoints.
    ///
    /// # Errors
    /// Where edges do not ascend from zero or above, or a weight is negative or all are zero.
    pub fn bins(
        edges: Vec<f64>,
        weights: Vec<f64>,
        tracks: Option<f64>,
    ) -> Result<Self, ComputeError> {
        let centres = edges.windows(2).map(|edge| f64::midpoint(edge[0], edge[1])).collect();
        Self::bins_at(centres, edges, weights, tracks)
    }

    /// A histogram whose centres are given as well.
    ///
    /// # Errors
    /// As [`bins`](Self::bins), and where a centre does not lie in its bin.
    pub(crate) fn bins_at(
        centres: Vec<f64>,
        edges: Vec<f64>,
        weights: Vec<f64>,
        tracks: Option<f64>,
    ) -> Result<Self, ComputeError> {
        let bins = weights.len();
        let fits = edges.len() == bins + 1
            && centres.len() == bins
            && edges.first().is_some_and(|&first| first >= 0.0)
            && edges.iter().all(|edge| edge.is_finite())
            && edges
                .windows(2)
                .zip(&centres)
                .all(|(edge, &centre)| edge[0] < centre && centre < edge[1]);
        if !fits {
            return Err(ComputeError::Edges { edges: bins + 1, bins });
        }
        check_weights(&weights)?;
        let (weights, edges) = (Some(weights), Some(edges));
        Ok(Self { sizes: centres, weights, edges, tracks, window: Window::OPEN, censored: None })
    }

    /// Ascending diameters of the particles, or centres of the bins.
    #[must_use]
    pub fn sizes(&self) -> &[f64] {
        &self.sizes
    }

    /// The weight of each size; nothing where every particle counts one.
    #[must_use]
    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }

    /// Edges of the bins, one more than bins; nothing for particles.
    #[must_use]
    pub fn edges(&self) -> Option<&[f64]> {
        self.edges.as_deref()
    }

    /// Number of particles behind the distribution, where known.
    #[must_use]
    pub const fn tracks(&self) -> Option<f64> {
        self.tracks
    }

    /// Where particles can be seen.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Sizes with their weights, in ascending order of size.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> {
        let weight = |i: usize| self.weights.as_ref().map_or(1.0, |weights| weights[i]);
        self.sizes.iter().enumerate().map(move |(i, &size)| (size, weight(i)))
    }

    /// The sum of the weights.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.weights.as_ref().map_or(self.sizes.len() as f64, |weights| weights.iter().sum())
    }

    /// The part that lies between `low` and `high`, both part of the window from then on, and the
    /// share of the weight that was left out.
    ///
    /// Bins are not cut: the window shrinks to the edges of the bins that lie wholly within.
    ///
    /// # Errors
    /// Where nothing lies within.
    pub fn within(&self, low: f64, high: f64) -> Result<(Self, f64), ComputeError> {
        let nothing = || ComputeError::NothingSeen { low, high };
        let keep = |i: usize| match &self.edges {
            Some(edges) => edges[i] >= low && edges[i + 1] <= high,
            None => (low..=high).contains(&self.sizes[i]),
        };
        let first = (0..self.sizes.len()).find(|&i| keep(i)).ok_or_else(nothing)?;
        let end = (first..self.sizes.len()).find(|&i| !keep(i)).unwrap_or(self.sizes.len());
        let edges = self.edges.as_ref().map(|edges| edges[first..=end].to_vec());
        let mut window = Window { low: low.max(self.window.low), high: high.min(self.window.high) };
        if let (Some(inner), Some(all)) = (&edges, &self.edges) {
            // A bin that straddles a limit was left out with all that lies beyond it.
            if inner.len() < all.len() {
                window.low = if first > 0 { inner[0] } else { window.low };
                window.high = if end < self.sizes.len() { inner[end - first] } else { window.high };
            }
        }
        let weights = self.weights.as_ref().map(|weights| weights[first..end].to_vec());
        let sizes = self.sizes[first..end].to_vec();
        let mut part = Self { sizes, weights, edges, window, tracks: None, censored: None };
        let share = part.total() / self.total();
        if share <= 0.0 {
            return Err(nothing());
        }
        part.tracks = self.tracks.map(|tracks| tracks * share);
        Ok((part, 1.0 - share))
    }

    /// Weight of particles that are known to lie below the window, though not where.
    #[must_use]
    pub(crate) const fn censored(&self) -> Option<f64> {
        self.censored
    }

    /// The part at or above a limit, with the weight below it counted but its sizes forgotten
    /// (left-censored): as where smaller particles are seen but cannot be sized.
    ///
    /// # Errors
    /// Where nothing lies above, or `limit` is not above zero.
    pub fn censored_below(&self, limit: f64) -> Result<Self, ComputeError> {
        let (part, left_out) = self.within(limit, f64::INFINITY)?;
        let weight = left_out * self.total();
        Ok(Self { censored: (weight > 0.0).then_some(weight), ..part })
    }

    /// The same sizes, each weighted by area or volume as well.
    #[must_use]
    pub fn weighted_by(&self, weighting: Weighting) -> Self {
        let power = match weighting {
            Weighting::Number => return self.clone(),
            Weighting::Area => 2,
            Weighting::Volume => 3,
        };
        let weights = self.iter().map(|(size, weight)| weight * size.powi(power)).collect();
        Self { weights: Some(weights), ..self.clone() }
    }

    /// The weights that fall into other bins; a bin's weight is spread evenly over its width.
    ///
    /// What lies outside of `edges` is left out.
    #[must_use]
    pub(crate) fn weights_in(&self, edges: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; edges.len().saturating_sub(1)];
        match &self.edges {
            None => {
                for (size, weight) in self.iter() {
                    let after = edges.partition_point(|&edge| edge <= size);
                    if after > 0 && after < edges.len() {
                        weights[after - 1] += weight;
                    }
                }
            }
            Some(bin_edges) => {
                for (bin, (_, weight)) in bin_edges.windows(2).zip(self.iter()) {
                    let (low, high) = (bin[0], bin[1]);
                    let start = edges.partition_point(|&edge| edge <= low).saturating_sub(1);
                    for i in start..weights.len() {
                        if edges[i] >= high {
                            break;
                        }
                        let overlap = edges[i + 1].min(high) - edges[i].max(low);
                        if overlap > 0.0 {
                            weights[i] += weight * overlap / (high - low);
                        }
                    }
                }
            }
        }
        weights
    }

    /// The average of normalised distributions: each counts the same, whatever its total.
    ///
    /// Distributions over the same bins keep them, particles stay particles, and a mixture of kinds
    /// is brought onto bins of 1 nm (wider where there would be more than 20 000). Tracks add up
    /// where all are known.
    ///
    /// # Errors
    /// Where there is none.
    pub fn average(parts: &[&Self]) -> Result<Self, ComputeError> {
        let (first, rest) = parts.split_first().ok_or(ComputeError::NoParticle)?;
        if rest.is_empty() {
            return Ok((*first).clone());
        }
        let tracks = parts.iter().map(|part| part.tracks).sum::<Option<f64>>();
        // Seen is only what every part sees.
        let window = parts.iter().fold(Window::OPEN, |window, part| Window {
            low: window.low.max(part.window.low),
            high: window.high.min(part.window.high),
        });
        let share = |part: &Self| 1.0 / (part.total() * parts.len() as f64);
        let mut average = if first.edges.is_none() && rest.iter().all(|part| part.edges.is_none()) {
            let (sizes, weights): (Vec<f64>, Vec<f64>) = parts
                .iter()
                .flat_map(|part| part.iter().map(|(size, weight)| (size, weight * share(part))))
                .unzip();
            Self::weighted_particles(&sizes, &weights, tracks)?
        } else {
            let edges = match &first.edges {
                Some(edges) if rest.iter().all(|part| part.edges.as_ref() == Some(edges)) => {
                    edges.clone()
                }
                _ => common_edges(parts),
            };
            let mut weights = vec![0.0; edges.len() - 1];
            for part in parts {
                for (sum, weight) in weights.iter_mut().zip(part.weights_in(&edges)) {
                    *sum += weight * share(part);
                }
            }
            Self::bins(edges, weights, tracks)?
        };
        average.window = window;
        Ok(average)
    }
}

/// Even edges from zero past the largest size.
fn common_edges(parts: &[&SizeDistribution]) -> Vec<f64> {
    let top = parts
        .iter()
        .filter_map(|part| part.edges.as_ref().unwrap_or(&part.sizes).last())
        .fold(1.0, |top: f64, &size| top.max(size));
    let width = (top / 20_000.0).max(1.0);
    let mut edges = vec![0.0];
    while edges[edges.len() - 1] <= top {
        edges.push(edges.len() as f64 * width);
    }
    edges
}

fn check_diameters(diameters: &[f64]) -> Result<(), ComputeError> {
    if diameters.is_empty() {
        return Err(ComputeError::NoParticle);
    }
    match diameters.iter().position(|&d| !(d.is_finite() && d > 0.0)) {
        None => Ok(()),
        Some(i) => Err(ComputeError::Diameter { place: i + 1, value: diameters[i] }),
    }
}

fn check_weights(weights: &[f64]) -> Result<(), ComputeError> {
    if let Some(i) = weights.iter().position(|&w| !(w.is_finite() && w >= 0.0)) {
        return Err(ComputeError::Weight { place: i + 1, value: weights[i] });
    }
    if weights.iter().sum::<f64>() > 0.0 { Ok(()) } else { Err(ComputeError::NoParticle) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_below_the_limit_is_counted_and_not_sized() {
        let sizes = SizeDistribution::particles(vec![60.0, 70.0, 90.0, 110.0]).unwrap();
        let censored = sizes.censored_below(80.0).unwrap();
        assert_eq!((censored.censored(), censored.sizes()), (Some(2.0), &[90.0, 110.0][..]));
        assert_eq!(sizes.censored_below(50.0).unwrap().censored(), None);
    }
}
