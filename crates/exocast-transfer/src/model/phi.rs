//! Integrals of exponentials, without loss of digits.

/// `(1 − e^{−x})/x`, for `x ≥ 0`.
pub(crate) fn phi1(x: f64) -> f64 {
    if x < 1e-8 { 1.0 - x / 2.0 } else { -(-x).exp_m1() / x }
}

/// `(1 − φ₁(x))/x`, for `x ≥ 0`.
pub(crate) fn phi2(x: f64) -> f64 {
    if x < 1e-3 { 0.5 - x / 6.0 + x * x / 24.0 - x * x * x / 120.0 } else { (1.0 - phi1(x)) / x }
}

/// `∫₀ʰ e^{−κτ} e^{−δ(h−τ)} dτ`.
pub(crate) fn decaying(kappa: f64, delta: f64, h: f64) -> f64 {
    h * (-kappa.min(delta) * h).exp() * phi1((kappa - delta).abs() * h)
}

/// `∫₀ʰ (1 − e^{−κτ})/κ · e^{−δ(h−τ)} dτ`; symmetric in κ and δ.
pub(crate) fn filling(kappa: f64, delta: f64, h: f64) -> f64 {
    let (small, large) = (kappa.min(delta), kappa.max(delta));
    if large * h < 1e-3 {
        let (x, y) = (small * h, large * h);
        h * h * (0.5 - (x + y) / 6.0 + (x * x + x * y + y * y) / 24.0)
    } else {
        (h * phi1(small * h) - decaying(small, large, h)) / large
    }
}
