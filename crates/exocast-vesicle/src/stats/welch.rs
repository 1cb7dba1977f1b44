//! Welch's t-test of two means.

use exocast_core::Interval;
use exocast_core::rank::Test;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::student::student_quantile;

/// Welch's t-test of two means, two-sided. Nothing where a sample has fewer than two values or
/// neither varies.
#[must_use]
pub(crate) fn welch(a: &[f64], b: &[f64]) -> Option<Test> {
    welch_at_least(a, b, 0.0).map(|(_, test)| test)
}

/// Welch's difference and test where the difference is known to have at least the variance `least`, as that
/// of counting: values that happen to agree are no surer than what they were measured with. Where none varies, the
/// degrees of freedom are those of both samples pooled.
#[must_use]
pub fn welch_at_least(a: &[f64], b: &[f64], least: f64) -> Option<(Interval, Test)> {
    let (difference, error, degrees) = welch_parts(a, b, least)?;
    let statistic = difference / error;
    let t = StudentsT::new(0.0, 1.0, degrees).ok()?;
    let half = student_quantile(degrees, 0.975)? * error;
    Some((
        Interval::new(difference, difference - half, difference + half),
        Test { statistic, p: (2.0 * t.cdf(-statistic.abs())).clamp(0.0, 1.0) },
    ))
}

/// Difference of the means, its standard error, and its degrees of freedom.
pub(crate) fn welch_parts(a: &[f64], b: &[f64], least: f64) -> Option<(f64, f64, f64)> {
    let moments = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, squares / (n - 1.0) / n, n)
    };
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let ((x, u, n), (y, v, m)) = (moments(a), moments(b));
    let variance = u + v;
    let degrees = if variance > 0.0 {
        variance * variance / (u * u / (n - 1.0) + v * v / (m - 1.0))
    } else {
        n + m - 2.0
    };
    let variance = variance.max(least);
    (variance > 0.0).then(|| (x - y, variance.sqrt(), degrees))
}
