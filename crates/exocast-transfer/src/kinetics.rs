//! Vesicles in the fluid around the recipients, and what of them is taken up in time.

/// Vesicles and recipients in one well-mixed fluid.
///
/// ```text
/// dC/dt = q − loss·C − ρ·(U + F),   U = k_up·C / (1 + C/K_m),   F = k_fus·C / (1 + C/K_f)
/// ```
///
/// with `C` vesicles per mL, `ρ` recipients per mL, `q` vesicles secreted per mL and hour, and `U` and
/// `F` vesicles endocytosed and fused per recipient and hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fluid {
    /// Vesicles at the start, per mL.
    pub start: f64,
    /// Vesicles secreted into it, per mL and hour.
    pub source: f64,
    /// Decay and drainage, per hour.
    pub loss: f64,
    /// Recipients per mL.
    pub recipients: f64,
    /// How recipients take vesicles up.
    pub uptake: Uptake,
}

/// How one recipient takes vesicles up: two branches, each with its own saturation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uptake {
    /// Clearance by endocytosis `k_up`, mL/h.
    pub endocytosis: f64,
    /// Concentration at which endocytosis is half of its most, per mL.
    pub saturation: f64,
    /// Clearance by fusion at the plasma membrane `k_fus`, mL/h.
    pub fusion: f64,
    /// Concentration at which fusion is half of its most, per mL.
    pub fusion_saturation: f64,
}

impl Uptake {
    /// Endocytosis alone.
    #[must_use]
    pub const fn endocytosis(rate: f64, saturation: f64) -> Self {
        Self { endocytosis: rate, saturation, fusion: 0.0, fusion_saturation: f64::INFINITY }
    }

    /// Vesicles endocytosed and vesicles fused, per hour, at a concentration per mL.
    #[must_use]
    pub fn at(&self, concentration: f64) -> (f64, f64) {
        (
            saturable(self.endocytosis, self.saturation, concentration),
            saturable(self.fusion, self.fusion_saturation, concentration),
        )
    }

    /// The concentration, of at most `most`, at which `supply` vesicles are taken up per hour.
    pub(crate) fn sustained_by(&self, supply: f64, most: f64) -> f64 {
        if self.fusion <= 0.0 {
            let left = self.endocytosis - supply / self.saturation;
            return if left > 0.0 { (supply / left).min(most) } else { most };
        }
        let (mut low, mut high) = (0.0, most);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            let (endocytosed, fused) = self.at(middle);
            if endocytosed + fused < supply { low = middle } else { high = middle }
        }
        high
    }

    /// The largest share of vesicles taken up that fuses, over all concentrations.
    pub(crate) fn most_fused(&self) -> f64 {
        let share = |fused: f64, endocytosed: f64| {
            if fused > 0.0 { fused / (fused + endocytosed) } else { 0.0 }
        };
        let (full, other) =
            (self.fusion * self.fusion_saturation, self.endocytosis * self.saturation);
        let at_most = if full.is_finite() && other.is_finite() { share(full, other) } else { 0.0 };
        share(self.fusion, self.endocytosis).max(at_most)
    }
}

/// What becomes of vesicles inside of a recipient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inside {
    /// Rate at which vesicles leave the endosome, per hour.
    pub turnover: f64,
    /// Rate at which delivered copies decay, per hour.
    pub decay: f64,
}

/// What a time of exposure comes to, per recipient cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// Concentration at the end, per mL.
    pub concentration: f64,
    /// Vesicles endocytosed until the end.
    pub endocytosed: f64,
    /// Vesicles fused at the plasma membrane until the end.
    pub fused: f64,
    /// Of those endocytosed, how many are still in endosomes.
    pub endosomal: f64,
    /// Of those that left the endosome, how many are left at the end where each decays from then on.
    pub processed: f64,
    /// Of those fused, how many are left at the end where each decays from then on.
    pub surviving: f64,
    /// Vesicles lost to decay and drainage, per recipient.
    pub lost: f64,
}

impl Exposure {
    /// Vesicles taken up until the end, by either branch.
    #[must_use]
    pub fn taken_up(&self) -> f64 {
        self.endocytosed + self.fused
    }

    /// Exposure to a concentration that is held: constant rates of endocytosis and fusion.
    pub(crate) fn held(rates: (f64, f64), concentration: f64, hours: f64, inside: Inside) -> Self {
        let (endocytosis, fusion) = rates;
        let inside = inside.apart();
        let left = |decay: f64| hours * phi1(decay * hours);
        Self {
            concentration,
            endocytosed: endocytosis * hours,
            fused: fusion * hours,
            endosomal: endocytosis * left(inside.turnover),
            processed: endocytosis * inside.processed(left(inside.decay), left(inside.turnover)),
            surviving: fusion * left(inside.decay),
            lost: 0.0,
        }
    }
}

impl Inside {
    /// The same with the two rates far enough apart for their difference to be divided by.
    fn apart(self) -> Self {
        let near = (self.turnover - self.decay).abs() < 1e-6 * self.turnover;
        Self { turnover: if near { self.turnover * (1.0 + 1e-6) } else { self.turnover }, ..self }
    }

    /// `∫∫ u(σ) k e^{−k(τ−σ)} e^{−δ(t−τ)}`, from what `u` leaves under `δ` and under `k`.
    fn processed(self, under_decay: f64, under_turnover: f64) -> f64 {
        let difference = self.turnover / (self.turnover - self.decay);
        (difference * (under_decay - under_turnover)).max(0.0)
    }
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
    pub fn expose(&self, hours: f64, inside: Inside) -> Exposure {
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
    pub fn steady_uptake(&self) -> (f64, f64) {
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

/// Vesicles taken up per cell and hour, `k·C / (1 + C/K_m)`.
#[must_use]
pub fn saturable(uptake: f64, saturation: f64, concentration: f64) -> f64 {
    if uptake <= 0.0 {
        0.0
    } else if concentration.is_infinite() {
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
