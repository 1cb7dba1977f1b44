//! Fluid and recipients advanced in time, in steps whose error is controlled.

use super::{
    exposure::{Exposure, Inside},
    fluid::Fluid,
    phi::{Decay, phi1},
};

/// Largest relative difference between one step and two of half its length.
const TOLERANCE: f64 = 1e-6;

/// A concentration below this share of all vesicles given counts as zero.
const EMPTY: f64 = 1e-15;

/// The shortest step as a share of the exposure, taken whatever its error.
const SHORTEST: f64 = 1e-9;

/// Attempts at a step after which the tolerance is doubled with every further [`DOUBLING`]: rates far outside of any range
/// may leave differences that no length of step takes away.
const ATTEMPTS: i32 = 200;

const DOUBLING: i32 = 8;

/// Places of the two Gauss points in a step.
const GAUSS: [f64; 2] = [0.211_324_865_405_187_1, 0.788_675_134_594_812_9];

impl Fluid {
    /// Exposes the recipients for `hours`.
    ///
    /// Each step solves the linear equations exactly, with each saturable uptake replaced by its chord between the
    /// concentrations at the two Gauss points of the step. The chord is the uptake itself where `K` is far above `C`
    /// and nearly so where it is far below. One step is compared with two of half its length, and the two are taken.
    /// Mass is conserved to rounding whatever the parameters.
    #[must_use]
    pub(crate) fn expose(&self, hours: f64, inside: Inside) -> Exposure {
        let inside = inside.apart();
        let empty = EMPTY * (self.start + self.source * hours);
        let mut state = State { concentration: self.start, ..State::default() };
        let mut left = hours;
        // The first step is short against the time in which the fluid is emptied: in a longer one, both comparands
        // could miss the same change at its beginning.
        let fastest = self.loss + (self.uptake.endocytosis + self.uptake.fusion) * self.recipients;
        let shortest = SHORTEST * hours;
        let mut step = if fastest > 0.0 { (1.0 / fastest).max(shortest) } else { hours };
        let mut attempts = 0;
        while left > 0.0 {
            attempts += 1;
            let tolerance = TOLERANCE * 2f64.powi((attempts - ATTEMPTS).max(0) / DOUBLING);
            let h = step.min(left);
            let (whole, half) = (Within::new(inside, h), Within::new(inside, h / 2.0));
            let once = self.step(&state, &whole);
            let twice = self.step(&self.step(&state, &half), &half);
            let last = h >= left;
            let rest = if last { 0.0 } else { left - h };
            let error = twice.error(&once, empty, (-inside.turnover * rest).exp());
            let factor = if error > 0.0 {
                (0.8 * (tolerance / error).sqrt().sqrt()).clamp(0.2, 4.0)
            } else {
                4.0
            };
            step = (h * factor).max(shortest);
            if error > tolerance && h > shortest {
                continue;
            }
            state = twice;
            left = rest;
        }
        state.exposure(inside)
    }

    fn step(&self, from: &State, within: &Within) -> State {
        let &Within { h, decay, turnover } = within;
        let Chord { endocytosis, fusion, source, kappa } = self.chord(from.concentration, h);
        let kappa = Decay::new(kappa, h);
        let c = from.concentration;
        let area = c * h * kappa.phi + source * h * h * kappa.phi2(h);
        // What is left of `slope·C + constant` per hour where it decays at `rate`.
        let remaining = |uptake: Line, under: f64, constant: f64| {
            uptake.slope * under + uptake.constant * constant
        };
        let weighted = |rate: Decay| {
            let decaying = kappa.decaying(rate, h);
            c * decaying + source * kappa.filling(rate, h, decaying)
        };
        let (under_decay, constant) = (weighted(decay), h * decay.phi);
        State {
            concentration: c * kappa.left + source * h * kappa.phi,
            endocytosed: from.endocytosed + remaining(endocytosis, area, h),
            fused: from.fused + remaining(fusion, area, h),
            lost: from.lost + self.loss * area / self.recipients,
            slow: from.slow * decay.left + remaining(endocytosis, under_decay, constant),
            fast: from.fast * turnover.left
                + remaining(endocytosis, weighted(turnover), h * turnover.phi),
            surviving: from.surviving * decay.left + remaining(fusion, under_decay, constant),
        }
    }

    /// The chords of both branches over a step of `h` hours from concentration `c`.
    fn chord(&self, c: f64, h: f64) -> Chord {
        let up = self.uptake;
        let (into, fuse) = (1.0 + c / up.saturation, 1.0 + c / up.fusion_saturation);
        // The tangent at the start foretells the concentrations of the step.
        let per_ml =
            |endocytosis: f64, fusion: f64| self.loss + (endocytosis + fusion) * self.recipients;
        let change = self.source - per_ml(up.endocytosis / into, up.fusion / fuse) * c;
        let tangent = per_ml(up.endocytosis / (into * into), up.fusion / (fuse * fuse));
        let [a, b] =
            GAUSS.map(|place| (c + change * place * h * phi1(tangent * place * h)).max(0.0));
        let line = |rate: f64, saturation: f64| {
            let slope = rate / ((1.0 + a / saturation) * (1.0 + b / saturation));
            Line { slope, constant: slope * a * (b / saturation) }
        };
        let endocytosis = line(up.endocytosis, up.saturation);
        let fusion = line(up.fusion, up.fusion_saturation);
        Chord {
            endocytosis,
            fusion,
            source: self.source - (endocytosis.constant + fusion.constant) * self.recipients,
            kappa: per_ml(endocytosis.slope, fusion.slope),
        }
    }
}

/// What decays inside of the recipients in a step of `h` hours.
struct Within {
    h: f64,
    decay: Decay,
    turnover: Decay,
}

impl Within {
    fn new(inside: Inside, h: f64) -> Self {
        Self { h, decay: Decay::new(inside.decay, h), turnover: Decay::new(inside.turnover, h) }
    }
}

/// Vesicles per recipient and hour, `slope·C + constant`.
#[derive(Clone, Copy)]
struct Line {
    slope: f64,
    constant: f64,
}

/// The linear equations of a step, `dC/dt = source − kappa·C`.
struct Chord {
    endocytosis: Line,
    fusion: Line,
    source: f64,
    kappa: f64,
}

/// Fluid and recipient at one time.
#[derive(Clone, Copy, Default)]
struct State {
    /// Vesicles per mL.
    concentration: f64,
    /// Vesicles endocytosed.
    endocytosed: f64,
    /// Vesicles fused.
    fused: f64,
    /// Vesicles lost per recipient.
    lost: f64,
    /// What is left of those endocytosed if each decays at once as delivered copies do.
    slow: f64,
    /// What is left of those endocytosed in endosomes.
    fast: f64,
    /// What is left of those fused.
    surviving: f64,
}

impl State {
    /// Relative difference from `other`, which counts for endosomes only by the share that they `remember` at the end.
    fn error(&self, other: &Self, empty: f64, remember: f64) -> f64 {
        let relative = |a: f64, b: f64, least: f64| {
            let difference = (a - b).abs();
            if difference > 0.0 { difference / (a.abs().max(b.abs()) + least) } else { 0.0 }
        };
        [
            relative(self.concentration, other.concentration, empty),
            relative(self.endocytosed, other.endocytosed, 0.0),
            relative(self.fused, other.fused, 0.0),
            relative(self.lost, other.lost, 0.0),
            relative(self.slow, other.slow, 0.0),
            relative(self.fast, other.fast, 0.0) * remember,
            relative(self.surviving, other.surviving, 0.0),
        ]
        .into_iter()
        .fold(0.0, f64::max)
    }

    fn exposure(&self, inside: Inside) -> Exposure {
        Exposure {
            concentration: self.concentration,
            endocytosed: self.endocytosed,
            fused: self.fused,
            endosomal: self.fast,
            processed: inside.processed(self.slow, self.fast),
            surviving: self.surviving,
            lost: self.lost,
        }
    }
}
