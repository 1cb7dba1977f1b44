//! The number of populations, and where each search starts.

use exocast_core::{SeedPlan, Stream};
use rand::RngExt;
use serde::Serialize;

use super::{Component, LognormalMixture, data::Data, em};
use crate::{SizeDistribution, options::CheckedOptions};

/// Cycles of the short search from each start, and of the long one from the best.
const SHORT: usize = 25;
const LONG: usize = 400;
/// Gain of log-likelihood in one cycle below which a search has arrived.
const TOLERANCE: f64 = 1e-6;

/// Why no mixture could be fitted.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// Too few different sizes for the smallest mixture.
    #[error("{found} different sizes do not determine a size population; 2 or more are wanted")]
    TooFewSizes {
        /// Number of different sizes.
        found: usize,
    },
}

/// One fitted mixture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// The populations.
    pub mixture: LognormalMixture,
    /// Log-likelihood, of ln d for particles and of bin probabilities for histograms, given the window.
    pub log_likelihood: f64,
    /// Bayesian information criterion, `(3K − 1) ln n − 2ℓ` (Schwarz 1978, Ann Stat 6:461).
    pub bic: f64,
    /// Akaike information criterion, `2(3K − 1) − 2ℓ`.
    pub aic: f64,
    /// Whether the search arrived before its last cycle.
    pub converged: bool,
    /// Log-likelihood along the search, never falling.
    #[serde(skip)]
    pub trace: Vec<f64>,
}

/// Mixtures of 1, 2, … populations over the same sizes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selection {
    /// Number of particles behind the sizes, as it enters the likelihood.
    pub n: f64,
    /// The fits, by number of populations from 1.
    pub fits: Vec<Fit>,
    /// Index of the fit of least BIC.
    pub best: usize,
}

impl Selection {
    /// The fit of least BIC.
    #[must_use]
    pub fn best(&self) -> &Fit {
        &self.fits[self.best]
    }
}

impl LognormalMixture {
    /// Fits mixtures of 1, 2, … populations and takes that of least BIC.
    ///
    /// Sizes may be particles or bins, weighted, and truncated by their window. Where the number of
    /// particles is not known, `options.assumed_tracks` stands for it. Searches start from quantiles,
    /// from the next smaller fit with one population split, and from `options.restarts` random
    /// places; they run over joined bins first and end on the sizes themselves.
    ///
    /// # Errors
    /// Where fewer than two different sizes are given.
    ///
    /// ```
    /// use exocast_core::SeedPlan;
    /// use exocast_vesicle::{LognormalMixture, Options, SizeDistribution};
    ///
    /// // Two narrow populations, around 80 and 300 nm.
    /// let sizes: Vec<f64> = (0..300)
    ///     .map(|i| (if i % 3 == 0 { 300.0_f64 } else { 80.0 }, f64::from(i % 11) - 5.0))
    ///     .map(|(median, step)| median * (0.004 * step * step * step.signum()).exp())
    ///     .collect();
    /// let sizes = SizeDistribution::particles(sizes)?;
    /// let options = Options { components: 3, ..Options::default() }.check()?;
    /// let selection = LognormalMixture::fit(&sizes, &options, SeedPlan::new(1))?;
    /// let mixture = &selection.best().mixture;
    /// assert_eq!(mixture.components().len(), 2);
    /// assert!((mixture.components()[1].weight() - 1.0 / 3.0).abs() < 0.01);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fit(
        sizes: &SizeDistribution,
        options: &CheckedOptions,
        seeds: SeedPlan,
    ) -> Result<Selection, FitError> {
        let n = sizes.tracks().unwrap_or(options.assumed_tracks).max(1.0);
        let data = Data::new(sizes, n);
        let joined = data.joined();
        let found = joined.occupied();
        if found < 2 {
            return Err(FitError::TooFewSizes { found });
        }
        let mut fits: Vec<Fit> = Vec::new();
        let mut best = 0;
        for count in 1..=options.components {
            // 3K − 1 numbers cannot be had from fewer places.
            if count > 1 && found < 3 * count {
                break;
            }
            let before = fits.last().map(|fit| fit.mixture.components());
            let mut starts = vec![quantile_start(&joined, count)];
            starts.extend(before.map(split_start));
            if count > 1 {
                for restart in 0..options.restarts {
                    let name = format!("mixture-{count}");
                    let mut stream = seeds.stream(&name, restart as u64);
                    starts.push(random_start(&joined, count, &mut stream));
                }
            }
            if let Some(fit) = search(&data, &joined, starts) {
                fits.push(fit);
            }
            let last = fits.len() - 1;
            if fits[last].bic < fits[best].bic {
                best = last;
            } else if last >= best + 2 {
                break;
            }
        }
        Ok(Selection { n, fits, best })
    }
}

/// The mixture that fits resampled data, from a fit of the data themselves.
pub(crate) fn refit(data: &Data, from: &LognormalMixture) -> LognormalMixture {
    let run = em::run(data, from.components().to_vec(), SHORT, 1e-3);
    LognormalMixture::sorted(run.components)
}

fn search(data: &Data, joined: &Data, starts: Vec<Vec<Component>>) -> Option<Fit> {
    let mut best: Option<em::Run> = None;
    for start in starts {
        let run = em::run(joined, start, SHORT, TOLERANCE);
        if best.as_ref().is_none_or(|best| run.likelihood > best.likelihood) {
            best = Some(run);
        }
    }
    let near = em::run(joined, best?.components, LONG, TOLERANCE);
    let run = em::run(data, near.components, LONG, TOLERANCE);
    let parameters = (3 * run.components.len() - 1) as f64;
    Some(Fit {
        mixture: LognormalMixture::sorted(run.components),
        log_likelihood: run.likelihood,
        bic: parameters * data.total.ln() - 2.0 * run.likelihood,
        aic: 2.0 * parameters - 2.0 * run.likelihood,
        converged: run.converged,
        trace: run.trace,
    })
}

/// Equal shares in order of size, each with its own mean and spread.
fn quantile_start(data: &Data, count: usize) -> Vec<Component> {
    let places = data.places();
    let share = data.total / count as f64;
    let mut sums = vec![(0.0, 0.0, 0.0); count];
    let mut below = 0.0;
    for (&place, &weight) in places.iter().zip(&data.weights) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let slice = (((below + 0.5 * weight) / share).max(0.0) as usize).min(count - 1);
        let sum = &mut sums[slice];
        *sum = (sum.0 + weight, sum.1 + weight * place, sum.2 + weight * place * place);
        below += weight;
    }
    let (overall, spread) = mean_and_spread(data, &places);
    let weight = 1.0 / count as f64;
    sums.iter()
        .map(|&(mass, sum, squares)| {
            if mass <= 0.0 {
                return Component::raw(weight, overall, spread);
            }
            let mean = sum / mass;
            let sd = (squares / mass - mean * mean).max(0.0).sqrt();
            Component::raw(weight, mean, sd.max(0.2 * spread).max(em::SIGMA_FLOOR))
        })
        .collect()
}

/// The population with most weight times spread becomes two.
fn split_start(components: &[Component]) -> Vec<Component> {
    let mut widest = 0;
    let extent = |c: &Component| c.weight * c.sigma;
    for (i, component) in components.iter().enumerate() {
        if extent(component) > extent(&components[widest]) {
            widest = i;
        }
    }
    let mut split = components.to_vec();
    let whole = split.remove(widest);
    for side in [-0.7, 0.7] {
        let mu = whole.mu + side * whole.sigma;
        let sigma = (0.7 * whole.sigma).max(em::SIGMA_FLOOR);
        split.push(Component::raw(0.5 * whole.weight, mu, sigma));
    }
    split
}

/// Equal shares at random quantiles.
fn random_start(data: &Data, count: usize, stream: &mut Stream) -> Vec<Component> {
    let places = data.places();
    let (_, spread) = mean_and_spread(data, &places);
    (0..count)
        .map(|_| {
            let target = stream.random::<f64>() * data.total;
            let mut below = 0.0;
            let at = data.weights.iter().position(|weight| {
                below += weight;
                below >= target
            });
            let mu = places[at.unwrap_or(places.len() - 1)];
            let sigma = spread * (0.2 + 0.6 * stream.random::<f64>());
            Component::raw(1.0 / count as f64, mu, sigma.max(em::SIGMA_FLOOR))
        })
        .collect()
}

fn mean_and_spread(data: &Data, places: &[f64]) -> (f64, f64) {
    let weighted = || places.iter().zip(&data.weights);
    let mean = weighted().map(|(place, weight)| place * weight).sum::<f64>() / data.total;
    let squares: f64 = weighted().map(|(place, weight)| weight * (place - mean).powi(2)).sum();
    (mean, (squares / data.total).sqrt().max(em::SIGMA_FLOOR))
}
