//! One population of another shape than lognormal, and which shape fits best.

use serde::Serialize;
use statrs::function::gamma::{gamma_lr, ln_gamma};

use crate::{SizeDistribution, Window, normal};

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

impl Family {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Lognormal,
        Self::Normal,
        Self::Gamma,
        Self::Weibull,
        Self::InverseGaussian,
        Self::Burr,
    ];

    /// Its name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lognormal => "lognormal",
            Self::Normal => "normal",
            Self::Gamma => "gamma",
            Self::Weibull => "Weibull",
            Self::InverseGaussian => "inverse Gaussian",
            Self::Burr => "Burr",
        }
    }

    fn count(self) -> usize {
        if self == Self::Burr { 3 } else { 2 }
    }

    /// ln of the density at a size, for each unit of it.
    #[must_use]
    pub fn ln_density(self, x: f64, p: &[f64]) -> f64 {
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
    pub fn cumulative(self, x: f64, p: &[f64]) -> f64 {
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
    fn start(self, m: &Moments) -> Vec<f64> {
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

/// One family fitted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyFit {
    /// The family.
    pub family: Family,
    /// Its parameters, in the order of [`Family`].
    pub parameters: Vec<f64>,
    /// Log-likelihood: of densities for each unit of size (particles), of probabilities (bins).
    pub log_likelihood: f64,
    /// Akaike information criterion.
    pub aic: f64,
    /// Bayesian information criterion.
    pub bic: f64,
}

struct Moments {
    mean: f64,
    variance: f64,
    ln_mean: f64,
    ln_variance: f64,
}

/// Fits every family by maximum likelihood, that of least AIC first.
///
/// One likelihood for all: `Σ w ln f(d)` for particles, `Σ w ln(F(b) − F(a))` for bins, less
/// `W ln P(seen)` where there is a detection window; with c censored particles, plus `c ln F(limit)` and
/// less `(W + c) ln F(high)` instead.
/// `assumed_tracks` stands for the number of particles where it is not known. Nothing is returned for
/// a family whose search finds no likelihood.
///
/// ```
/// use exocast_vesicle::{Family, SizeDistribution, fit_families};
///
/// let sizes: Vec<f64> = (1..400).map(|i| 90.0 * (0.3 * f64::from(i - 200) / 80.0).exp()).collect();
/// let fits = fit_families(&SizeDistribution::particles(sizes)?, 1000.0);
/// assert_eq!(fits.len(), Family::ALL.len());
/// assert!(fits.windows(2).all(|pair| pair[0].aic <= pair[1].aic));
/// # Ok::<(), exocast_vesicle::BadDistribution>(())
/// ```
#[must_use]
pub fn fit_families(sizes: &SizeDistribution, assumed_tracks: f64) -> Vec<FamilyFit> {
    let mut fits: Vec<FamilyFit> =
        Family::ALL.into_iter().filter_map(|family| fit(sizes, family, assumed_tracks)).collect();
    fits.sort_by(|a, b| a.aic.total_cmp(&b.aic));
    fits
}

/// Fits one family; see [`fit_families`].
#[must_use]
fn fit(sizes: &SizeDistribution, family: Family, assumed_tracks: f64) -> Option<FamilyFit> {
    let n = sizes.tracks().unwrap_or(assumed_tracks).max(1.0);
    let scale = n / sizes.total();
    let moments = moments(sizes)?;
    let censored = sizes.censored().unwrap_or(0.0) * scale;
    let Window { low, high } = sizes.window();
    let objective = |p: &[f64]| -> f64 {
        let terms: f64 = match sizes.edges() {
            None => sizes.iter().map(|(d, w)| w * family.ln_density(d, p)).sum(),
            Some(edges) => {
                let mut before = family.cumulative(edges[0], p);
                let bin = |(edge, (_, weight)): (&f64, (f64, f64))| {
                    let after = family.cumulative(*edge, p);
                    let mass = (after - before).max(1e-300);
                    before = after;
                    if weight > 0.0 { weight * mass.ln() } else { 0.0 }
                };
                edges[1..].iter().zip(sizes.iter()).map(bin).sum()
            }
        };
        let seen = if censored > 0.0 {
            let ln = |d: f64| family.cumulative(d, p).max(1e-300).ln();
            let above = if high.is_finite() { (n + censored) * ln(high) } else { 0.0 };
            censored * ln(low) - above
        } else if low > 0.0 || high.is_finite() {
            -n * (family.cumulative(high, p) - family.cumulative(low, p)).max(1e-300).ln()
        } else {
            0.0
        };
        scale * terms + seen
    };
    let start = family.start(&moments);
    // μ of the lognormal may have any sign; all else is above zero.
    let free = |p: &[f64]| -> Vec<f64> {
        let of = |(i, value): (usize, &f64)| {
            if family == Family::Lognormal && i == 0 { *value } else { value.ln() }
        };
        p.iter().enumerate().map(of).collect()
    };
    let back = |q: &[f64]| -> Vec<f64> {
        let of = |(i, value): (usize, &f64)| {
            if family == Family::Lognormal && i == 0 { *value } else { value.exp() }
        };
        q.iter().enumerate().map(of).collect()
    };
    let mut best = (free(&start), f64::INFINITY);
    for size in [0.3, 0.1, 0.01, 1e-3] {
        best = nelder_mead(&best.0, size, |q| {
            let value = -objective(&back(q));
            if value.is_finite() { value } else { f64::INFINITY }
        });
    }
    let log_likelihood = -best.1;
    let count = family.count() as f64;
    log_likelihood.is_finite().then(|| FamilyFit {
        family,
        parameters: back(&best.0),
        log_likelihood,
        aic: 2.0 * count - 2.0 * log_likelihood,
        bic: count * (n + censored).ln() - 2.0 * log_likelihood,
    })
}

fn moments(sizes: &SizeDistribution) -> Option<Moments> {
    let total = sizes.total();
    let average =
        |of: &dyn Fn(f64) -> f64| sizes.iter().map(|(d, w)| w * of(d)).sum::<f64>() / total;
    let (mean, ln_mean) = (average(&|d| d), average(&f64::ln));
    let variance = average(&|d| (d - mean).powi(2));
    let ln_variance = average(&|d| (d.ln() - ln_mean).powi(2));
    (variance > 0.0).then_some(Moments { mean, variance, ln_mean, ln_variance })
}

/// The smallest value of a function by the simplex of Nelder & Mead (1965, Comput J 7:308).
fn nelder_mead(start: &[f64], size: f64, of: impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut simplex: Vec<(Vec<f64>, f64)> = (0..=n)
        .map(|i| {
            let mut point = start.to_vec();
            if i > 0 {
                point[i - 1] += size;
            }
            let value = of(&point);
            (point, value)
        })
        .collect();
    for _ in 0..600 * n {
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let spread = simplex[n].1 - simplex[0].1;
        let width = (0..n).map(|i| (simplex[n].0[i] - simplex[0].0[i]).abs()).fold(0.0, f64::max);
        if spread <= 1e-13 * simplex[0].1.abs() && width < 1e-9 {
            break;
        }
        let centre: Vec<f64> = (0..n)
            .map(|i| simplex[..n].iter().map(|(point, _)| point[i]).sum::<f64>() / n as f64)
            .collect();
        let along = |factor: f64| -> (Vec<f64>, f64) {
            let worst = &simplex[n].0;
            let point: Vec<f64> =
                centre.iter().zip(worst).map(|(c, w)| c + factor * (c - w)).collect();
            let value = of(&point);
            (point, value)
        };
        let reflected = along(1.0);
        simplex[n] = if reflected.1 < simplex[0].1 {
            let far = along(2.0);
            if far.1 < reflected.1 { far } else { reflected }
        } else if reflected.1 < simplex[n - 1].1 {
            reflected
        } else {
            let near = along(if reflected.1 < simplex[n].1 { 0.5 } else { -0.5 });
            if near.1 < simplex[n].1.min(reflected.1) {
                near
            } else {
                let best = simplex[0].0.clone();
                for (point, value) in &mut simplex[1..] {
                    for (coordinate, anchor) in point.iter_mut().zip(&best) {
                        *coordinate = f64::midpoint(*coordinate, *anchor);
                    }
                    *value = of(point);
                }
                continue;
            }
        };
    }
    simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
    simplex.swap_remove(0)
}
