//! A mixture of lognormal populations.

use serde::{Deserialize, Deserializer, Serialize};

use super::super::window::Window;
use super::component::Component;
use crate::error::ComputeError;
use crate::stats::normal;

/// Through the check of the shares.
impl<'de> Deserialize<'de> for LognormalMixture {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Lognormal populations of the whole sample, in ascending order of median.
///
/// Shares are those of all particles, also of those too small to be seen.
///
/// ```
/// use exocast_core::Share;
/// use exocast_vesicle::{Component, LognormalMixture};
///
/// let mixture = LognormalMixture::new(vec![
///     Component::new(Share::new(0.7)?, 90.0, 1.25)?,
///     Component::new(Share::new(0.3)?, 250.0, 1.4)?,
/// ])?;
/// let posterior = mixture.posterior(120.0);
/// assert!(posterior[0] > 0.9 && (posterior[0] + posterior[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LognormalMixture {
    components: Vec<Component>,
}

impl LognormalMixture {
    /// Puts populations together.
    ///
    /// # Errors
    /// Where there is none, or their shares do not sum to 1 within 1e-6.
    pub fn new(components: Vec<Component>) -> Result<Self, ComputeError> {
        let total: f64 = components.iter().map(Component::weight).sum();
        if components.is_empty() {
            return Err(ComputeError::NoComponent);
        }
        if (total - 1.0).abs() > 1e-6 {
            return Err(ComputeError::Weights(total));
        }
        Ok(Self::sorted(components))
    }

    pub(crate) fn sorted(mut components: Vec<Component>) -> Self {
        components.sort_by(|a, b| a.mu.total_cmp(&b.mu));
        Self { components }
    }

    /// The populations, by ascending median.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// Number density at a diameter, for each nm.
    #[must_use]
    pub fn density(&self, diameter_nm: f64) -> f64 {
        let ln_d = diameter_nm.ln();
        self.components.iter().map(|c| c.ln_joint(ln_d).exp()).sum::<f64>() / diameter_nm
    }

    /// Share of the particles that are no larger than a diameter.
    #[must_use]
    pub fn cumulative(&self, diameter_nm: f64) -> f64 {
        let ln_d = diameter_nm.ln();
        self.components.iter().map(|c| c.weight * normal::cdf((ln_d - c.mu) / c.sigma)).sum()
    }

    /// Probability of each population for a particle of this diameter, `π_k f_k(d) / Σ_j π_j f_j(d)`;
    /// sums to 1 at any size, also far from all of them.
    #[must_use]
    pub fn posterior(&self, diameter_nm: f64) -> Vec<f64> {
        let ln_d = diameter_nm.ln();
        softmax(self.components.iter().map(|component| component.ln_joint(ln_d)).collect())
    }

    /// Share of all particles that lie in a detection window.
    #[must_use]
    pub fn seen(&self, window: Window) -> f64 {
        self.components.iter().map(|component| component.weight * component.seen(window)).sum()
    }
}

/// Weights proportional to the exponentials of `logs`, summing to 1.
pub(crate) fn softmax(mut logs: Vec<f64>) -> Vec<f64> {
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for value in &mut logs {
        *value = if top.is_finite() { (*value - top).exp() } else { 1.0 };
        sum += *value;
    }
    for value in &mut logs {
        *value /= sum;
    }
    logs
}

impl LognormalMixture {
    /// The size below which the share `p` of the particles in the window lies, nm.
    #[must_use]
    pub(crate) fn quantile(&self, p: f64, window: Window) -> f64 {
        let below = if window.low > 0.0 { self.cumulative(window.low) } else { 0.0 };
        let above = if window.high.is_finite() { self.cumulative(window.high) } else { 1.0 };
        let target = below + p.clamp(0.0, 1.0) * (above - below);
        let (mut low, mut high) = (window.low.max(1e-3), window.high.min(1e7));
        for _ in 0..100 {
            let middle = (low * high).sqrt();
            if self.cumulative(middle) < target {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low * high).sqrt()
    }
}
