//! Vesicles in the fluid around the recipients, and what of them is taken up in time.

use super::{
    exposure::{Exposure, Inside},
    phi::{decaying, filling, phi1, phi2},
    uptake::Uptake,
};

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

/// Steps in which a saturable uptake is advanced, shorter at first, when most changes; one is exact where
/// uptake is linear.
const STEPS: u32 = 32;

impl Fluid {
    /// Exposes the recipients for `hours`.
    ///
    /// Each step solves the linear equations exactly, with the saturation `1 + C/K` held at the mean
    /// concentration of the step. Mass is conserved to rounding whatever the parameters, and the
    /// result is the closed solution itself where `K` is far above `C`.
    #[must_use]
    pub(crate) fn expose(&self, hours: f64, inside: Inside) -> Exposure {
        let inside = inside.apart();
        let mut state = Exposure { concentration: self.start, ..Exposure::default() };
        let (mut slow, mut fast) = (0.0, 0.0);
        for i in 0..STEPS {
            let until = |i: u32| hours * (f64::from(i) / f64::from(STEPS)).powf(1.5);
            let step = until(i + 1) - until(i);
            let left = |rate: f64| (-rate * step).exp();
            let (left_decay, left_turnover) = (left(inside.decay), left(inside.turnover));
            let c = state.concentration;
            let at_start = self.rate(c);
            let guess = linear(c, self.source, at_start.total, step);
            let rate = self.rate(f64::midpoint(c, guess));
            let area = c * step * phi1(rate.total * step)
                + self.source * step * step * phi2(rate.total * step);
            let weighted = |under: f64| {
                c * decaying(rate.total, under, step)
                    + self.source * filling(rate.total, under, step)
            };
            let under_decay = weighted(inside.decay);
            slow = slow * left_decay + rate.endocytosis * under_decay;
            fast = fast * left_turnover + rate.endocytosis * weighted(inside.turnover);
            state.endocytosed += rate.endocytosis * area;
            state.fused += rate.fusion * area;
            state.surviving = state.surviving * left_decay + rate.fusion * under_decay;
            state.lost += self.loss * area / self.recipients;
            state.concentration = linear(c, self.source, rate.total, step);
        }
        state.endosomal = fast;
        state.processed = inside.processed(slow, fast);
        state
    }

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

    fn rate(&self, concentration: f64) -> Rate {
        let uptake = self.uptake;
        let endocytosis = uptake.endocytosis / (1.0 + concentration / uptake.saturation);
        let fusion = uptake.fusion / (1.0 + concentration / uptake.fusion_saturation);
        Rate { endocytosis, fusion, total: self.loss + (endocytosis + fusion) * self.recipients }
    }
}

/// First-order rates of a step.
struct Rate {
    /// Clearance of one recipient by endocytosis, mL/h.
    endocytosis: f64,
    /// Clearance of one recipient by fusion, mL/h.
    fusion: f64,
    /// Everything that empties the fluid, per hour.
    total: f64,
}

/// Both branches cut alike to a sum of at most `supply`.
fn cut(rates: (f64, f64), supply: f64) -> (f64, f64) {
    let sum = rates.0 + rates.1;
    let scale = if sum > supply { supply / sum } else { 1.0 };
    (rates.0 * scale, rates.1 * scale)
}

/// `C(h)` of `dC/dt = q − κ·C`.
fn linear(start: f64, source: f64, kappa: f64, h: f64) -> f64 {
    start * (-kappa * h).exp() + source * h * phi1(kappa * h)
}
