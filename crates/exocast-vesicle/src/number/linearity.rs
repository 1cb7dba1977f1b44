//! Dilution series: whether measured concentrations follow dilution.

use exocast_core::Interval;
use serde::Serialize;

use crate::stats::student_975;
use exocast_core::Dilution;

/// What a dilution series says: whether measured concentrations follow dilution.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Linearity {
    /// Slope of ln(measured) over −ln(factor), 1 where linear, with its 95 % interval.
    pub slope: Interval,
    /// The least factor from which on the series is linear: its slope is within the interval.
    /// Nothing where no three neighbouring points are.
    pub linear_from: Option<Dilution>,
    /// Whether concentrations rise less than dilution says at its dense end: several small
    /// particles are seen as one (swarm), or the counter is full.
    pub swarm: bool,
}

/// Fits a dilution series of at least three factors; concentrations are those of the diluted
/// suspension, per mL. Nothing where there are fewer, or one of them is not above zero.
///
/// ```
/// use exocast_vesicle::{Dilution, linearity};
///
/// let series: Vec<(Dilution, f64)> = [100.0, 300.0, 1000.0, 3000.0, 10_000.0]
///     .into_iter()
///     .zip([4.1e8, 3.0e8, 1.01e8, 3.3e7, 1.0e7])
///     .map(|(factor, per_ml)| Ok((Dilution::new(factor)?, per_ml)))
///     .collect::<Result<_, exocast_core::BadValue>>()?;
/// let fit = linearity(&series).ok_or("too short")?;
/// assert!(fit.swarm);
/// assert_eq!(fit.linear_from.map(Dilution::get), Some(300.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn linearity(series: &[(Dilution, f64)]) -> Option<Linearity> {
    if series.iter().any(|(_, per_ml)| !(per_ml.is_finite() && *per_ml > 0.0)) {
        return None;
    }
    let mut points: Vec<(f64, f64, Dilution)> =
        series.iter().map(|&(factor, per_ml)| (-factor.get().ln(), per_ml.ln(), factor)).collect();
    // From the most diluted on.
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (slope, _) = slope_of(&points)?;
    // A tenth off is what pipettes do (assumed).
    let fits = |points: &[(f64, f64, Dilution)]| {
        slope_of(points).is_some_and(|(slope, worst)| {
            (slope.contains(1.0) || (slope.value - 1.0).abs() < 0.1) && worst < 0.15
        })
    };
    let longest = (3..=points.len()).rev().find(|&count| fits(&points[..count]));
    let linear_from = longest.map(|count| points[count - 1].2);
    let swarm = match longest {
        Some(count) if count < points.len() => {
            let linear = &points[..count];
            let mean = |coordinate: fn(&(f64, f64, Dilution)) -> f64| {
                linear.iter().map(coordinate).sum::<f64>() / count as f64
            };
            let level = mean(|point| point.1 - point.0);
            points[count..].iter().all(|point| point.1 - point.0 < level)
        }
        Some(_) => false,
        None => slope.high < 1.0,
    };
    Some(Linearity { slope, linear_from, swarm })
}

/// Least squares with Student's t; and the largest distance from a line of slope 1.
fn slope_of(points: &[(f64, f64, Dilution)]) -> Option<(Interval, f64)> {
    let n = points.len();
    if n < 3 {
        return None;
    }
    let mean = |coordinate: fn(&(f64, f64, Dilution)) -> f64| {
        points.iter().map(coordinate).sum::<f64>() / n as f64
    };
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let sxx: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    let sxy: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    if sxx <= 0.0 {
        return None;
    }
    let b = sxy / sxx;
    let rest: f64 = points.iter().map(|p| (p.1 - y - b * (p.0 - x)).powi(2)).sum();
    let half = student_975(n - 2)? * (rest / (n - 2) as f64 / sxx).sqrt();
    let worst = points.iter().map(|p| (p.1 - y - (p.0 - x)).abs()).fold(0.0, f64::max);
    Some((Interval::new(b, b - half, b + half), worst))
}
