//! What pictures of a sample are drawn from: density band, posterior by size, quantiles.

use super::analysis::SampleAnalysis;
use crate::options::SizeClass;
use crate::size::{ClassModel, PercentileRule, percentile};
use crate::stats::{sample_sd, student_975};

impl SampleAnalysis {
    /// The 95 % band of the density, as lower and upper ends at the diameters of
    /// [`density`](Self::density): Student's t between videos, or exports. Nothing for one video.
    #[must_use]
    pub fn density_band(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        let n = self.ridges.len();
        let t = student_975(n.checked_sub(1)?)? / (n as f64).sqrt();
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for (&d, &centre) in self.density.diameter_nm.iter().zip(&self.density.per_nm) {
            let values: Vec<f64> = self.ridges.iter().map(|ridge| ridge.density.at(d)).collect();
            let half = t * sample_sd(&values)?;
            low.push((centre - half).max(0.0));
            high.push(centre + half);
        }
        Some((low, high))
    }

    /// Probability of each class by diameter, as points (nm, probability) at `points` even places of ln d over the sizes seen.
    /// Nothing where no mixture was fitted.
    #[must_use]
    pub fn class_curves(
        &self,
        classes: &[SizeClass],
        points: usize,
    ) -> Vec<(String, Vec<(f64, f64)>)> {
        let Some(selection) = &self.mixture else { return Vec::new() };
        let model = ClassModel::new(classes, &selection.best().mixture);
        let ends = (self.density.diameter_nm.first(), self.density.diameter_nm.last());
        let (Some(&low), Some(&high)) = ends else { return Vec::new() };
        let step = (high / low).ln() / points.max(2).saturating_sub(1) as f64;
        let places: Vec<f64> = (0..points.max(2)).map(|i| low * (step * i as f64).exp()).collect();
        let posteriors: Vec<Vec<f64>> = places.iter().map(|&d| model.posterior(d)).collect();
        let fraction = |(k, class): (usize, &SizeClass)| {
            let curve = places.iter().zip(&posteriors).map(|(&d, shares)| (d, shares[k]));
            (class.name.clone(), curve.collect())
        };
        classes.iter().enumerate().map(fraction).collect()
    }

    /// Quantiles of the best mixture within the window (x) and of the sizes (y), at `points` even
    /// probabilities; on the diagonal where the mixture describes the sizes.
    #[must_use]
    pub fn quantile_pairs(&self, points: usize) -> Vec<(f64, f64)> {
        let Some(selection) = &self.mixture else { return Vec::new() };
        let (mixture, window) = (&selection.best().mixture, self.sizes.window());
        (0..points)
            .map(|i| {
                let p = (i as f64 + 0.5) / points as f64;
                let observed = percentile(&self.sizes, p, PercentileRule::UpperEdge);
                (mixture.quantile(p, window), observed)
            })
            .collect()
    }
}
