//! The scale on which counts scatter evenly.

/// Anscombe's constant: what makes the square root of small counts even.
const ANSCOMBE: f64 = 0.375;

/// g(x) = 2/√α asinh √(α(x + 3/8)), which gives counts of variance μ + αμ² the variance 1 (Anscombe
/// 1948, Biometrika 35:246): a square root where counting dominates, a logarithm where ratios do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stabiliser {
    pub(crate) alpha: f64,
}

impl Stabiliser {
    #[inline]
    pub(crate) fn at(self, x: f64) -> f64 {
        2.0 / self.alpha.sqrt() * (self.alpha * (x + ANSCOMBE)).sqrt().asinh()
    }

    /// g′(x)².
    #[inline]
    pub(crate) fn information(self, x: f64) -> f64 {
        let x = x + ANSCOMBE;
        1.0 / (x * (1.0 + self.alpha * x))
    }
}
