//! One lognormal population.

use exocast_core::Share;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::window::Window;
use crate::error::ComputeError;
use crate::stats::normal;

/// One lognormal population of a mixture: ln d is normal with mean μ and standard deviation σ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    pub(crate) weight: f64,
    /// The mean of ln d with d in nm.
    pub(crate) mu: f64,
    /// The standard deviation of ln d.
    pub(crate) sigma: f64,
}

impl Component {
    /// A population by its share of particles, median diameter and geometric standard deviation.
    ///
    /// # Errors
    /// Where the median is not above 0 nm or the geometric standard deviation not above 1.
    pub fn new(weight: Share, median_nm: f64, gsd: f64) -> Result<Self, ComputeError> {
        let ok = median_nm.is_finite() && median_nm > 0.0 && gsd.is_finite() && gsd > 1.0;
        if ok {
            Ok(Self { weight: weight.get(), mu: median_nm.ln(), sigma: gsd.ln() })
        } else {
            Err(ComputeError::Component { median_nm, gsd })
        }
    }

    /// Share of the particles.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    /// Median and geometric mean diameter, nm.
    #[must_use]
    pub fn median_nm(&self) -> f64 {
        self.mu.exp()
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
