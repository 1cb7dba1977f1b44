//! Families of distributions that one population of sizes may follow.

use serde::Serialize;
use statrs::function::gamma::{gamma_lr, ln_gamma};

use crate::stats::normal;

/// A family of distributions of positive sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// μ and σ of ln d.
    Lognormal,
    /// Mean and standard deviation.
    Normal,
    /// Shape and scale.
    Gamma,
    /// Shape and scale.
    Weibull,
    /// Mean μ and shape λ.
    InverseGaussian,
    /// Shapes c and k, and scale (Burr type XII).
    Burr,
}

pub(crate) struct Moments {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
    pub(crate) ln_mean: f64,
    pub(crate) ln_variance: f64,
}

impl Family {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Lognormal,
        Self::Normal,
        Self::Gamma,
        Self::Weibull,
        Self::InverseGaussian,
        Self::Burr,
    ];

    /// Its name in words.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Lognormal => "lognormal",
            Self::Normal => "normal",
            Self::Gamma => "gamma",
            Self::Weibull => "Weibull",
            Self::InverseGaussian => "inverse Gaussian",
            Self::Burr => "Burr",
        }
    }

    pub(crate) fn count(self) -> usize {
        if self == Self::Burr { 3 } else { 2 }
    }

    /// ln of the density at a size, for each unit of it.
    #[must_use]
    pub(crate) fn ln_density(self, x: f64, p: &[f64]) -> f64 {
        let (a, b) = (p[0], p[1]);
        let normal = |z: f64| normal::LN_PEAK - 0.5 * z * z;
        match self {
            Self::Lognormal => normal((x.ln() - a) / b) - b.ln() - x.ln(),
            Self::Normal => normal((x - a) / b) - b.ln(),
            Self::Gamma => (a - 1.0) * (x / b).ln() - x / b - ln_gamma(a) - b.ln(),
            Self::Weibull => (a / b).ln() + (a - 1.0) * (x / b).ln() - (x / b).powf(a),
            Self::InverseGaussian => {
                0.5 * (b / (std::f64::consts::TAU * x.powi(3))).ln()
                    - b * (x - a).powi(2) / (2.0 * a * a * x)
            }
            Self::Burr => {
                let (c, k, scale) = (a, b, p[2]);
                let y = (x / scale).ln();
                (c * k / scale).ln() + (c - 1.0) * y - (k + 1.0) * (c * y).exp().ln_1p()
            }
        }
    }

    /// Share no larger than a size.
    #[must_use]
    pub(crate) fn cumulative(self, x: f64, p: &[f64]) -> f64 {
        let (a, b) = (p[0], p[1]);
        if x <= 0.0 {
            return if self == Self::Normal { normal::cdf((x - a) / b) } else { 0.0 };
        }
        if x.is_infinite() {
            return 1.0;
        }
        match self {
            Self::Lognormal => normal::cdf((x.ln() - a) / b),
            Self::Normal => normal::cdf((x - a) / b),
            Self::Gamma => gamma_lr(a, x / b),
            Self::Weibull => -(-(x / b).powf(a)).exp_m1(),
            Self::InverseGaussian => {
                let root = (b / x).sqrt();
                let first = normal::cdf(root * (x / a - 1.0));
                // e^(2λ/μ) Φ(−z) in logarithms where the exponential overflows.
                let z = root * (x / a + 1.0);
                let second = (2.0 * b / a + normal::ln_upper(z)).exp();
                first + second
            }
            Self::Burr => 1.0 - (-b * (a * (x / p[2]).ln()).exp().ln_1p()).exp(),
        }
        .clamp(0.0, 1.0)
    }

    /// Starting values from mean and variance of d and of ln d.
    pub(crate) fn start(self, m: &Moments) -> Vec<f64> {
        let cv2 = (m.variance / (m.mean * m.mean)).max(1e-8);
        match self {
            Self::Lognormal => vec![m.ln_mean, m.ln_variance.sqrt()],
            Self::Normal => vec![m.mean, m.variance.sqrt()],
            Self::Gamma => vec![1.0 / cv2, m.mean * cv2],
            Self::Weibull => vec![1.2 / cv2.sqrt(), 1.1 * m.mean],
            Self::InverseGaussian => vec![m.mean, m.mean / cv2],
            Self::Burr => vec![1.6 / m.ln_variance.sqrt(), 1.0, m.ln_mean.exp()],
        }
    }
}
