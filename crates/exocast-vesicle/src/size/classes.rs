//! Operational size classes by posterior probability, never by a cut.

use exocast_core::Z95;

use super::mixture::{LognormalMixture, softmax};
use super::window::Window;
use crate::options::SizeClass;
use crate::stats::normal;

/// The central share of a class that its range holds is 95 %: half of its width is this many σ.
const HALF_RANGE: f64 = Z95;

/// Steps of the integrals over a population, from −6σ to 6σ.
const STEPS: i32 = 240;

/// Size classes laid over the populations of a fitted mixture.
///
/// `P(class | d) = Σ_k P(k | d) P(class | k, d)`, where `P(k | d)` is the posterior of the mixture,
/// `P(class | k, d) ∝ ω_k,class g_class(d)`, `g` the class's own lognormal, and
/// `ω_k,class = ∫ f_k(d) g_class(d)/Σ g(d) dd` the class shares of population k at even odds.
///
/// ```
/// use exocast_core::Share;
/// use exocast_vesicle::{ClassModel, Component, LognormalMixture, SizeClass};
///
/// let mixture = LognormalMixture::new(vec![Component::new(Share::new(1.0)?, 70.0, 1.3)?])?;
/// let classes = SizeClass::operational();
/// let model = ClassModel::new(&classes, &mixture);
/// let posterior = model.posterior(70.0);
/// assert!(posterior[1] > 0.95); // exosome-sized
/// assert!((posterior.iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClassModel<'a> {
    classes: &'a [SizeClass],
    mixture: &'a LognormalMixture,
    /// ln ω, one row per population.
    ln_shares: Vec<Vec<f64>>,
}

impl<'a> ClassModel<'a> {
    /// Works out the class shares of each population.
    #[must_use]
    pub fn new(classes: &'a [SizeClass], mixture: &'a LognormalMixture) -> Self {
        let even =
            |ln_d: f64| softmax(classes.iter().map(|class| ln_density(class, ln_d)).collect());
        let ln_shares = mixture
            .components()
            .iter()
            .map(|component| {
                let shares =
                    average(component.mu, component.sigma, Window::OPEN, classes.len(), even);
                shares.iter().map(|share| share.max(f64::MIN_POSITIVE).ln()).collect()
            })
            .collect();
        Self { classes, mixture, ln_shares }
    }

    /// Probability of each class for a particle of this diameter, in the order of the classes; sums
    /// to 1 at any size.
    #[must_use]
    pub fn posterior(&self, diameter_nm: f64) -> Vec<f64> {
        let ln_d = diameter_nm.ln();
        let mut sum = vec![0.0; self.classes.len()];
        for (population, share) in self.mixture.posterior(diameter_nm).into_iter().enumerate() {
            for (sum, class) in sum.iter_mut().zip(self.within(population, ln_d)) {
                *sum += share * class;
            }
        }
        sum
    }

    /// Share of each class among the particles of the sample that a window sees; an open window
    /// gives that of all particles.
    #[must_use]
    pub fn fractions(&self, window: Window) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes.len()];
        for (population, component) in self.mixture.components().iter().enumerate() {
            let of_class = |ln_d: f64| self.within(population, ln_d);
            let (mu, sigma) = (component.mu, component.sigma);
            let shares = average(mu, sigma, window, self.classes.len(), of_class);
            for (sum, share) in sums.iter_mut().zip(shares) {
                *sum += component.weight() * share;
            }
        }
        let total: f64 = sums.iter().sum();
        if total > 0.0 {
            for sum in &mut sums {
                *sum /= total;
            }
        }
        sums
    }

    /// `P(class | population, d)`.
    fn within(&self, population: usize, ln_d: f64) -> Vec<f64> {
        let logs = self.classes.iter().zip(&self.ln_shares[population]);
        softmax(logs.map(|(class, ln_share)| ln_density(class, ln_d) + ln_share).collect())
    }
}

/// `∫ f(y) value(y) dy` over the part of a normal population within the window; the weights of the
/// trapezoids are the exact probabilities of their steps, so that shares keep their sum.
fn average(
    mu: f64,
    sigma: f64,
    window: Window,
    classes: usize,
    value: impl Fn(f64) -> Vec<f64>,
) -> Vec<f64> {
    let low = ((window.low.ln() - mu) / sigma).max(-6.0);
    let high = ((window.high.ln() - mu) / sigma).min(6.0);
    let mut sums = vec![0.0; classes];
    if low >= high {
        return sums;
    }
    let step = (high - low) / f64::from(STEPS);
    for i in 0..STEPS {
        let start = low + f64::from(i) * step;
        let mass = normal::cdf(start + step) - normal::cdf(start);
        for (sum, share) in sums.iter_mut().zip(value(mu + sigma * (start + 0.5 * step))) {
            *sum += mass * share;
        }
    }
    sums
}

/// ln of the class's density of ln d: lognormal, its central 95 % being the range.
fn ln_density(class: &SizeClass, ln_d: f64) -> f64 {
    let (low, high) = (class.low_nm.ln(), class.high_nm.ln());
    let sigma = (high - low) / (2.0 * HALF_RANGE);
    let z = (ln_d - f64::midpoint(low, high)) / sigma;
    normal::LN_PEAK - sigma.ln() - 0.5 * z * z
}
