//! The standard normal distribution, its tails in logarithms, and the moments of a piece of it.

use statrs::function::erf::erfc;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// ln φ(0).
pub(crate) const LN_PEAK: f64 = -0.918_938_533_204_672_7;

/// Above this the tail is summed from its asymptotic series; the first term left out is below 1e-11.
const FAR: f64 = 30.0;

/// φ(z).
pub(crate) fn pdf(z: f64) -> f64 {
    (-0.5 * z * z).exp() / TAU.sqrt()
}

/// Φ(z).
pub(crate) fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z * FRAC_1_SQRT_2)
}

/// ln(1 − Φ(z)).
pub(crate) fn ln_upper(z: f64) -> f64 {
    if z <= FAR {
        return (0.5 * erfc(z * FRAC_1_SQRT_2)).ln();
    }
    if z.is_infinite() {
        return f64::NEG_INFINITY;
    }
    let s = 1.0 / (z * z);
    LN_PEAK - 0.5 * z * z - z.ln() + (-s * (1.0 - s * (3.0 - s * (15.0 - 105.0 * s)))).ln_1p()
}

/// Probability and the first two moments of a piece of the standard normal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// ln P(a < Z < b).
    pub(crate) ln_mass: f64,
    /// E(Z | a < Z < b).
    pub(crate) mean: f64,
    /// E(Z² | a < Z < b).
    pub(crate) square: f64,
}

/// The piece between `a` and `b`, a < b; either may be infinite. Holds in the far tails as well.
pub(crate) fn piece(a: f64, b: f64) -> Piece {
    // By symmetry the piece is looked at from the side on which its tail is small.
    if a + b < 0.0 {
        let mirror = piece(-b, -a);
        return Piece { mean: -mirror.mean, ..mirror };
    }
    let ln_a = ln_upper(a);
    let ln_mass = ln_a + (-(ln_upper(b) - ln_a).exp()).ln_1p();
    if ln_mass == f64::NEG_INFINITY || ln_mass.is_nan() {
        let z = if b.is_finite() { f64::midpoint(a, b) } else { a };
        return Piece { ln_mass: f64::NEG_INFINITY, mean: z, square: z * z };
    }
    // φ/P and zφ/P at each edge; both vanish at infinity.
    let edge = |z: f64| {
        let ratio = (LN_PEAK - 0.5 * z * z - ln_mass).exp();
        if z.is_finite() { (ratio, z * ratio) } else { (0.0, 0.0) }
    };
    let ((at_a, a_at_a), (at_b, b_at_b)) = (edge(a), edge(b));
    let mean = (at_a - at_b).clamp(a, b);
    // E(Z²) ≥ E(Z)²; and within a piece of width h the variance is at most h²/4.
    let width = b - a;
    let square = (1.0 + a_at_a - b_at_b).clamp(mean * mean, mean * mean + 0.25 * width * width);
    Piece { ln_mass, mean, square }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Simpson's rule on a finite piece.
    fn slow(a: f64, b: f64) -> (f64, f64, f64) {
        let n = 20_000;
        let h = (b - a) / f64::from(n);
        let peak = -0.5
            * if a > 0.0 {
                a * a
            } else if b < 0.0 {
                b * b
            } else {
                0.0
            };
        let (mut mass, mut mean, mut square) = (0.0, 0.0, 0.0);
        for i in 0..=n {
            let z = a + f64::from(i) * h;
            let factor = if i == 0 || i == n { 1.0 } else { 2.0 + 2.0 * f64::from(i % 2) };
            let f = factor * h / 3.0 * (-0.5 * z * z - peak).exp();
            mass += f;
            mean += f * z;
            square += f * z * z;
        }
        (mass.ln() + peak + LN_PEAK, mean / mass, square / mass)
    }

    #[test]
    fn pieces_match_quadrature_even_in_the_far_tails() {
        for (a, b) in [
            (-1.0, 1.0),
            (0.5, 0.6),
            (-3.0, -2.9),
            (7.0, 8.0),
            (35.0, 35.5),
            (-40.0, -39.0),
            (120.0, 121.0),
        ] {
            let (ln_mass, mean, square) = slow(a, b);
            let share = piece(a, b);
            assert!((share.ln_mass - ln_mass).abs() < 1e-7, "{a} {b}: {} {ln_mass}", share.ln_mass);
            assert!((share.mean - mean).abs() < 1e-6, "{a} {b}: {} {mean}", share.mean);
            assert!((share.square - square).abs() < 1e-4 * square, "{a} {b}: {}", share.square);
        }
    }

    #[test]
    fn half_lines_have_their_known_moments() {
        let half = piece(0.0, f64::INFINITY);
        assert!((half.ln_mass.exp() - 0.5).abs() < 1e-14);
        assert!((half.mean - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-14);
        assert!((half.square - 1.0).abs() < 1e-14);
        let all = piece(f64::NEG_INFINITY, f64::INFINITY);
        assert!(all.ln_mass.abs() < 1e-14 && all.mean.abs() < 1e-14);
        let gone = piece(400.0, f64::INFINITY);
        assert!(gone.ln_mass.is_finite() && (gone.mean - 400.0).abs() < 0.01);
    }
}
