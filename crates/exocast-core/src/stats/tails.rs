//! Quantiles and tails that hold at any number of particles, reads or vesicles.
//!
//! Continued fractions of the incomplete beta function need about √n terms, and quantiles that Newton's steps look for
//! have no end where as many are not summed. Up to [`MANY`] those of `statrs` are taken.

use statrs::distribution::{Beta, ContinuousCDF, Normal, StudentsT};
use statrs::function::beta::beta_reg;

/// Degrees of freedom, or parameters of a beta distribution, from which on expansions or more terms take the place of
/// the functions of `statrs`.
pub const MANY: f64 = 1e4;

/// Terms of a continued fraction at most, which suffice up to parameters of 1e11.
const MOST_TERMS: u32 = 2_000_000;

/// The quantile of Student's t; nothing without degrees of freedom, or where `p` is not between 0 and 1.
///
/// From [`MANY`] degrees of freedom on by the expansion about the normal quantile up to ν⁻³ (Abramowitz & Stegun 1964,
/// 26.7.5), whose error is below 1e-12 for p from 1e-6 to 1 − 1e-6.
///
/// ```
/// let quantile = exocast_core::tails::student_quantile(1e9, 0.975).ok_or("none")?;
/// assert!((quantile - 1.959_963_985).abs() < 1e-8);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn student_quantile(degrees: f64, p: f64) -> Option<f64> {
    if !(degrees > 0.0 && p > 0.0 && p < 1.0) {
        return None;
    }
    if degrees < MANY {
        return Some(StudentsT::new(0.0, 1.0, degrees).ok()?.inverse_cdf(p));
    }
    let z = Normal::standard().inverse_cdf(p);
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    Some(z + (first + (second + third / degrees) / degrees) / degrees)
}

/// The regularised incomplete beta function `I_x(a, b)`, also for huge parameters: P(X ≤ x) of a beta distribution, and
/// P(at least a of a + b − 1) where each has the probability x. `NaN` where a parameter is not above zero.
#[must_use]
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if !(a > 0.0 && b > 0.0) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if a.max(b) < MANY {
        return beta_reg(a, b, x);
    }
    let front = density(a, b, x) * x * (1.0 - x);
    if x < (a + 1.0) / (a + b + 2.0) {
        (front * fraction(a, b, x) / a).clamp(0.0, 1.0)
    } else {
        (1.0 - front * fraction(b, a, 1.0 - x) / b).clamp(0.0, 1.0)
    }
}

/// The quantile of a beta distribution, also for huge parameters; nothing where a parameter is not above zero or `p` is
/// not between 0 and 1. Where x is below 1e-9 its relative error may reach 1e-7.
///
/// ```
/// // One of 100 million: the lower limit is that of Poisson, −ln(0.975) by 1e8.
/// let low = exocast_core::tails::beta_quantile(1.0, 1e8, 0.025).ok_or("none")?;
/// assert!((low / 2.531_780_8e-10 - 1.0).abs() < 1e-6);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn beta_quantile(a: f64, b: f64, p: f64) -> Option<f64> {
    if !(a > 0.0 && b > 0.0 && p > 0.0 && p < 1.0) {
        return None;
    }
    if a.max(b) < MANY {
        return Beta::new(a, b).ok().map(|beta| beta.inverse_cdf(p));
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = start(a, b, p);
    for _ in 0..200 {
        let excess = beta_cdf(a, b, x) - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - excess / density(a, b, x);
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        let done = (next - x).abs() <= 1e-14 * x.min(1.0 - x);
        x = next;
        if done {
            break;
        }
    }
    Some(x)
}

/// The quantile of a beta distribution by Carter (1947, Biometrika 34:352), or its mean.
fn start(a: f64, b: f64, p: f64) -> f64 {
    let mean = a / (a + b);
    if a <= 1.0 || b <= 1.0 {
        return mean;
    }
    let z = Normal::standard().inverse_cdf(p);
    let r = (z * z - 3.0) / 6.0;
    let (s, t) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let h = 2.0 / (s + t);
    let w = -z * (h + r).max(0.0).sqrt() / h - (t - s) * (r + 5.0 / 6.0 - 2.0 / (3.0 * h));
    let x = a / (a + b * (2.0 * w).exp());
    if x > 0.0 && x < 1.0 { x } else { mean }
}

/// The density of a beta distribution, by the deviances of Loader (2000, Fast and accurate computation of binomial
/// probabilities), which lose nothing where parameters are huge.
fn density(a: f64, b: f64, x: f64) -> f64 {
    let n = a + b;
    let deviance = deviance(a, n * x) + deviance(b, n * (1.0 - x));
    let correction = stirling(n) - stirling(a) - stirling(b);
    let root = (a / std::f64::consts::TAU * (b / n)).sqrt();
    (correction - deviance).exp() * root / (x * (1.0 - x))
}

/// k·ln(k/m) + m − k, without loss where they are close.
fn deviance(k: f64, m: f64) -> f64 {
    let step = (k - m) / m;
    if step.abs() > 0.05 {
        return k * (k / m).ln() + m - k;
    }
    // (1 + s)·ln(1 + s) − s as a series.
    let (mut sum, mut power) = (0.0, -step);
    for i in 2..30_u32 {
        power *= -step;
        sum += power / f64::from(i * (i - 1));
    }
    m * sum
}

/// ln Γ(k + 1) without Stirling's formula, k·ln k − k + ½ ln(2πk).
fn stirling(k: f64) -> f64 {
    if k < 30.0 {
        let ln_factorial = statrs::function::gamma::ln_gamma(k + 1.0);
        return ln_factorial - (k * k.ln() - k + 0.5 * (std::f64::consts::TAU * k).ln());
    }
    let square = k * k;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * square)) / square) / k
}

/// The continued fraction of the incomplete beta function (Lentz 1976; Press et al. 2007, Numerical Recipes, 6.4).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let tiny = f64::MIN_POSITIVE / f64::EPSILON;
    let held = |value: f64| if value.abs() < tiny { tiny } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / held(1.0 - (a + b) * x / (a + 1.0));
    let mut sum = d;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a - 1.0 + 2.0 * m) * (a + 2.0 * m));
        d = 1.0 / held(1.0 + even * d);
        c = held(1.0 + even / c);
        sum *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 1.0 + 2.0 * m));
        d = 1.0 / held(1.0 + odd * d);
        c = held(1.0 + odd / c);
        sum *= d * c;
        if (d * c - 1.0).abs() <= 2.0 * f64::EPSILON {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_quantiles_are_continuous_and_end() {
        // At the seam the expansion is what statrs finds, whose steps end at an error of 2e-8.
        for p in [0.025, 0.9, 0.975, 0.9995] {
            let exact = StudentsT::new(0.0, 1.0, MANY).unwrap().inverse_cdf(p);
            let expanded = student_quantile(MANY, p).unwrap();
            assert!((exact - expanded).abs() < 1e-7, "{p}: {exact} {expanded}");
        }
        let mut last = student_quantile(0.5 * MANY, 0.975).unwrap();
        for degrees in [0.999 * MANY, MANY, 1e5, 1e6, 1.4e7, 1e9, 1e15] {
            let quantile = student_quantile(degrees, 0.975).unwrap();
            assert!(quantile < last && quantile > 1.959_963_984, "{degrees}: {quantile}");
            last = quantile;
        }
        assert_eq!(student_quantile(0.0, 0.975), None);
        assert_eq!(student_quantile(f64::NAN, 0.975), None);
    }

    #[test]
    fn beta_at_the_seam_is_that_of_statrs() {
        // Still within reach of the terms that statrs sums; its quantile ends at an error of 2e-7.
        for (a, b) in [(3.0, 1.2e4), (1.1e4, 7.0), (600.0, 1.5e4)] {
            for p in [0.025, 0.5, 0.975] {
                let exact = Beta::new(a, b).unwrap().inverse_cdf(p);
                let quantile = beta_quantile(a, b, p).unwrap();
                assert!((quantile / exact - 1.0).abs() < 1e-6, "{a} {b} {p}: {exact} {quantile}");
                assert!((beta_cdf(a, b, exact) - p).abs() < 1e-6, "{a} {b} {p}");
            }
        }
        // By mpmath: I_x(3, 12000) is 0.025 here.
        let quantile = beta_quantile(3.0, 12_000.0, 0.025).unwrap();
        assert!((quantile / 5.155_038_563_608e-5 - 1.0).abs() < 1e-11, "{quantile}");
    }

    #[test]
    fn huge_parameters_end_and_are_right() {
        let z = 1.959_963_984_540_054;
        for n in [1e6_f64, 1e8, 1e10] {
            // The normal limit, whose error is of the order 1/n.
            let sd = (0.21 / n).sqrt();
            let quantile = beta_quantile(0.3 * n, 0.7 * n, 0.975).unwrap();
            let expected = 0.3 + z * sd;
            assert!((quantile - expected).abs() < 2.0 / n, "{n}: {quantile} {expected}");
            let half = beta_cdf(0.5 * n, 0.5 * n, 0.5);
            assert!((half - 0.5).abs() < 1e-9, "{n}: {half}");
            // The Poisson limit: exact limits of Garwood for 5 of n.
            let low = beta_quantile(5.0, n - 4.0, 0.025).unwrap() * n;
            let high = beta_quantile(6.0, n - 5.0, 0.975).unwrap() * n;
            assert!((low - 1.623_486_390).abs() < 30.0 / n + 1e-6, "{n}: {low}");
            assert!((high - 11.668_332_079).abs() < 200.0 / n + 1e-6, "{n}: {high}");
            let mirrored = 1.0 - beta_quantile(n - 4.0, 5.0, 0.975).unwrap();
            assert!((mirrored * n - low).abs() < 1e-14 * n + 1e-6, "{n}: {mirrored}");
        }
    }

    #[test]
    fn ends_of_the_range() {
        assert!(beta_cdf(2.0, 3e5, 0.0) <= 0.0 && beta_cdf(2.0, 3e5, 1.0) >= 1.0);
        assert!(beta_cdf(0.0, 3e5, 0.5).is_nan());
        assert!(beta_cdf(1e8, 1e8, 0.1) < 1e-300 && beta_cdf(1e8, 1e8, 0.9) > 1.0 - 1e-12);
        assert_eq!(beta_quantile(1.0, 1e8, 0.0), None);
        // I_x(1, b) = 1 − (1 − x)^b.
        let exact = -(2e8 * (-1e-9_f64).ln_1p()).exp_m1();
        assert!((beta_cdf(1.0, 2e8, 1e-9) / exact - 1.0).abs() < 1e-10);
    }
}
