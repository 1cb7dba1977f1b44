//! True sizes behind tracks of finite length.

use serde::Serialize;
use statrs::function::gamma::ln_gamma;

/// One followed particle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Track {
    /// Apparent diameter, nm.
    pub diameter_nm: f64,
    /// Frames over which it was followed.
    pub frames: u32,
}

/// Density of the apparent diameter of a track of `steps` independent two-dimensional steps, for
/// each nm: the mean square step is `4Dt · X` with X ~ Γ(k, 1/k), so that `d_app = d/X`.
#[must_use]
fn apparent_density(apparent_nm: f64, diameter_nm: f64, steps: f64) -> f64 {
    let x = diameter_nm / apparent_nm;
    let ln = steps * steps.ln() - ln_gamma(steps) + (steps - 1.0) * x.ln() - steps * x;
    (ln + x.ln()).exp() / apparent_nm
}

/// True sizes behind tracks, as shares on a grid of diameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Deconvolution {
    /// Diameters, nm.
    pub diameter_nm: Vec<f64>,
    /// Share of the particles at each.
    pub share: Vec<f64>,
    /// `Σ ln Σ_j f_j p(d_app | d_j, k)`.
    pub log_likelihood: f64,
    /// The likelihood after each accepted step; never falls.
    #[serde(skip)]
    pub trace: Vec<f64>,
    /// Whether the last step gained next to nothing.
    pub converged: bool,
}

impl Deconvolution {
    /// Share of the particles from `low` to `high` nm.
    #[must_use]
    pub fn mass(&self, low: f64, high: f64) -> f64 {
        let within = |(d, _): &(&f64, &f64)| (low..=high).contains(*d);
        self.diameter_nm.iter().zip(&self.share).filter(within).map(|(_, share)| share).sum()
    }
}

/// Tracks of one length and nearly one apparent size, as one row of the kernel.
struct Row {
    weight: f64,
    kernel: Vec<f64>,
}

/// Apparent sizes are joined to this width in ln d, a twelfth of the spread of tracks of 100 steps.
const JOINED: f64 = 0.008;

/// Gain of log-likelihood in a cycle below which the search has arrived.
const TOLERANCE: f64 = 1e-4;

/// Finds the distribution of true sizes that makes the tracks most likely: the non-parametric
/// maximum likelihood on a grid, by EM (Walker 2012, Meas Sci Technol 23:065605, has the likelihood
/// and the kernel) sped up by SQUAREM.
///
/// A track of `frames` frames has `frames − 1` steps; those of fewer than two steps say nothing and
/// are left out. Nothing where no track or no size of the grid is left. Run to its end, EM gathers the
/// shares on few sizes: read masses over ranges, not heights.
///
/// ```
/// use exocast_vesicle::{Track, deconvolve};
///
/// let tracks: Vec<Track> = (1..200)
///     .map(|i| Track { diameter_nm: 60.0 + 0.5 * f64::from(i), frames: 13 })
///     .collect();
/// let grid: Vec<f64> = (10..60).map(|i| 4.0 * f64::from(i)).collect();
/// let sizes = deconvolve(&tracks, &grid, 500).ok_or("no track")?;
/// assert!((sizes.share.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn deconvolve(tracks: &[Track], grid_nm: &[f64], cycles: usize) -> Option<Deconvolution> {
    let grid: Vec<f64> = grid_nm.iter().copied().filter(|d| d.is_finite() && *d > 0.0).collect();
    let rows = rows(tracks, &grid);
    if rows.is_empty() || grid.is_empty() {
        return None;
    }
    let mut share = vec![1.0 / grid.len() as f64; grid.len()];
    let (mut trace, mut converged) = (Vec::new(), false);
    for _ in 0..cycles {
        let (first, at_start) = step(&rows, &share);
        let (second, _) = step(&rows, &first);
        trace.push(at_start);
        let far = leap(&share, &first, &second);
        share = match far.map(|far| (step(&rows, &far), far)) {
            Some(((next, likelihood), _)) if likelihood >= at_start => next,
            _ => second,
        };
        if trace.len() > 1 && trace[trace.len() - 1] - trace[trace.len() - 2] < TOLERANCE {
            converged = true;
            break;
        }
    }
    let (_, log_likelihood) = step(&rows, &share);
    trace.push(log_likelihood);
    Some(Deconvolution { diameter_nm: grid, share, log_likelihood, trace, converged })
}

fn rows(tracks: &[Track], grid: &[f64]) -> Vec<Row> {
    let mut sorted: Vec<(u32, f64)> = tracks
        .iter()
        .filter(|track| track.frames > 2 && track.diameter_nm > 0.0)
        .map(|track| (track.frames, track.diameter_nm.ln()))
        .collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let cell = |ln: f64| (ln / JOINED).floor();
    sorted
        .chunk_by(|a, b| a.0 == b.0 && cell(a.1).total_cmp(&cell(b.1)).is_eq())
        .map(|tracks| {
            let weight = tracks.len() as f64;
            let apparent = (tracks.iter().map(|track| track.1).sum::<f64>() / weight).exp();
            let steps = f64::from(tracks[0].0 - 1);
            let kernel = grid.iter().map(|&d| apparent_density(apparent, d, steps)).collect();
            Row { weight, kernel }
        })
        .collect()
}

/// One EM step; returns the next shares and the log-likelihood of the given ones.
fn step(rows: &[Row], share: &[f64]) -> (Vec<f64>, f64) {
    let mut sums = vec![0.0; share.len()];
    let (mut likelihood, mut total) = (0.0, 0.0);
    for row in rows {
        let density: f64 = row.kernel.iter().zip(share).map(|(p, f)| p * f).sum();
        // A track that no size of the grid explains has no say in their shares.
        if density > f64::MIN_POSITIVE {
            likelihood += row.weight * density.ln();
            total += row.weight;
            let factor = row.weight / density;
            for ((sum, p), f) in sums.iter_mut().zip(&row.kernel).zip(share) {
                *sum += factor * p * f;
            }
        } else {
            likelihood += row.weight * f64::MIN_POSITIVE.ln();
        }
    }
    if total > 0.0 {
        for sum in &mut sums {
            *sum /= total;
        }
    }
    (sums, likelihood)
}

/// SQUAREM (Varadhan & Roland 2008) on the shares themselves, kept within the simplex.
fn leap(start: &[f64], first: &[f64], second: &[f64]) -> Option<Vec<f64>> {
    let (mut step, mut bend) = (0.0, 0.0);
    for ((a, b), c) in start.iter().zip(first).zip(second) {
        step += (b - a) * (b - a);
        bend += (c - 2.0 * b + a) * (c - 2.0 * b + a);
    }
    let length = (step / bend).sqrt();
    if !length.is_finite() || length <= 1.0 {
        return None;
    }
    let mut far: Vec<f64> = start
        .iter()
        .zip(first)
        .zip(second)
        .map(|((a, b), c)| {
            (a + 2.0 * length * (b - a) + length * length * (c - 2.0 * b + a)).max(1e-3 * c)
        })
        .collect();
    let total: f64 = far.iter().sum();
    for share in &mut far {
        *share /= total;
    }
    (total > 0.0).then_some(far)
}
