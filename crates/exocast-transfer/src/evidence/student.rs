//! Student's t with few degrees of freedom: a paper far off pulls little.

use std::f64::consts::PI;

/// Density of t with 4 degrees of freedom.
pub(super) fn density(t: f64) -> f64 {
    0.375 * (1.0 + t * t / 4.0).powf(-2.5)
}

/// Its distribution function, which has a closed form.
pub(super) fn cumulative(t: f64) -> f64 {
    let x = t / (4.0 + t * t).sqrt();
    0.5 + 0.25 * x * (3.0 - x * x)
}

/// Density of a normal logarithm at `x` around `centre`.
pub(super) fn log_normal_weight(x: f64, centre: f64, sd: f64) -> f64 {
    let z = (x / centre).ln() / sd;
    (-0.5 * z * z).exp() / (sd * (2.0 * PI).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closed_form_is_the_published_quantile() {
        assert!((cumulative(2.776_445) - 0.975).abs() < 1e-6);
        assert!((cumulative(-2.776_445) - 0.025).abs() < 1e-6);
        let slope = (cumulative(0.7 + 1e-5) - cumulative(0.7 - 1e-5)) / 2e-5;
        assert!((slope - density(0.7)).abs() < 1e-8);
    }
}
