//! The exact interval of a Poisson count.

use exocast_core::{Interval, Z95};
use statrs::function::gamma::{gamma_lr, ln_gamma};

/// The exact 95 % interval of the mean of a Poisson count (Garwood 1936, Biometrika 28:437):
/// `χ²(.025; 2k)/2` to `χ²(.975; 2k + 2)/2`.
///
/// ```
/// let interval = exocast_vesicle::garwood(306);
/// assert!((interval.low - 272.671_386_965).abs() < 1e-6);
/// assert!((interval.high - 342.278_466_164).abs() < 1e-6);
/// ```
#[must_use]
pub fn garwood(count: u64) -> Interval {
    let k = count as f64;
    let low = if count == 0 { 0.0 } else { gamma_quantile(k, 0.025) };
    Interval::new(k, low, gamma_quantile(k + 1.0, 0.975))
}

/// The quantile of the gamma distribution with unit scale: Newton steps held within a bracket, from
/// the start of Wilson & Hilferty (1931, PNAS 17:684).
fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let z = if p < 0.5 { -Z95 } else { Z95 };
    let ninth = 1.0 / (9.0 * shape);
    let mut x = (shape * (1.0 - ninth + z * ninth.sqrt()).powi(3)).max(1e-12);
    // From here on the start is right to ten digits, and the series of the distribution does not end.
    if shape > 1e7 {
        return x;
    }
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let excess = gamma_lr(shape, x) - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let slope = ((shape - 1.0) * x.ln() - x - ln_gamma(shape)).exp();
        let newton = x - excess / slope;
        let next = if newton > low && newton < high {
            newton
        } else if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            2.0 * x
        };
        let done = (next - x).abs() <= 1e-15 * x;
        x = next;
        if done {
            break;
        }
    }
    x
}
