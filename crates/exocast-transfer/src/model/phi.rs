//! Integrals of exponentials, without loss of digits.

/// `(1 − e^{−x})/x`, for `x ≥ 0`.
pub(crate) fn phi1(x: f64) -> f64 {
    if x < 1e-8 { 1.0 - x / 2.0 } else { -(-x).exp_m1() / x }
}

/// A rate over a time, with what exponentials of it are needed: each is computed once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decay {
    rate: f64,
    /// `e^{−rate·h}`.
    pub(crate) left: f64,
    /// `φ₁(rate·h)`.
    pub(crate) phi: f64,
}

impl Decay {
    pub(crate) fn new(rate: f64, h: f64) -> Self {
        let x = rate * h;
        // Each of the two loses digits where the other is taken.
        let (left, phi) = if x < 0.5 {
            let lost = -(-x).exp_m1();
            (1.0 - lost, if x < 1e-8 { 1.0 - x / 2.0 } else { lost / x })
        } else {
            let left = (-x).exp();
            (left, (1.0 - left) / x)
        };
        Self { rate, left, phi }
    }

    /// `φ₂(rate·h)`.
    pub(crate) fn phi2(self, h: f64) -> f64 {
        let x = self.rate * h;
        if x < 1e-3 {
            0.5 - x / 6.0 + x * x / 24.0 - x * x * x / 120.0
        } else {
            (1.0 - self.phi) / x
        }
    }

    /// `∫₀ʰ e^{−κτ} e^{−δ(h−τ)} dτ`, of `κ` and `δ` symmetrically.
    pub(crate) fn decaying(self, other: Self, h: f64) -> f64 {
        let left = if self.rate < other.rate { self.left } else { other.left };
        h * left * phi1((self.rate - other.rate).abs() * h)
    }

    /// `∫₀ʰ (1 − e^{−κτ})/κ · e^{−δ(h−τ)} dτ`, of `κ` and `δ` symmetrically; `decaying` is that of the same two.
    pub(crate) fn filling(self, other: Self, h: f64, decaying: f64) -> f64 {
        let (small, large) = if self.rate < other.rate { (self, other) } else { (other, self) };
        if large.rate * h < 1e-3 {
            let (x, y) = (small.rate * h, large.rate * h);
            h * h * (0.5 - (x + y) / 6.0 + (x * x + x * y + y * y) / 24.0)
        } else {
            (h * small.phi - decaying) / large.rate
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The integral of `f` by Gauss–Legendre of three points on many short pieces.
    fn integral(f: impl Fn(f64) -> f64, h: f64) -> f64 {
        let pieces = 2000;
        let width = h / f64::from(pieces);
        let node = 0.6f64.sqrt();
        let piece = |i: i32| {
            let middle = (f64::from(i) + 0.5) * width;
            let at = |x: f64| f(middle + x * width / 2.0);
            (5.0 * at(-node) + 8.0 * at(0.0) + 5.0 * at(node)) * width / 18.0
        };
        (0..pieces).map(piece).sum()
    }

    proptest! {
        #[test]
        fn closed_forms_are_the_integrals(
            kappa in prop_oneof![Just(0.0), 1e-7f64..1e-3, 1e-3f64..20.0],
            delta in prop_oneof![1e-7f64..1e-3, 1e-3f64..20.0],
            h in prop_oneof![1e-3f64..0.1, 0.1f64..3.0],
        ) {
            let (k, d) = (Decay::new(kappa, h), Decay::new(delta, h));
            let close = |ours: f64, plain: f64| (ours / plain - 1.0).abs() < 1e-7;
            prop_assert!(close(h * k.phi, integral(|t| (-kappa * t).exp(), h)));
            prop_assert!(close(k.left, (-kappa * h).exp()));
            let decaying = k.decaying(d, h);
            prop_assert!(close(decaying, integral(|t| (-kappa * t - delta * (h - t)).exp(), h)));
            let filled = |t: f64| t * phi1(kappa * t) * (-delta * (h - t)).exp();
            prop_assert!(close(k.filling(d, h, decaying), integral(filled, h)));
            prop_assert!(close(h * h * k.phi2(h), integral(|t| t * phi1(kappa * t), h)));
        }
    }
}
