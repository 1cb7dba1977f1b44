//! Compartments with saturable flows, and their course in time.

use super::flows::{Flows, Propagator};

/// A flow `rate·y/(1 + y/half)` out of a compartment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Saturable {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Rate far below saturation, per hour.
    pub(crate) rate: f64,
    /// Content of `from` at which the flow is half of its most.
    pub(crate) half: f64,
}

impl Saturable {
    /// Rate at a content of `from`.
    fn at(&self, y: &[f64]) -> f64 {
        self.rate / (1.0 + y[self.from].max(0.0) / self.half)
    }
}

/// Contents of compartments that change by linear and saturable flows and constant sources.
#[derive(Clone, Debug)]
pub(crate) struct System {
    /// Name of each compartment.
    pub(crate) names: Vec<&'static str>,
    pub(crate) flows: Flows,
    /// What flows in, per hour.
    pub(crate) source: Vec<f64>,
    pub(crate) saturable: Vec<Saturable>,
    pub(crate) start: Vec<f64>,
}

impl System {
    pub(crate) fn new(names: Vec<&'static str>) -> Self {
        let n = names.len();
        Self {
            names,
            flows: Flows::new(n),
            source: vec![0.0; n],
            saturable: Vec::new(),
            start: vec![0.0; n],
        }
    }

    /// The change of the contents per hour.
    #[cfg(feature = "diffsol")]
    pub(crate) fn derivative(&self, y: &[f64], dy: &mut [f64]) {
        self.flows.derivative(y, dy);
        dy.iter_mut().zip(&self.source).for_each(|(dy, source)| *dy += source);
        for outflow in &self.saturable {
            let flow = outflow.at(y) * y[outflow.from];
            dy[outflow.from] -= flow;
            dy[outflow.to] += flow;
        }
    }

    /// The change of `derivative` along `v`.
    #[cfg(feature = "diffsol")]
    pub(crate) fn jacobian_times(&self, y: &[f64], v: &[f64], out: &mut [f64]) {
        self.flows.derivative(v, out);
        for outflow in &self.saturable {
            let full = 1.0 + y[outflow.from].max(0.0) / outflow.half;
            let flow = outflow.rate / (full * full) * v[outflow.from];
            out[outflow.from] -= flow;
            out[outflow.to] += flow;
        }
    }

    /// The contents at each of the `hours`, which rise from 0.
    pub(crate) fn course(&self, hours: &[f64], tolerance: f64) -> Vec<Vec<f64>> {
        let mut now = 0.0;
        let mut y = self.start.clone();
        let mut step = f64::INFINITY;
        let mut linear: Option<(f64, Propagator)> = None;
        let mut rows = Vec::with_capacity(hours.len());
        for &hour in hours {
            let span = hour - now;
            if span > 0.0 && self.saturable.is_empty() {
                // Equal spans share their propagator.
                let known = linear
                    .take()
                    .filter(|(known_span, _)| (known_span - span).abs() <= 1e-12 * span);
                let (propagated_span, propagator) =
                    known.unwrap_or_else(|| (span, self.flows.propagator(&self.source, span)));
                y = propagator.apply(&y);
                linear = Some((propagated_span, propagator));
            } else if span > 0.0 {
                y = self.advance(y, span, &mut step, tolerance);
            }
            now = hour;
            rows.push(y.clone());
        }
        rows
    }

    /// Moves contents by `span` hours in steps whose error is at most `tolerance`.
    ///
    /// A step moves by the exponential of the flows with their saturation held at its middle, which
    /// conserves contents, cannot turn negative, and leaves a balance as it is. One step is
    /// compared with two of half its length, and the two are extrapolated from the one.
    ///
    /// A compartment that is emptied faster than a step follows the flow at the end of the step, which the middle
    /// misses by half of the change: near the end of the span a step that changes such a content is at most a third of
    /// what is left, until the rest is short enough.
    fn advance(&self, mut y: Vec<f64>, span: f64, step: &mut f64, tolerance: f64) -> Vec<f64> {
        let mut left = span;
        let mut near_end = false;
        while left > 0.0 {
            let h = if near_end { step.min(left / 3.0) } else { step.min(left) };
            let (once, twice) = self.both(&y, h);
            let error = self.error(&y, &once, &twice);
            let factor = if error > 0.0 { (tolerance / error).cbrt() * 0.9 } else { 4.0 };
            let next = h * factor.clamp(0.2, 4.0);
            if error > tolerance && h > 1e-12 * span {
                *step = next;
                continue;
            }
            if !near_end && h > left / 3.0 && h > 1e-9 * span && changes(&once, &twice) {
                near_end = true;
                continue;
            }
            y = extrapolated(&once, twice);
            let last = h >= left;
            left = if last { 0.0 } else { left - h };
            if near_end {
                let (once, twice) = self.both(&y, left);
                let small = left <= 1e-9 * span;
                if small || !changes(&once, &twice) && self.error(&y, &once, &twice) <= tolerance {
                    y = extrapolated(&once, twice);
                    left = 0.0;
                }
            } else {
                // The last step of a span is short for the span's sake alone.
                *step = if last { step.min(1e300).max(next) } else { next };
            }
        }
        y
    }

    /// One step of `h` hours, and two of half of it.
    fn both(&self, y: &[f64], h: f64) -> (Vec<f64>, Vec<f64>) {
        (self.midpoint(y, h), self.midpoint(&self.midpoint(y, h / 2.0), h / 2.0))
    }

    /// Error of a step, relative to the contents that saturable flows leave and to these flows.
    ///
    /// All other contents are fed by them through linear flows: those that keep what comes err no more than they do.
    /// Over a step in which the content changes by the factor `eˣ` and the rate by `eᵛ`, holding the
    /// rate at its middle leaves a share of about `v·x/24` of the flow while `x` is small, of which extrapolation leaves
    /// about the square; where the content has come and gone inside of the step it may be all of `v`.
    fn error(&self, before: &[f64], once: &[f64], twice: &[f64]) -> f64 {
        let error_of = |outflow: &Saturable| {
            let (a, b) = (once[outflow.from], twice[outflow.from]);
            let content = if b > 0.0 { (a - b).abs() / (3.0 * b) } else { 0.0 };
            let v = (outflow.at(before) / outflow.at(twice)).ln().abs();
            let x = (before[outflow.from] / b).ln().abs();
            content.max(if x <= 1.0 { (v * x / 24.0).powi(2) } else { v })
        };
        self.saturable.iter().map(error_of).fold(0.0, f64::max)
    }

    fn midpoint(&self, y: &[f64], h: f64) -> Vec<f64> {
        let middle = self.frozen(y).propagator(&self.source, h / 2.0).apply(y);
        self.frozen(&middle).propagator(&self.source, h).apply(y)
    }

    /// The flows with their saturation as it is at contents `y`.
    fn frozen(&self, y: &[f64]) -> Flows {
        let mut flows = self.flows.clone();
        for flow in &self.saturable {
            flows.add(flow.from, flow.to, flow.at(y));
        }
        flows
    }
}

/// Relative difference of a content between one step and two at which a span may end.
const LATE: f64 = 3e-6;

/// Whether a content differs by more than [`LATE`] between one step and two; contents below 1e-7 of all are as good
/// as empty.
fn changes(once: &[f64], twice: &[f64]) -> bool {
    let all: f64 = twice.iter().sum();
    once.iter().zip(twice).any(|(a, b)| (a - b).abs() > LATE * (b + 1e-7 * all))
}

/// Two steps extrapolated from one, where that leaves no content negative.
fn extrapolated(once: &[f64], twice: Vec<f64>) -> Vec<f64> {
    let better = twice.iter().zip(once).map(|(b, a)| b + (b - a) / 3.0);
    if better.clone().all(|value| value >= 0.0) { better.collect() } else { twice }
}
