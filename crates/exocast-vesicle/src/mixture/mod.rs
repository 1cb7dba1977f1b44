//! Mixtures of lognormal size populations.

mod data;
mod em;
mod select;

use exocast_core::Share;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

use crate::{Window, normal};

pub(crate) use data::{Data, Support};
pub(crate) use select::refit;
pub use select::{Fit, FitError, LikelihoodRatio, Selection};

/// One lognormal population of a mixture: ln d is normal with mean μ and standard deviation σ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    weight: f64,
    mu: f64,
    sigma: f64,
}

/// Numbers that do not make a mixture.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadMixture {
    /// There is no component.
    #[error("a mixture needs at least one component")]
    Empty,
    /// A median diameter or a geometric standard deviation cannot be one.
    #[error(
        "a component of median {median_nm} nm and geometric standard deviation {gsd}: the first has to be above 0, the second above 1"
    )]
    Component {
        /// The median given.
        median_nm: f64,
        /// The geometric standard deviation given.
        gsd: f64,
    },
    /// Weights are negative or do not sum to 1.
    #[error("the weights of the components sum to {0}, not to 1")]
    Weights(f64),
}

impl Component {
    /// A population by its share of particles, median diameter and geometric standard deviation.
    ///
    /// # Errors
    /// Where the median is not above 0 nm or the geometric standard deviation not above 1.
    pub fn new(weight: Share, median_nm: f64, gsd: f64) -> Result<Self, BadMixture> {
        let ok = median_nm.is_finite() && median_nm > 0.0 && gsd.is_finite() && gsd > 1.0;
        if ok {
            Ok(Self { weight: weight.get(), mu: median_nm.ln(), sigma: gsd.ln() })
        } else {
            Err(BadMixture::Component { median_nm, gsd })
        }
    }

    /// Share of the particles.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    /// μ, the mean of ln d with d in nm.
    #[must_use]
    pub const fn mu(&self) -> f64 {
        self.mu
    }

    /// σ, the standard deviation of ln d.
    #[must_use]
    pub const fn sigma(&self) -> f64 {
        self.sigma
    }

    /// Median and geometric mean diameter, nm.
    #[must_use]
    pub fn median_nm(&self) -> f64 {
        self.mu.exp()
    }

    /// Most frequent diameter on the linear axis, `exp(μ − σ²)`, nm.
    #[must_use]
    pub fn mode_nm(&self) -> f64 {
        (self.mu - self.sigma * self.sigma).exp()
    }

    /// Arithmetic mean diameter, `exp(μ + σ²/2)`, nm.
    #[must_use]
    pub fn mean_nm(&self) -> f64 {
        (self.mu + 0.5 * self.sigma * self.sigma).exp()
    }

    /// Geometric standard deviation, `exp σ`.
    #[must_use]
    pub fn gsd(&self) -> f64 {
        self.sigma.exp()
    }

    pub(crate) const fn raw(weight: f64, mu: f64, sigma: f64) -> Self {
        Self { weight, mu, sigma }
    }

    /// ln(weight · density of ln d) at `ln_d`.
    pub(crate) fn ln_joint(&self, ln_d: f64) -> f64 {
        let z = (ln_d - self.mu) / self.sigma;
        self.weight.ln() - self.sigma.ln() + normal::LN_PEAK - 0.5 * z * z
    }

    /// Probability of lying in the window.
    pub(crate) fn seen(&self, window: Window) -> f64 {
        let z = |d: f64| (d.ln() - self.mu) / self.sigma;
        normal::cdf(z(window.high)) - normal::cdf(z(window.low))
    }
}

/// `{weight, median_nm, gsd, mu, sigma}`.
impl Serialize for Component {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Component", 5)?;
        fields.serialize_field("weight", &self.weight)?;
        fields.serialize_field("median_nm", &self.median_nm())?;
        fields.serialize_field("gsd", &self.gsd())?;
        fields.serialize_field("mu", &self.mu)?;
        fields.serialize_field("sigma", &self.sigma)?;
        fields.end()
    }
}

/// As it was written: `weight`, `median_nm` and `gsd` make a component.
impl<'de> Deserialize<'de> for Component {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            weight: Share,
            median_nm: f64,
            gsd: f64,
        }
        let Written { weight, median_nm, gsd } = Written::deserialize(deserializer)?;
        Self::new(weight, median_nm, gsd).map_err(serde::de::Error::custom)
    }
}

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
    pub fn new(components: Vec<Component>) -> Result<Self, BadMixture> {
        let total: f64 = components.iter().map(Component::weight).sum();
        if components.is_empty() {
            return Err(BadMixture::Empty);
        }
        if (total - 1.0).abs() > 1e-6 {
            return Err(BadMixture::Weights(total));
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
