//! Bandwidths of Gaussian kernel densities.

use std::f64::consts::{PI, TAU};

use serde::{Deserialize, Serialize};

/// How wide the kernel is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bandwidth {
    /// `s n^(−1/5)` (Scott 1992).
    Scott,
    /// `s (3n/4)^(−1/5)`, as `SciPy` has Silverman's.
    #[default]
    Silverman,
    /// `0.9 min(s, IQR/1.349) n^(−1/5)` (Silverman 1986, eq. 3.31), as R's `bw.nrd0`.
    RuleOfThumb,
    /// Solve-the-equation plug-in (Sheather & Jones 1991, J R Stat Soc B 53:683), as R's `bw.SJ`.
    SheatherJones,
    /// Diffusion plug-in without a normal reference (Botev, Grotowski & Kroese 2010, Ann Stat
    /// 38:2916).
    ImprovedSheatherJones,
    /// This width.
    Fixed(f64),
}

/// Bins of the plug-in estimates.
const BINS: usize = 1000;
const DIFFUSION_BINS: usize = 1024;

impl Bandwidth {
    /// The width for an ascending sample; 0 where it does not vary.
    #[must_use]
    pub fn of(self, sorted: &[f64]) -> f64 {
        let n = sorted.len() as f64;
        let s = deviation(sorted);
        if s <= 0.0 || s.is_nan() {
            return if let Self::Fixed(width) = self { width } else { 0.0 };
        }
        let at = |p: f64| {
            let place = p * (n - 1.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to n−1")]
            let below = place as usize;
            let above = (below + 1).min(sorted.len() - 1);
            sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
        };
        let spread = s.min((at(0.75) - at(0.25)) / 1.349);
        let spread = if spread > 0.0 { spread } else { s };
        match self {
            Self::Scott => s * n.powf(-0.2),
            Self::Silverman => s * (0.75 * n).powf(-0.2),
            Self::RuleOfThumb => 0.9 * spread * n.powf(-0.2),
            Self::SheatherJones => {
                sheather_jones(sorted, spread).unwrap_or(0.9 * spread * n.powf(-0.2))
            }
            Self::ImprovedSheatherJones => diffusion(sorted).unwrap_or(0.9 * spread * n.powf(-0.2)),
            Self::Fixed(width) => width,
        }
    }
}

fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (n - 1.0)).sqrt()
}

/// Pairs of values by their distance in bins.
struct Pairs {
    n: f64,
    step: f64,
    counts: Vec<f64>,
}

impl Pairs {
    fn new(sorted: &[f64]) -> Self {
        let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
        let step = 1.01 * (high - low) / BINS as f64;
        let mut bins = vec![0.0; BINS];
        for value in sorted {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
            let bin = ((value - low) / step) as usize;
            bins[bin.min(BINS - 1)] += 1.0;
        }
        let mut counts = vec![0.0; BINS];
        for (i, &a) in bins.iter().enumerate().filter(|(_, a)| **a > 0.0) {
            counts[0] += 0.5 * a * (a - 1.0);
            for (distance, b) in bins[i + 1..].iter().enumerate() {
                counts[distance + 1] += a * b;
            }
        }
        Self { n: sorted.len() as f64, step, counts }
    }

    fn sum(&self, h: f64, term: impl Fn(f64) -> f64) -> f64 {
        let squared = |i: usize| (i as f64 * self.step / h).powi(2);
        let terms = self.counts.iter().enumerate().map(|(i, count)| (squared(i), count));
        terms.take_while(|(d, _)| *d < 1000.0).map(|(d, c)| (-0.5 * d).exp() * term(d) * c).sum()
    }

    /// ∫ (f'')² as estimated with bandwidth h.
    fn fourth(&self, h: f64) -> f64 {
        let sum = 2.0 * self.sum(h, |d| d * d - 6.0 * d + 3.0) + 3.0 * self.n;
        sum / (self.n * (self.n - 1.0) * h.powi(5) * TAU.sqrt())
    }

    /// −∫ (f''')².
    fn sixth(&self, h: f64) -> f64 {
        let sum = 2.0 * self.sum(h, |d| d * d * d - 15.0 * d * d + 45.0 * d - 15.0) - 15.0 * self.n;
        sum / (self.n * (self.n - 1.0) * h.powi(7) * TAU.sqrt())
    }
}

fn sheather_jones(sorted: &[f64], scale: f64) -> Option<f64> {
    let pairs = Pairs::new(sorted);
    let n = pairs.n;
    let a = 1.24 * scale * n.powf(-1.0 / 7.0);
    let b = 1.23 * scale * n.powf(-1.0 / 9.0);
    let sixth = -pairs.sixth(b);
    if !(sixth.is_finite() && sixth > 0.0) {
        return None;
    }
    let factor = 1.357 * (pairs.fourth(a) / sixth).powf(1.0 / 7.0);
    let c = 1.0 / (2.0 * PI.sqrt() * n);
    let off = |h: f64| (c / pairs.fourth(factor * h.powf(5.0 / 7.0))).powf(0.2) - h;
    let mut high = 1.144 * scale * n.powf(-0.2);
    let mut low = 0.1 * high;
    for _ in 0..60 {
        if off(low) > 0.0 && off(high) < 0.0 {
            break;
        }
        (low, high) = (0.9 * low, 1.2 * high);
    }
    bisect(off, low, high)
}

/// The root between a place where `off` is above zero and one where it is below.
fn bisect(off: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> Option<f64> {
    if off(low).partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) || off(high) > 0.0 {
        return None;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if high - low <= 1e-14 * high {
            break;
        }
        if off(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

fn diffusion(sorted: &[f64]) -> Option<f64> {
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    let width = 2.0 * (high - low);
    let start = low - 0.25 * width;
    let mut shares = vec![0.0; DIFFUSION_BINS];
    for value in sorted {
        let place = (value - start) / width * DIFFUSION_BINS as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
        let bin = (place as usize).min(DIFFUSION_BINS - 1);
        shares[bin] += 1.0 / sorted.len() as f64;
    }
    // Squares of the cosine coefficients; the cosine is periodic in four times the bins.
    let turns = 4 * DIFFUSION_BINS;
    let cosine: Vec<f64> = (0..turns).map(|i| (TAU * i as f64 / turns as f64).cos()).collect();
    let squares: Vec<f64> = (1..DIFFUSION_BINS)
        .map(|k| {
            let sum: f64 = shares
                .iter()
                .enumerate()
                .map(|(j, share)| share * cosine[k * (2 * j + 1) % turns])
                .sum();
            sum * sum
        })
        .collect();
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let n = distinct.len() as f64;
    // The norm of the s-th derivative of the density smoothed to the time t.
    let norm = |s: i32, t: f64| -> f64 {
        let term = |(k, square): (usize, &f64)| {
            let k2 = ((k + 1) as f64).powi(2);
            k2.powi(s) * square * (-k2 * PI * PI * t).exp()
        };
        2.0 * PI.powi(2 * s) * squares.iter().enumerate().map(term).sum::<f64>()
    };
    let off = |t: f64| {
        let mut f = norm(7, t);
        for s in (2..7).rev() {
            let odd: f64 = (1..=s).map(|i| f64::from(2 * i - 1)).product();
            let c = (1.0 + 0.5_f64.powf(f64::from(s) + 0.5)) / 3.0;
            let time =
                (2.0 * c * odd / TAU.sqrt() / (n * f)).powf(2.0 / (3.0 + 2.0 * f64::from(s)));
            f = norm(s, time);
        }
        (2.0 * n * PI.sqrt() * f).powf(-0.4) - t
    };
    // The smallest root, as the method has it.
    let mut high = 1e-9;
    while off(high) > 0.0 && high < 0.1 {
        high *= 1.5;
    }
    bisect(off, high / 1.5, high).map(|t| t.sqrt() * width)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Annual precipitation of 70 cities, inches.
    const PRECIPITATION: [f64; 70] = [
        67.0, 54.7, 7.0, 48.5, 14.0, 17.2, 20.7, 13.0, 43.4, 40.2, 38.9, 54.5, 59.8, 48.3, 22.9,
        11.5, 34.4, 35.1, 38.7, 30.8, 30.6, 43.1, 56.8, 40.8, 41.8, 42.5, 31.0, 31.7, 30.2, 25.9,
        49.2, 37.0, 35.9, 15.0, 30.2, 7.2, 36.2, 45.5, 7.8, 33.4, 36.1, 40.2, 42.7, 42.5, 16.2,
        39.0, 35.0, 37.0, 31.4, 37.6, 39.9, 36.2, 42.8, 46.4, 24.7, 49.1, 46.0, 35.9, 7.8, 48.2,
        15.2, 32.5, 44.7, 42.6, 38.8, 17.4, 40.8, 29.1, 14.6, 59.2,
    ];

    #[test]
    fn the_plug_in_is_the_root_of_its_equation_without_bins() {
        let mut sorted = PRECIPITATION.to_vec();
        sorted.sort_by(f64::total_cmp);
        // All pairs one by one, solved by Brent's method in `SciPy`: 3.94201.
        let found = Bandwidth::SheatherJones.of(&sorted);
        assert!((found - 3.942_012).abs() < 5e-3, "{found}");
    }

    #[test]
    fn of_two_far_populations_the_plug_ins_see_the_narrow_widths() {
        let quantile = |i: i32| statrs::function::erf::erf_inv(f64::from(2 * i - 999) / 1000.0);
        let mut values: Vec<f64> = (0..1000).map(quantile).filter(|z| z.is_finite()).collect();
        let far: Vec<f64> = values.iter().map(|z| z + 40.0).collect();
        values.extend(far);
        values.sort_by(f64::total_cmp);
        let normal = Bandwidth::Silverman.of(&values);
        for kind in [Bandwidth::SheatherJones, Bandwidth::ImprovedSheatherJones] {
            let found = kind.of(&values);
            assert!(found < 0.1 * normal && found > 0.05, "{kind:?}: {found}");
        }
    }
}
