//! The nearest point at which a goal is reached.

use exocast_core::Interval;

use super::{
    goal::{Aim, delivered_at},
    moves::{Move, ParameterSet},
    require::cargo_values,
    requirement::Moment,
};
use crate::{
    input::{CargoEntry, Setup},
    parameters::{Distribution, Domain, Parameter, Parameters, Spread, Status, Values},
};

/// A parameter that can move, on its own scale around its current value.
#[derive(Clone, Copy)]
struct Axis {
    parameter: Parameter,
    current: Interval,
    status: Status,
    logit: bool,
    sd: f64,
    most: f64,
}

impl Axis {
    fn new(parameters: &Parameters, parameter: Parameter, entry: &CargoEntry) -> Option<Self> {
        let setting = parameters.get(parameter);
        let cargo = parameter == Parameter::CopiesPerVesicle;
        let (current, status) = if cargo {
            (entry.copies_per_vesicle, entry.status)
        } else {
            (setting.range, setting.status)
        };
        let distribution = if cargo { Distribution::LogNormal } else { setting.distribution };
        let domain = parameter.entry().domain;
        let (logit, sd) = match Spread::new(current, distribution, domain) {
            Spread::LogNormal { sd, .. } => (false, sd),
            Spread::LogitNormal { sd, .. } => (true, sd),
            Spread::Fixed(_) | Spread::Censored { .. } => return None,
        };
        let most = if domain == Domain::Share { 1.0 } else { f64::INFINITY };
        (sd > 0.0).then_some(Self { parameter, current, status, logit, sd, most })
    }

    fn at(&self, z: f64) -> f64 {
        let value = self.current.value;
        if self.logit {
            1.0 / (1.0 + (1.0 - value) / value * (-self.sd * z).exp())
        } else {
            (value * (self.sd * z).exp()).min(self.most)
        }
    }
}

/// The way from the current values to the goal.
struct Way<'a> {
    nominal: Values,
    setup: Setup,
    moment: Moment,
    aim: Aim,
    axes: &'a [Axis],
}

impl Way<'_> {
    /// ln of delivered copies over those that have to be.
    fn at(&self, z: &[f64]) -> f64 {
        let mut values = self.nominal;
        for (axis, z) in self.axes.iter().zip(z) {
            values.set(axis.parameter, axis.at(*z));
        }
        self.aim.ratio(&values, delivered_at(&values, self.setup, self.moment)).ln()
    }

    fn slope(&self, z: &[f64]) -> Vec<f64> {
        const STEP: f64 = 1e-4;
        (0..z.len())
            .map(|i| {
                let at = |by: f64| {
                    let mut moved = z.to_vec();
                    moved[i] += by;
                    self.at(&moved)
                };
                (at(STEP) - at(-STEP)) / (2.0 * STEP)
            })
            .collect()
    }

    /// The nearest point at which the goal is reached, by the iteration of Hasofer & Lind and
    /// Rackwitz & Fiessler, then along its direction until it is.
    fn nearest(&self) -> Option<Vec<f64>> {
        let mut z = vec![0.0; self.axes.len()];
        for _ in 0..30 {
            let (g, slope) = (self.at(&z), self.slope(&z));
            let size: f64 = slope.iter().map(|s| s * s).sum();
            if !g.is_finite() || !size.is_finite() || size < 1e-20 {
                break;
            }
            let along: f64 = slope.iter().zip(&z).map(|(s, z)| s * z).sum();
            let next: Vec<f64> = slope.iter().map(|s| s * (along - g) / size).collect();
            let moved = next.iter().zip(&z).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            z = next;
            if moved < 1e-9 {
                break;
            }
        }
        let length = norm(&z);
        if !(length.is_finite() && length > 0.0) {
            return None;
        }
        let scaled = |by: f64| z.iter().map(|z| z * by).collect::<Vec<f64>>();
        let rising = self.at(&[0.0].repeat(z.len())) < 0.0;
        let reached = |by: f64| (self.at(&scaled(by)) >= 0.0) == rising;
        let (mut short, mut far) = (0.0, 1.0);
        while !reached(far) {
            far *= 1.5;
            if length * far > FARTHEST {
                return None;
            }
        }
        for _ in 0..60 {
            let middle = f64::midpoint(short, far);
            if reached(middle) { far = middle } else { short = middle }
        }
        Some(scaled(far))
    }
}

/// Standard deviations beyond which nothing is looked for.
const FARTHEST: f64 = 40.0;

fn norm(z: &[f64]) -> f64 {
    z.iter().map(|z| z * z).sum::<f64>().sqrt()
}

pub(crate) fn nearest(
    parameters: &Parameters,
    setup: Setup,
    entry: &CargoEntry,
    aim: Aim,
    moment: Moment,
    most: usize,
) -> Vec<ParameterSet> {
    let nominal = cargo_values(parameters, entry);
    let axes: Vec<Axis> = setup
        .judged(parameters)
        .into_iter()
        .filter_map(|parameter| Axis::new(parameters, parameter, entry))
        .filter(|axis| {
            let way = Way { nominal, setup, moment, aim, axes: &[*axis] };
            way.slope(&[0.0])[0].abs() > 1e-6
        })
        .collect();
    let mut chosen: Vec<Vec<Axis>> = axes.iter().map(|axis| vec![*axis]).collect();
    for (i, first) in axes.iter().enumerate() {
        chosen.extend(axes.iter().skip(i + 1).map(|second| vec![*first, *second]));
    }
    if axes.len() > 2 {
        chosen.push(axes.clone());
    }
    let mut sets: Vec<ParameterSet> = chosen
        .iter()
        .filter_map(|axes| {
            let z = Way { nominal, setup, moment, aim, axes }.nearest()?;
            let mut order: Vec<usize> = (0..z.len()).collect();
            order.sort_by(|&a, &b| z[b].abs().total_cmp(&z[a].abs()));
            let moves = order.into_iter().map(|i| moved(&axes[i], z[i])).collect();
            Some(ParameterSet { distance: norm(&z), moves })
        })
        .collect();
    sets.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    sets.truncate(most);
    sets
}

fn moved(axis: &Axis, z: f64) -> Move {
    let needed = axis.at(z);
    Move {
        parameter: axis.parameter.name(),
        unit: axis.parameter.entry().unit,
        current: axis.current,
        needed,
        fold: needed / axis.current.value,
        within_range: axis.current.contains(needed),
        status: axis.status,
    }
}
