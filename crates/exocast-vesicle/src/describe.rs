//! Descriptive statistics of a sample of particles.

use exocast_core::quantile::{QuantileType, quantile};
use serde::Serialize;

use crate::order;

/// Moments, quartiles and robust measures of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Description {
    /// Number of particles.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Variance (n − 1).
    pub variance: f64,
    /// Standard deviation (n − 1).
    pub sd: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// Skewness m₃/m₂^1.5.
    pub skewness: f64,
    /// Excess kurtosis m₄/m₂² − 3.
    pub excess_kurtosis: f64,
    /// Geometric mean.
    pub geometric_mean: f64,
    /// Geometric standard deviation (n − 1).
    pub geometric_sd: f64,
    /// Median.
    pub median: f64,
    /// Interquartile range.
    pub iqr: f64,
    /// Median absolute deviation from the median; times 1.4826 the SD of a normal sample.
    pub mad: f64,
    /// Mean without the lowest and the highest tenth.
    pub trimmed_mean: f64,
}

impl Description {
    /// Describes positive values in any order; nothing for fewer than two.
    ///
    /// ```
    /// use exocast_vesicle::Description;
    ///
    /// let found = Description::of(&[80.0, 90.0, 100.0, 130.0]).ok_or("too few")?;
    /// assert_eq!((found.mean, found.median, found.mad), (100.0, 95.0, 10.0));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = values.len();
        if count < 2 || values.iter().any(|value| !(value.is_finite() && *value > 0.0)) {
            return None;
        }
        let mut sorted = values.to_vec();
        order::sort(&mut sorted);
        let n = count as f64;
        let mean = sorted.iter().sum::<f64>() / n;
        let moment = |power: i32| sorted.iter().map(|v| (v - mean).powi(power)).sum::<f64>() / n;
        let (second, third, fourth) = (moment(2), moment(3), moment(4));
        let variance = second * n / (n - 1.0);
        let log_mean = sorted.iter().map(|v| v.ln()).sum::<f64>() / n;
        let log_squares: f64 = sorted.iter().map(|v| (v.ln() - log_mean).powi(2)).sum();
        let at = |p| quantile(&sorted, p, QuantileType::Type7);
        let (median, lower, upper) = (at(0.5)?, at(0.25)?, at(0.75)?);
        let mut off: Vec<f64> = sorted.iter().map(|v| (v - median).abs()).collect();
        order::sort(&mut off);
        let cut = count / 10;
        let kept = &sorted[cut..count - cut];
        Some(Self {
            n: count,
            mean,
            variance,
            sd: variance.sqrt(),
            standard_error: (variance / n).sqrt(),
            skewness: third / second.powf(1.5),
            excess_kurtosis: fourth / (second * second) - 3.0,
            geometric_mean: log_mean.exp(),
            geometric_sd: (log_squares / (n - 1.0)).sqrt().exp(),
            median,
            iqr: upper - lower,
            mad: quantile(&off, 0.5, QuantileType::Type7)?,
            trimmed_mean: kept.iter().sum::<f64>() / kept.len() as f64,
        })
    }
}
