//! How many replicates an effect needs to be seen.

use statrs::distribution::{ChiSquared, Continuous as _, ContinuousCDF as _, Normal, StudentsT};

/// Error of the first kind that a test allows.
const ALPHA: f64 = 0.05;

/// Probability that a two-sided t test at 5 % sees a difference of `effect` between two groups of
/// `replicates` with standard deviation `sd` each.
///
/// The test statistic is noncentral t: a normal variable of mean `effect/(sd·√(2/n))` over the root
/// of a χ² variable over its degrees of freedom, and is integrated over the latter. Zero with fewer than two
/// replicates.
pub(super) fn detection_probability(effect: f64, sd: f64, replicates: u32) -> f64 {
    if replicates < 2 || sd <= 0.0 {
        return 0.0;
    }
    let n = f64::from(replicates);
    let freedom = 2.0 * n - 2.0;
    let shift = effect.abs() / (sd * (2.0 / n).sqrt());
    let (Ok(t), Ok(chi)) = (StudentsT::new(0.0, 1.0, freedom), ChiSquared::new(freedom)) else {
        return 0.0;
    };
    let critical = t.inverse_cdf(1.0 - ALPHA / 2.0);
    let normal = Normal::standard();
    // Simpson over u = √(χ²/ν), whose density is 2νu·f(νu²).
    let spread = 8.0 / (2.0 * freedom).sqrt();
    let (low, high) = ((1.0 - spread).max(0.0), 1.0 + spread);
    let at = |u: f64| {
        let density = if u > 0.0 { 2.0 * freedom * u * chi.pdf(freedom * u * u) } else { 0.0 };
        density * (normal.cdf(shift - critical * u) + normal.cdf(-shift - critical * u))
    };
    let width = (high - low) / f64::from(INTERVALS);
    let sum: f64 = (0..=INTERVALS)
        .map(|i| {
            let weight = match i {
                0 | INTERVALS => 1.0,
                _ if i % 2 == 1 => 4.0,
                _ => 2.0,
            };
            weight * at(low + width * f64::from(i))
        })
        .sum();
    (sum * width / 3.0).clamp(0.0, 1.0)
}

/// Intervals of the integration; even.
const INTERVALS: u32 = 400;

/// Most replicates that are looked at.
const MOST: u32 = 1000;

/// Replicates a group that see an effect with 80 % probability; nothing where a thousand do not.
pub(super) fn replicates_needed(effect: f64, sd: f64) -> Option<u32> {
    let enough = |n: u32| detection_probability(effect, sd, n) >= 0.8;
    if !enough(MOST) {
        return None;
    }
    // Detection rises with replicates.
    let (mut short, mut far) = (1, MOST);
    while far - short > 1 {
        let middle = u32::midpoint(short, far);
        if enough(middle) { far = middle } else { short = middle }
    }
    Some(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_are_those_of_the_tables() {
        // Cohen 1988, two-sided 5 %, 80 %: d = 0.5, 0.8, 1.0.
        for (d, n) in [(0.5, 64), (0.8, 26), (1.0, 17)] {
            assert_eq!(replicates_needed(d, 1.0), Some(n));
        }
        assert_eq!(replicates_needed(1e-3, 1.0), None);
        assert!((detection_probability(0.0, 1.0, 5) - 0.05).abs() < 1e-4);
    }
}
