//! Vesicles in the fluid around the recipients, and what of them is taken up in time.

use super::uptake::Uptake;

/// Vesicles and recipients in one well-mixed fluid.
///
/// ```text
/// dC/dt = q − loss·C − ρ·(U + F),   U = k_up·C / (1 + C/K_m),   F = k_fus·C / (1 + C/K_f)
/// ```
///
/// with `C` vesicles per mL, `ρ` recipients per mL, `q` vesicles secreted per mL and hour, and `U` and
/// `F` vesicles endocytosed and fused per recipient and hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fluid {
    /// Vesicles at the start, per mL.
    pub(crate) start: f64,
    /// Vesicles secreted into it, per mL and hour.
    pub(crate) source: f64,
    /// Decay and drainage, per hour.
    pub(crate) loss: f64,
    /// Recipients per mL.
    pub(crate) recipients: f64,
    /// How recipients take vesicles up.
    pub(crate) uptake: Uptake,
}

impl Fluid {
    /// Vesicles endocytosed and fused per recipient and hour once the fluid is in balance.
    ///
    /// Without loss their sum is the supply `q/ρ` whatever `k_up`, unless saturated uptake cannot keep up.
    #[must_use]
    pub(crate) fn steady_uptake(&self) -> (f64, f64) {
        let Uptake { endocytosis, saturation, fusion, .. } = self.uptake;
        if self.source <= 0.0 || endocytosis + fusion <= 0.0 {
            return (0.0, 0.0);
        }
        let concentration = if fusion > 0.0 {
            self.balance()
        } else {
            // loss/K_m·C² + (loss + k·ρ − q/K_m)·C − q = 0
            let a = self.loss / saturation;
            let b = self.loss + endocytosis * self.recipients - self.source / saturation;
            let root = (b * b + 4.0 * a * self.source).sqrt();
            if b > 0.0 {
                2.0 * self.source / (b + root)
            } else if a > 0.0 {
                (root - b) / (2.0 * a)
            } else {
                f64::INFINITY
            }
        };
        cut(self.uptake.at(concentration), self.source / self.recipients)
    }

    /// The concentration in balance, by bisection of its logarithm: what leaves rises with it.
    fn balance(&self) -> f64 {
        let leaves = |c: f64| {
            let (endocytosed, fused) = self.uptake.at(c);
            self.loss * c + self.recipients * (endocytosed + fused)
        };
        let (mut low, mut high) = (-700.0_f64, 700.0_f64);
        if leaves(high.exp()) < self.source {
            return f64::INFINITY;
        }
        while high - low > 1e-14 * high.abs().max(1.0) {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                break;
            }
            if leaves(middle.exp()) < self.source {
                low = middle;
            } else {
                high = middle;
            }
        }
        high.exp()
    }
}

/// Both branches cut alike to a sum of at most `supply`.
fn cut(rates: (f64, f64), supply: f64) -> (f64, f64) {
    let sum = rates.0 + rates.1;
    let scale = if sum > supply { supply / sum } else { 1.0 };
    (rates.0 * scale, rates.1 * scale)
}
