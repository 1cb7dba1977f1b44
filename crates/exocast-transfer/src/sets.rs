//! Sets of parameters that would do together, nearest first.

use exocast_core::{Interval, Table};
use serde::Serialize;

use crate::{
    argonaute::Argonaute,
    cargo::{CargoEntry, Vesicles},
    chain::Values,
    effect::{Effect, copies_for},
    error::{DoseError, RequireError},
    options::Checked,
    parameter::{Distribution, Domain, Parameter, Status},
    parameters::Parameters,
    require::{Moment, Requirement, cargo_values, copies_at, invert},
    resolve::{check_entry, resolve},
    scenario::Setup,
    spread::Spread,
};

/// One parameter of a set, and where it would have to go.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// The parameter.
    pub parameter: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is, with its 95 % range.
    pub current: Interval,
    /// What it would have to be.
    pub needed: f64,
    /// `needed` over current value.
    pub fold: f64,
    /// Whether `needed` lies inside of the 95 % range.
    pub within_range: bool,
    /// Status of the current value.
    pub status: Status,
}

/// Parameters that would do if they moved together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParameterSet {
    /// How far they move in all: the root of the summed squares of their moves, each in standard
    /// deviations of its range on its own scale.
    pub distance: f64,
    /// The moves, the largest first.
    pub moves: Vec<Move>,
}

/// What would have to be true for an effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectRequirement {
    /// The log2 fold change asked for.
    pub log2fc: f64,
    /// Copies per cell that have it.
    pub copies: f64,
    /// What each parameter alone would have to be.
    pub requirements: Vec<Requirement>,
    /// Sets of parameters, nearest first.
    pub sets: Vec<ParameterSet>,
}

/// Sets of one, two and all parameters that reach `copies` of the miRNA `entry`, nearest first.
///
/// For each set the point is found at which the copies are just reached and which is nearest to the current values, in
/// standard deviations of the ranges: the design point of first-order reliability analysis (Hasofer & Lind
/// 1974; Rackwitz & Fiessler 1978). Parameters without a range do not move. At most `most` sets come back.
///
/// ```
/// use exocast_transfer::{CargoEntry, Moment, Options, require_sets};
///
/// let options = Options::default().check()?;
/// let entry = CargoEntry::prior("hsa-miR-21-5p", options.parameters());
/// let sets = require_sets(&entry, None, &options, 1000.0, Moment::Steady, 5)?;
/// assert!(sets[0].moves.len() > 2, "all together have the shortest way");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`require`](crate::require()).
pub fn require_sets(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    copies: f64,
    moment: Moment,
    most: usize,
) -> Result<Vec<ParameterSet>, DoseError> {
    if !(copies.is_finite() && copies > 0.0) {
        return Err(DoseError::Goal(copies));
    }
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    Ok(nearest(&parameters, options.setup(), entry, copies, moment, most))
}

/// What would have to be true for a gene to change by `log2fc`, given what copies do to it.
///
/// # Errors
/// Where no number of copies has that effect, or as [`require`](crate::require()).
pub fn require_effect(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    effect: &dyn Effect,
    log2fc: f64,
    moment: Moment,
) -> Result<EffectRequirement, RequireError> {
    let copies = copies_for(effect, log2fc)?;
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let setup = options.setup();
    Ok(EffectRequirement {
        log2fc,
        copies,
        requirements: invert(&parameters, setup, entry, copies, moment),
        sets: nearest(&parameters, setup, entry, copies, moment, SETS),
    })
}

/// Sets that an effect asks for.
const SETS: usize = 10;

/// `set distance parameter value low high unit needed fold within_range status`, one row a move.
#[must_use]
pub fn set_table(sets: &[ParameterSet]) -> Table {
    let mut table = Table::new([
        "set",
        "distance",
        "parameter",
        "value",
        "low",
        "high",
        "unit",
        "needed",
        "fold",
        "within_range",
        "status",
    ]);
    for (i, set) in sets.iter().enumerate() {
        for one in &set.moves {
            table.push([
                (i + 1).into(),
                set.distance.into(),
                one.parameter.into(),
                one.current.value.into(),
                one.current.low.into(),
                one.current.high.into(),
                one.unit.into(),
                one.needed.into(),
                one.fold.into(),
                if one.within_range { "yes" } else { "no" }.into(),
                one.status.to_string().into(),
            ]);
        }
    }
    table
}

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
    fn of(parameters: &Parameters, parameter: Parameter, entry: &CargoEntry) -> Option<Self> {
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

/// The way from the current values to the copies.
struct Way<'a> {
    nominal: Values,
    setup: Setup,
    moment: Moment,
    goal: f64,
    axes: &'a [Axis],
}

impl Way<'_> {
    /// ln of copies over the goal.
    fn at(&self, z: &[f64]) -> f64 {
        let mut values = self.nominal;
        for (axis, z) in self.axes.iter().zip(z) {
            values.set(axis.parameter, axis.at(*z));
        }
        (copies_at(&values, self.setup, self.moment) / self.goal).ln()
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

fn nearest(
    parameters: &Parameters,
    setup: Setup,
    entry: &CargoEntry,
    copies: f64,
    moment: Moment,
    most: usize,
) -> Vec<ParameterSet> {
    let goal = Argonaute::of(parameters).to_deliver(copies);
    let nominal = cargo_values(parameters, entry);
    let axes: Vec<Axis> = setup
        .parameters()
        .into_iter()
        .filter_map(|parameter| Axis::of(parameters, parameter, entry))
        .filter(|axis| {
            let way = Way { nominal, setup, moment, goal, axes: &[*axis] };
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
    let mut found: Vec<ParameterSet> = chosen
        .iter()
        .filter_map(|axes| {
            let z = Way { nominal, setup, moment, goal, axes }.nearest()?;
            let mut order: Vec<usize> = (0..z.len()).collect();
            order.sort_by(|&a, &b| z[b].abs().total_cmp(&z[a].abs()));
            let moves = order.into_iter().map(|i| moved(&axes[i], z[i])).collect();
            Some(ParameterSet { distance: norm(&z), moves })
        })
        .collect();
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    found.truncate(most);
    found
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
