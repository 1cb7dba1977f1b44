//! The hierarchical model of `auto`: all samples at once, then draws of the shares of each.

use exocast_core::parallel;

use super::{
    gain::gain_factor,
    local::Local,
    plan::{Explained, Plan, Scaled},
};
use crate::{
    constants::{DISPERSION, FEW_SAMPLES, GATES, POISSON_ALPHA, PRESENCE, PRESENCE_RANGE},
    fit::{Calibrated, Nnls, Samples, Settings, Stabiliser, balanced_weights},
    linalg::times,
};

/// Rounds of a fit to one sample, and to all.
const ROUNDS: (usize, usize) = (12, 40);

impl Plan<'_> {
    /// Explains samples together; every one alone where they are too few to learn from.
    pub(crate) fn explain(&self, samples: &[Scaled<'_>]) -> Vec<Explained> {
        if samples.len() < FEW_SAMPLES || !self.dispersed {
            return parallel::map(samples.len(), |s| self.batch(&samples[s..=s], false))
                .into_iter()
                .flatten()
                .collect();
        }
        self.batch(samples, true)
    }

    fn batch(&self, samples: &[Scaled<'_>], shared: bool) -> Vec<Explained> {
        let cargo: Vec<Vec<f64>> = samples.iter().map(|s| s.counts.clone()).collect();
        let settings = Settings {
            bias: false,
            unknown: self.unknown,
            alpha: if self.dispersed { DISPERSION } else { POISSON_ALPHA },
            estimate_alpha: self.dispersed,
            iterations: if shared { ROUNDS.0 } else { 3 * ROUNDS.0 },
        };
        let solver = Nnls::weighted(self.signature, balanced_weights(self.signature));
        let even = self.signature.sum().max(f64::MIN_POSITIVE);
        let alone = |s: usize| {
            let y = &cargo[s..=s];
            let even = y[0].iter().sum::<f64>() / even;
            let start = solver.solve(&y[0]).iter().map(|w| 0.9 * w + 0.1 * even).collect();
            Samples { signature: self.signature, cargo: y, prior: self.prior }
                .fit(vec![start], settings)
        };
        let fit = if shared {
            let starts = parallel::map(cargo.len(), alone)
                .into_iter()
                .flat_map(|fit| fit.coefficients)
                .collect();
            let settings = Settings { bias: true, iterations: ROUNDS.1, ..settings };
            Samples { signature: self.signature, cargo: &cargo, prior: self.prior }
                .fit(starts, settings)
        } else {
            alone(0)
        };
        self.sample_posterior(samples, &fit, shared)
    }

    fn sample_posterior(
        &self,
        samples: &[Scaled<'_>],
        fit: &Calibrated,
        shared: bool,
    ) -> Vec<Explained> {
        let local = |s: usize| Local::new(self, &samples[s], fit, s, shared);
        let first = parallel::map(samples.len(), |s| {
            let mut local = local(s);
            let draws = local.draws(self, samples[s].name, 0, PRESENCE);
            local.centre(&draws);
            (local, presence(&draws, self.signature.ncols()))
        });
        let mean = first.iter().map(|(_, p)| p).sum::<f64>() / first.len() as f64;
        let mean = mean.clamp(PRESENCE_RANGE.0, PRESENCE_RANGE.1);
        let locals: Vec<&Local> = first.iter().map(|(local, _)| local).collect();
        let scatter = self.dispersed.then(|| {
            let explained_by_sources = shared && contrast(&locals, fit.alpha) >= GATES.contrast;
            fit.alpha + if explained_by_sources { 0.0 } else { fit.bias_variance }
        });
        let gains = shared.then(|| gain_factor(&locals, fit.bias_variance)).flatten();
        parallel::map(samples.len(), |s| {
            let local = locals[s];
            let mut draws = local.draws(self, samples[s].name, 1, mean);
            if let Some(factor) = &gains {
                local.spread(&mut draws, factor, self.seed, samples[s].name);
            }
            let predicted = local.predicted(self.folds, samples[s].unit);
            Explained { predicted, scatter, ..local.explained(&draws, samples[s].unit, fit) }
        })
    }
}

/// How much of what the samples differ in the sources explain: 1 − residual over what one common
/// profile leaves, both on the scale where counts scatter evenly.
fn contrast(samples: &[&Local], alpha: f64) -> f64 {
    let g = Stabiliser { alpha };
    let totals: Vec<f64> = samples.iter().map(|s| s.counts.iter().sum()).collect();
    let depth: f64 = totals.iter().sum();
    let features = samples.first().map_or(0, |s| s.counts.len());
    let common: Vec<f64> =
        (0..features).map(|f| samples.iter().map(|s| s.counts[f]).sum::<f64>() / depth).collect();
    let (mut left, mut all) = (0.0, 0.0);
    for (sample, total) in samples.iter().zip(&totals) {
        let fitted = times(sample.design.view(), &sample.amounts);
        for ((y, m), c) in sample.counts.iter().zip(&fitted).zip(&common) {
            left += (g.at(*y) - g.at(*m)).powi(2);
            all += (g.at(*y) - g.at(c * total)).powi(2);
        }
    }
    if all > 0.0 { 1.0 - left / all } else { 0.0 }
}

/// Share of the sources that draws hold, over draws.
fn presence(draws: &[Vec<f64>], sources: usize) -> f64 {
    let held: usize = draws.iter().map(|a| a[..sources].iter().filter(|a| **a > 0.0).count()).sum();
    held as f64 / (draws.len() * sources) as f64
}
