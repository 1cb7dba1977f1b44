//! Vesicles in the fluid around the recipients, and what of them is taken up in time.

/// Vesicles and recipients in one well-mixed fluid.
///
/// ```text
/// dC/dt = q − loss·C − ρ·U,   U = k_up·C / (1 + C/K_m)
/// ```
///
/// with `C` vesicles per mL, `ρ` recipients per mL, `q` vesicles secreted per mL and hour, and `U`
/// vesicles taken up per recipient and hour. What is taken up decays with rate `δ`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fluid {
    /// Vesicles at the start, per mL.
    pub start: f64,
    /// Vesicles secreted into it, per mL and hour.
    pub source: f64,
    /// Decay and drainage, per hour.
    pub loss: f64,
    /// Clearance `k_up` of one recipient, mL/h.
    pub uptake: f64,
    /// Saturation `K_m`, per mL.
    pub saturation: f64,
    /// Recipients per mL.
    pub recipients: f64,
}

/// What a time of exposure comes to, per recipient cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// Concentration at the end, per mL.
    pub concentration: f64,
    /// Vesicles taken up until the end.
    pub taken_up: f64,
    /// Of these, how many are left at the end where each decays with rate δ from its uptake.
    pub surviving: f64,
    /// Vesicles lost to decay and drainage, per recipient.
    pub lost: f64,
}

/// Steps in which a saturable uptake is advanced; one is exact where uptake is linear.
const STEPS: u32 = 32;

impl Fluid {
    /// Exposes the recipients for `hours` while what they took up decays with rate `decay` per hour.
    ///
    /// Each step solves the linear equations exactly, with the saturation `1 + C/K_m` held at the mean
    /// concentration of the step. Mass is conserved to rounding whatever the parameters, and the
    /// result is the closed solution itself where `K_m` is far above `C`.
    #[must_use]
    pub fn expose(&self, hours: f64, decay: f64) -> Exposure {
        let step = hours / f64::from(STEPS);
        let mut state = Exposure { concentration: self.start, ..Exposure::default() };
        for _ in 0..STEPS {
            let at_start = self.rate(state.concentration);
            let guess = linear(state.concentration, self.source, at_start.total, step);
            let rate = self.rate(f64::midpoint(state.concentration, guess));
            let c = state.concentration;
            let area = c * step * phi1(rate.total * step)
                + self.source * step * step * phi2(rate.total * step);
            let weighted = c * decaying(rate.total, decay, step)
                + self.source * filling(rate.total, decay, step);
            state.taken_up += rate.per_cell * area;
            state.lost += self.loss * area / self.recipients;
            state.surviving = state.surviving * (-decay * step).exp() + rate.per_cell * weighted;
            state.concentration = linear(c, self.source, rate.total, step);
        }
        state
    }

    /// Vesicles taken up per recipient and hour once the fluid is in balance.
    ///
    /// Without loss this is the supply `q/ρ` whatever `k_up`, unless saturated uptake cannot keep up.
    #[must_use]
    pub fn steady_uptake(&self) -> f64 {
        if self.source <= 0.0 || self.uptake <= 0.0 {
            return 0.0;
        }
        // loss/K_m·C² + (loss + k·ρ − q/K_m)·C − q = 0
        let a = self.loss / self.saturation;
        let b = self.loss + self.uptake * self.recipients - self.source / self.saturation;
        let root = (b * b + 4.0 * a * self.source).sqrt();
        let c = if b > 0.0 {
            2.0 * self.source / (b + root)
        } else if a > 0.0 {
            (root - b) / (2.0 * a)
        } else {
            f64::INFINITY
        };
        saturable(self.uptake, self.saturation, c).min(self.source / self.recipients)
    }

    fn rate(&self, concentration: f64) -> Rate {
        let per_cell = self.uptake / (1.0 + concentration / self.saturation);
        Rate { per_cell, total: self.loss + per_cell * self.recipients }
    }
}

/// First-order rates of a step.
struct Rate {
    /// Clearance of one recipient, mL/h.
    per_cell: f64,
    /// Everything that empties the fluid, per hour.
    total: f64,
}

/// Vesicles taken up per cell and hour, `k·C / (1 + C/K_m)`.
#[must_use]
pub fn saturable(uptake: f64, saturation: f64, concentration: f64) -> f64 {
    if concentration.is_infinite() {
        uptake * saturation
    } else {
        uptake * concentration / (1.0 + concentration / saturation)
    }
}

/// `C(h)` of `dC/dt = q − κ·C`.
fn linear(start: f64, source: f64, kappa: f64, h: f64) -> f64 {
    start * (-kappa * h).exp() + source * h * phi1(kappa * h)
}

/// `(1 − e^{−x})/x`, for `x ≥ 0`.
pub(crate) fn phi1(x: f64) -> f64 {
    if x < 1e-8 { 1.0 - x / 2.0 } else { -(-x).exp_m1() / x }
}

/// `(1 − φ₁(x))/x`, for `x ≥ 0`.
fn phi2(x: f64) -> f64 {
    if x < 1e-3 { 0.5 - x / 6.0 + x * x / 24.0 - x * x * x / 120.0 } else { (1.0 - phi1(x)) / x }
}

/// `∫₀ʰ e^{−κτ} e^{−δ(h−τ)} dτ`.
fn decaying(kappa: f64, delta: f64, h: f64) -> f64 {
    h * (-kappa.min(delta) * h).exp() * phi1((kappa - delta).abs() * h)
}

/// `∫₀ʰ (1 − e^{−κτ})/κ · e^{−δ(h−τ)} dτ`; symmetric in κ and δ.
fn filling(kappa: f64, delta: f64, h: f64) -> f64 {
    let (small, large) = (kappa.min(delta), kappa.max(delta));
    if large * h < 1e-3 {
        let (x, y) = (small * h, large * h);
        h * h * (0.5 - (x + y) / 6.0 + (x * x + x * y + y * y) / 24.0)
    } else {
        (h * phi1(small * h) - decaying(small, large, h)) / large
    }
}
