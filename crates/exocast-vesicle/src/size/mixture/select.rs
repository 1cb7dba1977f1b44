//! Fits of 1, 2, … populations, and the number of populations by BIC.

use exocast_core::SeedPlan;
use serde::Serialize;

use super::super::distribution::SizeDistribution;
use super::component::Component;
use super::data::Data;
use super::em;
use super::lognormal::LognormalMixture;
use super::starts::starts;
use crate::error::ComputeError;
use crate::options::Options;
use exocast_core::options::Checked;

/// Cycles of the short search from each start, and of the long one from the best.
const SHORT: usize = 25;

const LONG: usize = 400;

/// Gain of log-likelihood in one cycle below which a search has arrived.
const TOLERANCE: f64 = 1e-6;

/// The same where the search goes on from there.
const NEAR: f64 = 1e-3;

/// One fitted mixture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
#[non_exhaustive]
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
    /// use exocast_core::{SeedPlan, options::Options as _};
    /// use exocast_vesicle::{LognormalMixture, Options, SizeDistribution};
    ///
    /// // Two narrow populations, around 80 and 300 nm.
    /// let sizes: Vec<f64> = (0..300)
    ///     .map(|i| (if i % 3 == 0 { 300.0_f64 } else { 80.0 }, f64::from(i % 11) - 5.0))
    ///     .map(|(median, step)| median * (0.004 * step * step * step.signum()).exp())
    ///     .collect();
    /// let sizes = SizeDistribution::particles(sizes)?;
    /// let mut options = Options::default();
    /// options.components = 3;
    /// let options = options.check()?;
    /// let selection = LognormalMixture::fit(&sizes, &options, SeedPlan::new(1))?;
    /// let mixture = &selection.best().mixture;
    /// assert_eq!(mixture.components().len(), 2);
    /// assert!((mixture.components()[1].weight() - 1.0 / 3.0).abs() < 0.01);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fit(
        sizes: &SizeDistribution,
        options: &Checked<Options>,
        seeds: SeedPlan,
    ) -> Result<Selection, ComputeError> {
        let n = sizes.tracks().unwrap_or(options.assumed_tracks).max(1.0);
        let data = Data::new(sizes, n);
        let joined = data.joined();
        let different = joined.occupied();
        if different < 2 {
            return Err(ComputeError::TooFewSizes { sizes: different });
        }
        let mut fits: Vec<Fit> = Vec::new();
        let mut best = 0;
        for count in 1..=options.components {
            // 3K − 1 numbers cannot be had from fewer places.
            if count > 1 && different < 3 * count {
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
    /// Where the sizes do not determine that many: three different ones each are wanted, two for one.
    pub fn fit_components(
        sizes: &SizeDistribution,
        count: usize,
        options: &Checked<Options>,
        seeds: SeedPlan,
    ) -> Result<Fit, ComputeError> {
        let n = sizes.tracks().unwrap_or(options.assumed_tracks).max(1.0);
        let data = Data::new(sizes, n);
        let joined = data.joined();
        let (different, count) = (joined.occupied(), count.max(1));
        let few = ComputeError::TooFewSizes { sizes: different };
        if different < 2 || (count > 1 && different < 3 * count) {
            return Err(few);
        }
        search(&data, &joined, starts(&joined, count, None, options.restarts, seeds)).ok_or(few)
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
