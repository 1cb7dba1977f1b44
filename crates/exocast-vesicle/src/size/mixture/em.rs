//! Expectation–maximisation for a truncated lognormal mixture, from points or bins.
//!
//! With `p_k(i)` the density (points) or probability (bins) of observation i under population k, and
//! `Z_k` the probability that a particle of population k is seen at all, the log-likelihood is
//! `Σ_i w_i ln Σ_k π_k p_k(i) − W ln Σ_k π_k Z_k`. Where c particles are known to lie below the window,
//! `c ln Σ_k π_k F_k(low)` is added, Z is F(high) alone, and W counts them as well. Particles outside of the window are the missing
//! data of Dempster, Laird & Rubin (1977, J R Stat Soc B 39:1, section 4.2), as in `McLachlan` & Jones
//! (1988, Biometrics 44:571): both steps are closed, and the likelihood never falls.

use super::component::Component;
use super::data::{Data, Support};
use crate::stats::{LN_PEAK, normal};

/// No population is narrower than this in ln d (2 %), which keeps the likelihood bounded.
pub(crate) const SIGMA_FLOOR: f64 = 0.02;

/// The median of a population lies no lower than the detection limit divided by this: what is wholly
/// unseen cannot be fitted.
const BELOW_LIMIT: f64 = 2.0;

/// Shares are kept above this.
const WEIGHT_FLOOR: f64 = 1e-12;

/// A mixture density below this is worked out in logarithms instead.
const TINY: f64 = 1e-250;

/// Sums over observations of responsibility, z and z², z in units of the population.
#[derive(Clone, Copy, Default)]
struct Sums {
    mass: f64,
    z: f64,
    square: f64,
}

impl Sums {
    fn add(&mut self, mass: f64, z: f64, square: f64) {
        self.mass += mass;
        self.z += mass * z;
        self.square += mass * square;
    }
}

/// One EM step from `now`; returns the next populations and the log-likelihood of `now`.
pub(crate) fn step(data: &Data, now: &[Component]) -> (Vec<Component>, f64) {
    let mut sums = vec![Sums::default(); now.len()];
    let mut likelihood = match &data.support {
        Support::Points(points) => from_points(points, &data.weights, now, &mut sums),
        Support::Bins(edges) => from_bins(edges, &data.weights, now, &mut sums),
    };
    likelihood += add_censored(data, now, &mut sums);
    likelihood -= data.counted() * add_unseen(data, now, &mut sums);
    let lowest = lowest(data);
    let all: f64 = sums.iter().map(|sums| sums.mass).sum();
    let next = now
        .iter()
        .zip(&sums)
        .map(|(component, sums)| {
            let weight = (sums.mass / all).max(WEIGHT_FLOOR);
            if sums.mass <= 0.0 {
                return Component { weight, ..*component };
            }
            let shift = (sums.z / sums.mass).max((lowest - component.mu) / component.sigma);
            // About a mean held at its bound this is the best variance as well.
            let variance =
                sums.square / sums.mass - 2.0 * shift * sums.z / sums.mass + shift * shift;
            let sigma = component.sigma * variance.max(0.0).sqrt();
            Component {
                weight,
                mu: component.mu + component.sigma * shift,
                sigma: sigma.max(SIGMA_FLOOR),
            }
        })
        .collect();
    (next, likelihood)
}

/// The least μ that a population may have.
fn lowest(data: &Data) -> f64 {
    data.low - BELOW_LIMIT.ln()
}

fn from_points(points: &[f64], weights: &[f64], now: &[Component], sums: &mut [Sums]) -> f64 {
    let factors: Vec<Factor> = now.iter().map(Factor::new).collect();
    let mut terms = vec![(0.0, 0.0); now.len()];
    let mut likelihood = Logs::default();
    for (&point, &weight) in points.iter().zip(weights) {
        let mut sum = 0.0;
        for (term, factor) in terms.iter_mut().zip(&factors) {
            let z = (point - factor.mu) * factor.inverse;
            *term = (factor.height * (-0.5 * z * z).exp(), z);
            sum += term.0;
        }
        if sum > TINY {
            likelihood.add(weight, sum);
        } else {
            sum = 0.0;
            let ln = |factor: &Factor, z: f64| factor.height.ln() - 0.5 * z * z;
            let logs = terms.iter().zip(&factors).map(|(term, factor)| ln(factor, term.1));
            let top = logs.fold(f64::NEG_INFINITY, f64::max);
            for (term, factor) in terms.iter_mut().zip(&factors) {
                term.0 = (ln(factor, term.1) - top).exp();
                sum += term.0;
            }
            likelihood.sum += weight * (top + sum.ln());
        }
        let share = weight / sum;
        for (sums, &(density, z)) in sums.iter_mut().zip(&terms) {
            sums.add(share * density, z, z * z);
        }
    }
    likelihood.total()
}

/// A population as its density is worked out: weight over σ√2π, μ, 1/σ.
struct Factor {
    height: f64,
    mu: f64,
    inverse: f64,
}

impl Factor {
    fn new(component: &Component) -> Self {
        let height = component.weight / component.sigma * LN_PEAK.exp();
        Self { height, mu: component.mu, inverse: 1.0 / component.sigma }
    }
}

/// Sum of logarithms of equal weights, of which eight are taken as one of their product.
#[derive(Default)]
struct Logs {
    sum: f64,
    product: f64,
    count: u32,
    weight: f64,
}

impl Logs {
    fn add(&mut self, weight: f64, value: f64) {
        let fits = self.count > 0 && self.count < 8 && weight.total_cmp(&self.weight).is_eq();
        // Eight factors of this range neither vanish nor overflow.
        if fits && (1e-30..1e30).contains(&value) {
            self.product *= value;
            self.count += 1;
        } else {
            self.flush();
            if (1e-30..1e30).contains(&value) {
                (self.product, self.count, self.weight) = (value, 1, weight);
            } else {
                self.sum += weight * value.ln();
            }
        }
    }

    fn flush(&mut self) {
        if self.count > 0 {
            self.sum += self.weight * self.product.ln();
            self.count = 0;
        }
    }

    fn total(mut self) -> f64 {
        self.flush();
        self.sum
    }
}

fn from_bins(edges: &[f64], weights: &[f64], now: &[Component], sums: &mut [Sums]) -> f64 {
    let columns: Vec<Vec<Edge>> =
        now.iter().map(|c| edges.iter().map(|&edge| Edge::new(edge, c)).collect()).collect();
    let mut pieces = vec![(0.0, 0.0, 0.0); now.len()];
    let mut likelihood = 0.0;
    for (i, &weight) in weights.iter().enumerate() {
        if weight <= 0.0 {
            continue;
        }
        let mut sum = 0.0;
        for ((piece, component), column) in pieces.iter_mut().zip(now).zip(&columns) {
            *piece = Edge::between(&column[i], &column[i + 1]);
            piece.0 *= component.weight;
            sum += piece.0;
        }
        if sum > TINY {
            likelihood += weight * sum.ln();
        } else {
            let (edge, next) = (edges[i], edges[i + 1]);
            let far: Vec<normal::Piece> = now
                .iter()
                .map(|c| normal::piece((edge - c.mu) / c.sigma, (next - c.mu) / c.sigma))
                .collect();
            let logs: Vec<f64> =
                far.iter().zip(now).map(|(piece, c)| piece.ln_mass + c.weight.ln()).collect();
            let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            sum = 0.0;
            for ((piece, far), ln) in pieces.iter_mut().zip(&far).zip(&logs) {
                *piece = ((ln - top).exp(), far.mean, far.square);
                sum += piece.0;
            }
            likelihood += weight * (top + sum.ln());
        }
        for (sums, &(mass, mean, square)) in sums.iter_mut().zip(&pieces) {
            sums.add(weight * mass / sum, mean, square);
        }
    }
    likelihood
}

/// One bin edge as one population sees it.
struct Edge {
    z: f64,
    /// φ(z) and zφ(z); zero at infinity.
    density: f64,
    z_density: f64,
    /// Probability beyond the edge, on the side away from the centre.
    tail: f64,
}

impl Edge {
    fn new(edge: f64, component: &Component) -> Self {
        let z = (edge - component.mu) / component.sigma;
        let density = normal::pdf(z);
        let z_density = if z.is_finite() { z * density } else { 0.0 };
        Self { z, density, z_density, tail: normal::cdf(-z.abs()) }
    }

    /// Probability, mean of z and of z² between two edges.
    fn between(low: &Self, high: &Self) -> (f64, f64, f64) {
        let mass = if low.z >= 0.0 {
            low.tail - high.tail
        } else if high.z <= 0.0 {
            high.tail - low.tail
        } else {
            1.0 - low.tail - high.tail
        };
        if mass <= TINY {
            return (0.0, 0.0, 0.0);
        }
        let mean = ((low.density - high.density) / mass).clamp(low.z, high.z);
        let width = high.z - low.z;
        let square = (1.0 + (low.z_density - high.z_density) / mass)
            .clamp(mean * mean, mean * mean + 0.25 * width * width);
        (mass, mean, square)
    }
}

/// Adds the particles that are known to lie below the window; returns their log-likelihood.
fn add_censored(data: &Data, now: &[Component], sums: &mut [Sums]) -> f64 {
    if data.censored <= 0.0 {
        return 0.0;
    }
    let pieces: Vec<normal::Piece> =
        now.iter().map(|c| normal::piece(f64::NEG_INFINITY, (data.low - c.mu) / c.sigma)).collect();
    let logs: Vec<f64> = pieces.iter().zip(now).map(|(p, c)| p.ln_mass + c.weight.ln()).collect();
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = logs.iter().map(|ln| (ln - top).exp()).sum();
    for ((sums, piece), ln) in sums.iter_mut().zip(&pieces).zip(&logs) {
        sums.add(data.censored * (ln - top).exp() / total, piece.mean, piece.square);
    }
    data.censored * (top + total.ln())
}

/// Adds the expected particles outside of the window; returns ln of the share that is seen.
fn add_unseen(data: &Data, now: &[Component], sums: &mut [Sums]) -> f64 {
    if !data.truncated() {
        return 0.0;
    }
    let low = if data.censored > 0.0 { f64::NEG_INFINITY } else { data.low };
    let standard = |edge: f64, c: &Component| (edge - c.mu) / c.sigma;
    let seen: Vec<f64> = now
        .iter()
        .map(|c| normal::piece(standard(low, c), standard(data.high, c)).ln_mass)
        .collect();
    let logs: Vec<f64> = seen.iter().zip(now).map(|(ln, c)| ln + c.weight.ln()).collect();
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let ln_seen = top + logs.iter().map(|ln| (ln - top).exp()).sum::<f64>().ln();
    for (c, sums) in now.iter().zip(sums) {
        let sides =
            [(f64::NEG_INFINITY, standard(low, c)), (standard(data.high, c), f64::INFINITY)];
        for (a, b) in sides {
            if a < b {
                let side = normal::piece(a, b);
                let missing = (data.counted().ln() + c.weight.ln() + side.ln_mass - ln_seen).exp();
                if missing.is_finite() && missing > 0.0 {
                    sums.add(missing, side.mean, side.square);
                }
            }
        }
    }
    ln_seen
}

/// EM sped up by SQUAREM (Varadhan & Roland 2008, Scand J Stat 35:335): a leap along two EM steps is
/// kept only where the likelihood is no lower, so that it never falls.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) components: Vec<Component>,
    pub(crate) likelihood: f64,
    /// The likelihood after each accepted step, from the start on.
    pub(crate) trace: Vec<f64>,
    pub(crate) converged: bool,
}

pub(crate) fn run(data: &Data, start: Vec<Component>, cycles: usize, tolerance: f64) -> Run {
    let lowest = lowest(data);
    let held = |mut component: Component| {
        component.mu = component.mu.max(lowest);
        component
    };
    let mut now: Vec<Component> = start.into_iter().map(held).collect();
    let mut trace = Vec::new();
    let mut converged = false;
    for _ in 0..cycles {
        let (first, at_now) = step(data, &now);
        trace.push(at_now);
        let (second, at_first) = step(data, &first);
        trace.push(at_first);
        let before = now;
        now = match leap(&before, &first, &second, lowest) {
            None => second,
            Some(far) => {
                let (next, at_far) = step(data, &far);
                if at_far >= at_first {
                    trace.push(at_far);
                    next
                } else {
                    second
                }
            }
        };
        if trace[trace.len() - 1] - at_now <= tolerance {
            converged = true;
            break;
        }
    }
    let (_, likelihood) = step(data, &now);
    trace.push(likelihood);
    Run { components: now, likelihood, trace, converged }
}

/// Populations as free numbers: ln weight, μ, ln σ.
fn free(components: &[Component]) -> impl Iterator<Item = f64> {
    components.iter().flat_map(|c| [c.weight.ln(), c.mu, c.sigma.ln()])
}

fn leap(
    start: &[Component],
    first: &[Component],
    second: &[Component],
    lowest: f64,
) -> Option<Vec<Component>> {
    let (mut step, mut bend) = (0.0, 0.0);
    let triples = || free(start).zip(free(first)).zip(free(second));
    for ((a, b), c) in triples() {
        step += (b - a) * (b - a);
        bend += (c - 2.0 * b + a) * (c - 2.0 * b + a);
    }
    let length = (step / bend).sqrt();
    if !length.is_finite() || length <= 1.0 {
        return None;
    }
    let far: Vec<f64> = triples()
        .map(|((a, b), c)| a + 2.0 * length * (b - a) + length * length * (c - 2.0 * b + a))
        .collect();
    if far.iter().any(|value| !value.is_finite() || value.abs() > 50.0) {
        return None;
    }
    let top = far.iter().step_by(3).copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = far.iter().step_by(3).map(|ln| (ln - top).exp()).sum();
    Some(
        far.chunks_exact(3)
            .map(|three| Component {
                weight: ((three[0] - top).exp() / total).max(WEIGHT_FLOOR),
                mu: three[1].max(lowest),
                sigma: three[2].exp().max(SIGMA_FLOOR),
            })
            .collect(),
    )
}
