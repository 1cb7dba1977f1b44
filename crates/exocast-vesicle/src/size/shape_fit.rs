//! Which family fits one population of sizes best.

use serde::Serialize;

use super::distribution::SizeDistribution;
use super::shapes::{Family, Moments};
use super::window::Window;

/// One family fitted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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

/// Fits every family by maximum likelihood, that of least AIC first.
///
/// One likelihood for all: `Σ w ln f(d)` for particles, `Σ w ln(F(b) − F(a))` for bins, less
/// `W ln P(seen)` where there is a detection window; with c censored particles, plus `c ln F(limit)` and
/// less `(W + c) ln F(high)` instead.
/// `assumed_tracks` stands for the number of particles where it is not known. Nothing is returned for
/// a family whose search finds no likelihood.
///
/// ```
/// use exocast_vesicle::{SizeDistribution, fit_families};
///
/// let sizes: Vec<f64> = (1..400).map(|i| 90.0 * (0.3 * f64::from(i - 200) / 80.0).exp()).collect();
/// let fits = fit_families(&SizeDistribution::particles(sizes)?, 1000.0);
/// assert_eq!(fits.len(), 6);
/// assert!(fits.windows(2).all(|pair| pair[0].aic <= pair[1].aic));
/// # Ok::<(), exocast_vesicle::ComputeError>(())
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
        let to_free = |(i, value): (usize, &f64)| {
            if family == Family::Lognormal && i == 0 { *value } else { value.ln() }
        };
        p.iter().enumerate().map(to_free).collect()
    };
    let back = |q: &[f64]| -> Vec<f64> {
        let to_bounded = |(i, value): (usize, &f64)| {
            if family == Family::Lognormal && i == 0 { *value } else { value.exp() }
        };
        q.iter().enumerate().map(to_bounded).collect()
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
    let average = |function: &dyn Fn(f64) -> f64| {
        sizes.iter().map(|(d, w)| w * function(d)).sum::<f64>() / total
    };
    let (mean, ln_mean) = (average(&|d| d), average(&f64::ln));
    let variance = average(&|d| (d - mean).powi(2));
    let ln_variance = average(&|d| (d.ln() - ln_mean).powi(2));
    (variance > 0.0).then_some(Moments { mean, variance, ln_mean, ln_variance })
}

/// The smallest value of a function by the simplex of Nelder & Mead (1965, Comput J 7:308).
fn nelder_mead(start: &[f64], size: f64, cost: impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut simplex: Vec<(Vec<f64>, f64)> = (0..=n)
        .map(|i| {
            let mut point = start.to_vec();
            if i > 0 {
                point[i - 1] += size;
            }
            let value = cost(&point);
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
            let value = cost(&point);
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
                    *value = cost(point);
                }
                continue;
            }
        };
    }
    simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
    simplex.swap_remove(0)
}
