//! The dose–response of spikes.

use exocast_core::{Interval, Stream, tails::student_quantile, words::plural};
use rand_distr::{ChiSquared, Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

use super::{
    drawn::DrawnCurve,
    line::{Line, Point},
};
use crate::bias::MeasuredBias;

/// The dose–response of spikes: log10 reads = intercept + slope · log10 copies.
///
/// Fitted to reads y with mean μ and variance μ + φ·μ²: counting noise, and φ for differences between sequences
/// (Breslow 1984, Appl Stat 33:38). Spikes with few reads weigh less, and those without reads count too. φ is
/// where Σ (y − μ)² / (μ + φ·μ²) is n − 2, or 0. The interval of copies read back is that of inverse prediction.
///
/// ```
/// use exocast_mirna::SpikeCurve;
///
/// let curve = SpikeCurve::fit(&[(10.0, 1e2), (105.0, 1e3), (980.0, 1e4), (10_100.0, 1e5)])?;
/// assert!((curve.slope - 1.0).abs() < 0.02 && curve.r_squared > 0.999);
/// let copies = curve.copies(1000.0).unwrap();
/// assert!(copies.contains(1e4));
/// assert!(curve.detection_limit < curve.quantification_limit);
/// # Ok::<(), exocast_mirna::BadCurve>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct SpikeCurve {
    /// Rise of log10 reads with log10 copies; 1 where reads are proportional to copies.
    pub slope: f64,
    /// log10 reads of one copy/µL.
    pub intercept: f64,
    /// Coefficient of determination of log10 reads, with the weights of the fit, over the spikes with reads.
    pub r_squared: f64,
    /// Standard deviation between spikes beyond counting noise, √φ, in log10 reads.
    pub scatter: f64,
    /// Error of each spike with reads predicted from the others, root mean square in log10 copies; none where the
    /// others make no curve.
    pub leave_one_out: Option<f64>,
    /// Copies/µL that have at least one read for 95 % of sequences.
    pub detection_limit: f64,
    /// Copies/µL whose reads vary by 20 % through counting alone: 25 reads.
    pub quantification_limit: f64,
    /// Number of spikes with an amount, with or without reads.
    pub spikes: usize,
    /// Number of spikes with an amount but without reads.
    pub not_read: usize,
    /// Smallest and largest amount with reads, in copies/µL; copies outside of it are extrapolated.
    pub range: (f64, f64),
    line: Line,
}

/// Spikes to which no curve can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadCurve {
    /// Fewer than three spikes have reads and an amount.
    #[error("{} with reads and an amount; a curve needs at least 3", plural(*.spikes, "spike"))]
    TooFew {
        /// Number of spikes with reads and an amount.
        spikes: usize,
    },
    /// All amounts are equal.
    #[error("all spikes have the same amount; a curve needs several")]
    OneAmount,
    /// Reads do not rise with the amount.
    #[error("reads do not rise with the amount of spike (slope {slope:.3})")]
    NotRising {
        /// The fitted slope.
        slope: f64,
    },
    /// The fit does not converge.
    #[error("no curve fits the reads of the spikes")]
    NoFit,
}

/// Chance of seeing at least one read at the limit of detection (Currie 1968, Anal Chem 40:586).
const DETECTED: f64 = 0.95;
/// Coefficient of variation by counting at the limit of quantification (FDA 2018, Bioanalytical Method Validation:
/// at most 20 % at the lower limit).
const QUANTIFIED_CV: f64 = 0.2;
/// Coverage of intervals.
const COVERAGE: f64 = 0.95;

impl SpikeCurve {
    /// Fits (reads, copies/µL) of each spike. Spikes with an amount of zero are left out.
    ///
    /// # Errors
    /// With fewer than three spikes with reads and amount, one amount only, or a slope that is not positive.
    pub fn fit(points: &[(f64, f64)]) -> Result<Self, BadCurve> {
        let with_amount = points.iter().filter(|(reads, copies)| *reads >= 0.0 && *copies > 0.0);
        let logs: Vec<Point> = with_amount.map(|(reads, copies)| (*reads, copies.ln())).collect();
        let read: Vec<Point> = logs.iter().copied().filter(|(reads, _)| *reads > 0.0).collect();
        if read.len() < 3 {
            return Err(BadCurve::TooFew { spikes: read.len() });
        }
        let least = read.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
        let most = read.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
        if most - least <= f64::EPSILON * most.abs().max(1.0) {
            return Err(BadCurve::OneAmount);
        }
        let middle = read.iter().map(|p| p.1).sum::<f64>() / read.len() as f64;
        let line = Line::overdispersed(&logs, middle).ok_or(BadCurve::NoFit)?;
        if line.slope.is_nan() || line.slope <= 0.0 {
            return Err(BadCurve::NotRising { slope: line.slope });
        }
        let ten = std::f64::consts::LN_10;
        let intercept = line.eta(0.0) / ten;
        // Reads with which a spike or miRNA is seen, and counted well enough.
        let seen = if line.extra > 1e-9 {
            ((1.0 - DETECTED).powf(-line.extra) - 1.0) / line.extra
        } else {
            -(1.0 - DETECTED).ln()
        };
        let copies_of = |reads: f64| ((reads.ln() - line.eta(0.0)) / line.slope).exp();
        Ok(Self {
            slope: line.slope,
            intercept,
            r_squared: r_squared(&line, &read),
            scatter: line.extra.sqrt() / ten,
            leave_one_out: leave_one_out(&logs, middle),
            detection_limit: copies_of(seen),
            quantification_limit: copies_of(QUANTIFIED_CV.powi(-2).max(seen)),
            spikes: logs.len(),
            not_read: logs.len() - read.len(),
            range: (least.exp(), most.exp()),
            line,
        })
    }

    /// Copies/µL for a number of reads, with a 95 % interval; none without reads.
    ///
    /// On the natural logarithm: x₀ = (ln y − a)/b ± t(n−2)·√(φ + 1/y + Var(a + b·x₀))/b.
    #[must_use]
    pub fn copies(&self, reads: f64) -> Option<Interval> {
        self.corrected_copies(reads, None)
    }

    /// Copies/µL for a number of reads of a sequence whose bias was measured, which takes the place of φ: x₀ = (ln y − β − a)/b,
    /// and its variance that of φ. Without a bias, [`copies`](Self::copies).
    #[must_use]
    pub fn corrected_copies(&self, reads: f64, bias: Option<MeasuredBias>) -> Option<Interval> {
        if reads.is_nan() || reads <= 0.0 {
            return None;
        }
        let (mean, between) =
            bias.map_or((0.0, self.line.extra), |bias| (bias.mean, bias.variance));
        let x = (reads.ln() - mean - self.line.eta(0.0)) / self.slope;
        let variance = between + 1.0 / reads + self.line.variance(x);
        let freedom = self.spikes as f64 - 2.0;
        let quantile = f64::midpoint(1.0, COVERAGE);
        let t = student_quantile(freedom, quantile)?;
        let half = t * variance.sqrt() / self.slope;
        Some(Interval::new(x.exp(), (x - half).exp(), (x + half).exp()))
    }

    /// A random curve: level and slope from their joint t distribution with n − 2 degrees of freedom.
    ///
    /// With standard normal deviates per miRNA, copies read from draws have the interval of
    /// [`copies`](Self::copies), and share the error of the curve. The same random numbers for several samples mean that
    /// their spikes share errors too, as they do where sequences are read unequally.
    #[must_use]
    pub fn draw(&self, random: &mut Stream) -> DrawnCurve {
        let freedom = self.spikes as f64 - 2.0;
        let width = match ChiSquared::new(freedom) {
            Ok(squares) => (freedom / squares.sample(random)).sqrt(),
            Err(_) => 1.0,
        };
        let normal = StandardNormal;
        let (a, b): (f64, f64) = (normal.sample(random), normal.sample(random));
        // Cholesky of the covariance of level and slope.
        let [at, both, slope] = self.line.covariance;
        let first = at.sqrt();
        let mixed = both / first;
        let last = (slope - mixed * mixed).max(0.0).sqrt();
        let drawn = self.line.slope + width * (mixed * a + last * b);
        let line = Line {
            at: self.line.at + width * first * a,
            // Curves have to rise: an extreme draw keeps a tenth of the slope.
            slope: drawn.max(0.1 * self.line.slope),
            ..self.line
        };
        DrawnCurve { line, width }
    }
}

fn r_squared(line: &Line, read: &[Point]) -> f64 {
    let weight = |x: f64| 1.0 / (1.0 / line.eta(x).exp() + line.extra);
    let sum: f64 = read.iter().map(|p| weight(p.1)).sum();
    let mean = read.iter().map(|p| weight(p.1) * p.0.ln()).sum::<f64>() / sum;
    let square = |y: f64, mean: f64| (y.ln() - mean).powi(2);
    let residual: f64 = read.iter().map(|p| weight(p.1) * square(p.0, line.eta(p.1))).sum();
    let total: f64 = read.iter().map(|p| weight(p.1) * square(p.0, mean)).sum();
    if total > 0.0 { 1.0 - residual / total } else { 1.0 }
}

fn leave_one_out(logs: &[Point], middle: f64) -> Option<f64> {
    let errors: Vec<f64> = (0..logs.len())
        .filter(|&i| logs[i].0 > 0.0)
        .filter_map(|i| {
            let mut others = logs.to_vec();
            let (y, x) = others.remove(i);
            if others.iter().filter(|p| p.0 > 0.0).count() < 2 {
                return None;
            }
            let line = Line::overdispersed(&others, middle).filter(|line| line.slope > 0.0)?;
            let error = ((y.ln() - line.eta(0.0)) / line.slope - x) / std::f64::consts::LN_10;
            error.is_finite().then_some(error * error)
        })
        .collect();
    let n = errors.len() as f64;
    (!errors.is_empty()).then(|| (errors.iter().sum::<f64>() / n).sqrt())
}

#[cfg(test)]
mod tests {
    use exocast_core::SeedPlan;

    use super::*;

    #[test]
    fn draws_have_the_interval_of_inverse_prediction() {
        let points = [(12.0, 1e2), (90.0, 1e3), (1250.0, 1e4), (8400.0, 1e5), (130_000.0, 1e6)];
        let curve = SpikeCurve::fit(&points).unwrap();
        let mut random = SeedPlan::new(1).stream("curve", 0);
        let mut drawn: Vec<f64> = (0..20_000)
            .map(|_| {
                let (a, b) =
                    (StandardNormal.sample(&mut random), StandardNormal.sample(&mut random));
                curve.draw(&mut random).log_copies(500.0, a, b).unwrap()
            })
            .collect();
        drawn.sort_by(f64::total_cmp);
        let expected = curve.copies(500.0).unwrap();
        let width = (expected.high / expected.low).ln();
        for (end, at) in [(expected.low, 500), (expected.value, 10_000), (expected.high, 19_500)] {
            assert!((drawn[at] - end.ln()).abs() < 0.05 * width, "{} {}", drawn[at], end.ln());
        }
    }

    /// Counting noise alone: the fit is Poisson regression, whose residuals sum to zero, also weighted by x.
    #[test]
    fn poisson_scores_vanish() {
        let points = [(0.0, 10.0), (4.0, 100.0), (31.0, 1000.0), (290.0, 1e4), (3100.0, 1e5)];
        let curve = SpikeCurve::fit(&points).unwrap();
        assert!(curve.scatter < 1e-9 && curve.not_read == 1 && curve.spikes == 5);
        let mean = |copies: f64| 10_f64.powf(curve.intercept + curve.slope * copies.log10());
        let residual = |weight: fn(f64) -> f64| -> f64 {
            points.iter().map(|(y, x)| (y - mean(*x)) * weight(*x)).sum()
        };
        assert!(residual(|_| 1.0).abs() < 1e-6 && residual(f64::ln).abs() < 1e-5);
        // 95 % of Poisson counts of mean 3 are above zero; 25 vary by 20 %.
        assert!((mean(curve.detection_limit) - 20_f64.ln()).abs() < 1e-6);
        assert!((mean(curve.quantification_limit) - 25.0).abs() < 1e-6);
    }

    /// With scatter, Pearson's statistic is n − 2 by definition, and the limit of detection rises.
    #[test]
    fn scatter() {
        let points = [(20.0, 1e2), (60.0, 1e3), (4000.0, 1e4), (9000.0, 1e5), (3e5, 1e6)];
        let curve = SpikeCurve::fit(&points).unwrap();
        let phi = (curve.scatter * std::f64::consts::LN_10).powi(2);
        let mean = |copies: f64| 10_f64.powf(curve.intercept + curve.slope * copies.log10());
        let pearson: f64 = points
            .iter()
            .map(|(y, x)| (y - mean(*x)).powi(2) / (mean(*x) + phi * mean(*x).powi(2)))
            .sum();
        assert!((pearson - 3.0).abs() < 1e-6, "{pearson}");
        assert!(mean(curve.detection_limit) > 3.0);
        assert!(curve.leave_one_out.unwrap() > curve.scatter);
    }

    #[test]
    fn no_curve() {
        let check = |points: &[(f64, f64)], expected: BadCurve| {
            assert_eq!(SpikeCurve::fit(points), Err(expected));
        };
        check(&[], BadCurve::TooFew { spikes: 0 });
        check(&[(1.0, 1.0), (2.0, 2.0), (0.0, 3.0)], BadCurve::TooFew { spikes: 2 });
        check(&[(1.0, 5.0), (2.0, 5.0), (3.0, 5.0)], BadCurve::OneAmount);
        let falling = SpikeCurve::fit(&[(100.0, 1.0), (10.0, 10.0), (1.0, 100.0)]);
        assert!(
            matches!(falling, Err(BadCurve::NotRising { slope }) if (slope + 1.0).abs() < 1e-6)
        );
    }
}
