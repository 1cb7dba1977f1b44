//! How cargo scatters around its mean.

use statrs::function::gamma::ln_gamma;

/// The variance of an amount y around its mean m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Noise {
    /// Normal with this variance.
    Constant(f64),
    /// y/φ is Poisson (α = 0) or negative binomial: variance φm + αm².
    Count {
        /// Size of one count in the unit of y.
        phi: f64,
        /// Dispersion.
        alpha: f64,
    },
}

impl Noise {
    /// ln p(y | m) up to a term that does not depend on m.
    #[inline]
    pub(crate) fn log_density(self, y: f64, m: f64) -> f64 {
        match self {
            Self::Constant(variance) => -(y - m) * (y - m) / (2.0 * variance),
            Self::Count { phi, alpha } => {
                let (y, m) = (y / phi, m / phi);
                let hits = if y > 0.0 { y * m.ln() } else { 0.0 };
                if alpha > 0.0 { hits - (y + 1.0 / alpha) * (alpha * m).ln_1p() } else { hits - m }
            }
        }
    }

    /// The part of ln p(y | m) that depends on α alone.
    pub(crate) fn log_normaliser(self, y: f64) -> f64 {
        match self {
            Self::Count { phi, alpha } if alpha > 0.0 => {
                let (y, r) = (y / phi, 1.0 / alpha);
                ln_gamma(y + r) - ln_gamma(r) + y * alpha.ln()
            }
            _ => 0.0,
        }
    }

    /// Variance at mean m.
    #[inline]
    pub(crate) fn variance(self, m: f64) -> f64 {
        match self {
            Self::Constant(variance) => variance,
            Self::Count { phi, alpha } => phi * m + alpha * m * m,
        }
    }

    /// The size of the noise where there is almost nothing: the smallest amount above noise.
    pub(crate) fn unit(self) -> f64 {
        match self {
            Self::Constant(variance) => variance.sqrt(),
            Self::Count { phi, .. } => phi,
        }
    }

    /// The same noise with another dispersion.
    pub(crate) fn with_dispersion(self, alpha: f64) -> Self {
        match self {
            Self::Count { phi, .. } => Self::Count { phi, alpha },
            constant @ Self::Constant(_) => constant,
        }
    }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Discrete, NegativeBinomial, Poisson};

    use super::*;

    #[test]
    fn densities_are_those_of_the_distributions() {
        let poisson = Noise::Count { phi: 1.0, alpha: 0.0 };
        let reference = Poisson::new(3.5).unwrap();
        let gap = |y: u64| poisson.log_density(y as f64, 3.5) - reference.ln_pmf(y);
        assert!((gap(4) - gap(0) - ln_gamma(5.0)).abs() < 1e-12);

        let alpha = 0.4;
        let binomial = Noise::Count { phi: 1.0, alpha };
        let reference = NegativeBinomial::new(1.0 / alpha, 1.0 / (1.0 + alpha * 3.5)).unwrap();
        for y in [0_u64, 1, 7] {
            let x = y as f64;
            let ours =
                binomial.log_density(x, 3.5) + binomial.log_normaliser(x) - ln_gamma(x + 1.0);
            assert!((ours - reference.ln_pmf(y)).abs() < 1e-10, "{y}");
        }
    }
}
