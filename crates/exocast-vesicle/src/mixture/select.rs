//! The number of populations, and where each search starts.

use exocast_core::{SeedPlan, Stream};
use rand::RngExt;
use rand_distr::{Binomial, Distribution};
use serde::Serialize;

use super::{
    Component, LognormalMixture,
    data::{Data, Support},
    em,
};
use crate::{SizeDistribution, options::CheckedOptions};

/// Cycles of the short search from each start, and of the long one from the best.
const SHORT: usize = 25;
const LONG: usize = 400;
/// Gain of log-likelihood in one cycle below which a search has arrived.
const TOLERANCE: f64 = 1e-6;
/// The same where the search goes on from there.
const NEAR: f64 = 1e-3;

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
            let starts = starts(&joined, count, before, options.restarts, seeds);
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

impl LognormalMixture {
    /// Fits a mixture of exactly `count` populations; otherwise as [`fit`](Self::fit).
    ///
    /// # Errors
    /// Where the sizes do not determine so many: three different ones each are wanted, two for one.
    pub fn fit_components(
        sizes: &SizeDistribution,
        count: usize,
        options: &CheckedOptions,
        seeds: SeedPlan,
    ) -> Result<Fit, FitError> {
        let n = sizes.tracks().unwrap_or(options.assumed_tracks).max(1.0);
        let data = Data::new(sizes, n);
        let joined = data.joined();
        let (found, count) = (joined.occupied(), count.max(1));
        let few = FitError::TooFewSizes { found };
        if found < 2 || (count > 1 && found < 3 * count) {
            return Err(few);
        }
        search(&data, &joined, starts(&joined, count, None, options.restarts, seeds)).ok_or(few)
    }

    /// Tests whether one more population is needed: the parametric bootstrap of the likelihood ratio
    /// (`McLachlan` 1987, J R Stat Soc C 36:318), whose χ² limit does not hold for mixtures.
    ///
    /// Samples of the same size are drawn from the fit of `count` populations and fitted with `count`
    /// and one more. Sizes stand on joined bins throughout.
    ///
    /// # Errors
    /// As [`fit_components`](Self::fit_components), for one more population.
    pub fn likelihood_ratio(
        sizes: &SizeDistribution,
        count: usize,
        resamples: usize,
        options: &CheckedOptions,
        seeds: SeedPlan,
    ) -> Result<LikelihoodRatio, FitError> {
        let n = sizes.tracks().unwrap_or(options.assumed_tracks).max(1.0);
        let joined = Data::new(sizes, n).joined();
        let (found, count) = (joined.occupied(), count.max(1));
        if found < 3 * (count + 1) {
            return Err(FitError::TooFewSizes { found });
        }
        let restarts = options.restarts;
        let pair = |data: &Data, restarts: usize, seeds: SeedPlan| {
            let few = best_of(data, starts(data, count, None, restarts, seeds));
            let more = few.as_ref().map(|few| few.components.as_slice());
            let more = best_of(data, starts(data, count + 1, more, restarts, seeds));
            few.zip(more)
        };
        let ratio =
            |few: &em::Run, more: &em::Run| 2.0 * (more.likelihood - few.likelihood).max(0.0);
        let Some((few, more)) = pair(&joined, restarts, seeds) else {
            return Err(FitError::TooFewSizes { found });
        };
        let statistic = ratio(&few, &more);
        let mixture = Self::sorted(few.components);
        let reached = (0..resamples)
            .filter(|&index| {
                let mut stream = seeds.stream("likelihood-ratio", index as u64);
                let drawn = draw(&joined, &mixture, &mut stream);
                let seeds = SeedPlan::new(stream.random());
                pair(&drawn, restarts.min(1), seeds)
                    .is_some_and(|(few, more)| ratio(&few, &more) >= statistic)
            })
            .count();
        let p = (reached + 1) as f64 / (resamples + 1) as f64;
        Ok(LikelihoodRatio { count, statistic, p, resamples })
    }
}

/// Whether `count` populations are enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LikelihoodRatio {
    /// The smaller number of populations.
    pub count: usize,
    /// Twice the gain of log-likelihood by one more.
    pub statistic: f64,
    /// Share of resamplings that gain as much, the data themselves counted as one.
    pub p: f64,
    /// Number of resamplings.
    pub resamples: usize,
}

fn best_of(data: &Data, starts: Vec<Vec<Component>>) -> Option<em::Run> {
    let runs = starts.into_iter().map(|start| em::run(data, start, 4 * SHORT, NEAR));
    runs.max_by(|a, b| a.likelihood.total_cmp(&b.likelihood))
}

/// The same bins with weights of a sample of the mixture, within the window.
fn draw(data: &Data, mixture: &LognormalMixture, stream: &mut Stream) -> Data {
    let edges = match &data.support {
        Support::Bins(edges) | Support::Points(edges) => edges,
    };
    let cumulative: Vec<f64> = edges.iter().map(|edge| mixture.cumulative(edge.exp())).collect();
    let all = cumulative[cumulative.len() - 1] - cumulative[0];
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let mut left = data.total.round() as u64;
    let mut share_left = 1.0;
    let weights = cumulative
        .windows(2)
        .map(|pair| {
            let share = (pair[1] - pair[0]) / all;
            let p = (share / share_left).clamp(0.0, 1.0);
            // A share between 0 and 1 always makes a binomial distribution.
            let drawn = Binomial::new(left, p).map_or(0, |draw| draw.sample(stream));
            left -= drawn;
            share_left = (share_left - share).max(f64::MIN_POSITIVE);
            drawn as f64
        })
        .collect();
    Data { weights, ..data.clone() }
}

/// Where searches for `count` populations start; `smaller` is the fit of one fewer.
fn starts(
    joined: &Data,
    count: usize,
    smaller: Option<&[Component]>,
    restarts: usize,
    seeds: SeedPlan,
) -> Vec<Vec<Component>> {
    let mut starts = vec![quantile_start(joined, count)];
    starts.extend(smaller.map(split_start));
    if count > 1 {
        for restart in 0..restarts {
            let mut stream = seeds.stream(&format!("mixture-{count}"), restart as u64);
            starts.push(random_start(joined, count, &mut stream));
        }
    }
    starts
}

/// The mixture that fits resampled data, from a fit of the data themselves.
pub(crate) fn refit(data: &Data, from: &LognormalMixture) -> LognormalMixture {
    let run = em::run(data, from.components().to_vec(), SHORT, 1e-3);
    LognormalMixture::sorted(run.components)
}

fn search(data: &Data, joined: &Data, starts: Vec<Vec<Component>>) -> Option<Fit> {
    let mut best: Option<em::Run> = None;
    for start in starts {
        let run = em::run(joined, start, SHORT, NEAR);
        if best.as_ref().is_none_or(|best| run.likelihood > best.likelihood) {
            best = Some(run);
        }
    }
    let near = em::run(joined, best?.components, LONG, NEAR);
    let run = match data.fine() {
        None => em::run(data, near.components, LONG, TOLERANCE),
        Some(fine) => {
            // The likelihood itself is that of every particle.
            let run = em::run(&fine, near.components, LONG, TOLERANCE);
            let (_, likelihood) = em::step(data, &run.components);
            em::Run { likelihood, ..run }
        }
    };
    let parameters = (3 * run.components.len() - 1) as f64;
    Some(Fit {
        mixture: LognormalMixture::sorted(run.components),
        log_likelihood: run.likelihood,
        bic: parameters * data.counted().ln() - 2.0 * run.likelihood,
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
