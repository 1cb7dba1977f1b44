//! The inversion: which value of each parameter alone would reach a number of copies.

use super::{
    goal::{Aim, Goal, delivered_at},
    requirement::{Moment, Requirement},
};
use crate::{
    error::ComputeError,
    input::{CargoEntry, Setup, Vesicles},
    model::{check_entry, resolve},
    options::Checked,
    parameters::{Domain, Parameter, Parameters, Values},
};

/// For each parameter alone, the value at which a recipient cell just reaches the goal with the miRNA `entry`, such as a
/// number of copies in RISC, and whether it lies inside of its range; nearest first.
///
/// A [family](crate::Family) is asked for by its pooled entry. Nothing else is taken to be delivered with it.
///
/// Parameters inside of their range come first, then those that would have to leave it, each by the
/// fold from the current value; last come those that cannot reach it at all. Parameters without any
/// influence are left out.
///
/// ```
/// use exocast_transfer::{CargoEntry, Moment, Options, require, core::options::Options as _};
///
/// let options = Options::default().check()?;
/// let entry = CargoEntry::prior("hsa-miR-21-5p", &options.parameters());
/// let needed = require(&entry, None, &options, 1000.0, Moment::Steady)?;
/// assert!(needed.iter().all(|row| !row.within_range), "no single parameter is enough");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where the number of copies is not above zero, or as [`dose`](crate::dose()).
pub fn require(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    goal: impl Into<Goal>,
    moment: Moment,
) -> Result<Vec<Requirement>, ComputeError> {
    let goal = possible(goal.into())?;
    check_entry(entry)?;
    let parameters = resolve(options, vesicles, &mut Vec::new())?;
    let aim = Aim::new(goal, entry, options);
    Ok(invert(&parameters, options.setup(), entry, aim, moment))
}

/// A goal that can be asked for.
pub(super) fn possible(goal: Goal) -> Result<Goal, ComputeError> {
    match goal {
        Goal::Held(copies) if !(copies.is_finite() && copies > 0.0) => {
            Err(ComputeError::Goal(copies))
        }
        goal => Ok(goal),
    }
}

pub(crate) fn invert(
    parameters: &Parameters,
    setup: Setup,
    entry: &CargoEntry,
    aim: Aim,
    moment: Moment,
) -> Vec<Requirement> {
    let nominal = cargo_values(parameters, entry);
    let requirement = |parameter: Parameter| {
        let setting = parameters.get(parameter);
        let (current, status) = if parameter == Parameter::CopiesPerVesicle {
            (entry.copies_per_vesicle, entry.status)
        } else {
            (setting.range, setting.status)
        };
        let (needed, most) = needed(&nominal, setup, parameter, aim, moment)?;
        Some(Requirement {
            parameter: parameter.name(),
            unit: parameter.entry().unit,
            current,
            needed,
            fold: needed.filter(|_| current.value > 0.0).map(|needed| needed / current.value),
            within_range: needed.is_some_and(|needed| current.contains(needed)),
            most,
            status,
        })
    };
    let mut requirements: Vec<Requirement> =
        setup.judged(parameters).into_iter().filter_map(requirement).collect();
    let distance =
        |requirement: &Requirement| requirement.fold.map_or(f64::INFINITY, |fold| fold.ln().abs());
    let rank =
        |requirement: &Requirement| (requirement.needed.is_none(), !requirement.within_range);
    requirements.sort_by(|a, b| rank(a).cmp(&rank(b)).then(distance(a).total_cmp(&distance(b))));
    requirements
}

/// The values of the parameters with the copies per vesicle of `entry`.
pub(crate) fn cargo_values(parameters: &Parameters, entry: &CargoEntry) -> Values {
    let mut values = Values::nominal(parameters);
    values.set(Parameter::CopiesPerVesicle, entry.copies_per_vesicle.value);
    values
}

/// Farthest that a parameter without an upper end is moved, up or down.
const FARTHEST: f64 = 1e15;

/// The value that just reaches the goal, and the copies in RISC where it is nearest. Nothing where the
/// parameter has no influence. Copies are monotone in every parameter, in time up to their peak.
fn needed(
    nominal: &Values,
    setup: Setup,
    parameter: Parameter,
    aim: Aim,
    moment: Moment,
) -> Option<(Option<f64>, f64)> {
    let with = |value: f64| {
        let mut values = *nominal;
        values.set(parameter, value);
        values
    };
    let at = |value: f64| {
        let values = with(value);
        aim.ratio(&values, delivered_at(&values, setup, moment))
    };
    let current = nominal.get(parameter);
    let scale = if current > 0.0 { current } else { 1.0 };
    let low = scale / FARTHEST;
    let high = match parameter.entry().domain {
        _ if parameter == Parameter::Hours => best_time(scale, at),
        Domain::Share => 1.0,
        Domain::Positive | Domain::NonNegative => scale * FARTHEST,
    };
    let (at_low, at_high) = (at(low), at(high));
    let most = at_low.max(at_high);
    if (at_low - at_high).abs() <= 1e-9 * most {
        return None;
    }
    if most < 1.0 {
        let values = with(if at_high > at_low { high } else { low });
        return Some((None, aim.held(&values, delivered_at(&values, setup, moment))));
    }
    if at_low.min(at_high) >= 1.0 {
        // Reached by every value: nothing is asked of this parameter.
        return None;
    }
    let rising = at_high > at_low;
    let (mut below, mut above) = if rising { (low.ln(), high.ln()) } else { (high.ln(), low.ln()) };
    // `below` falls short and `above` reaches, in the logarithm of the parameter.
    for _ in 0..80 {
        let middle = f64::midpoint(below, above);
        if at(middle.exp()) < 1.0 {
            below = middle;
        } else {
            above = middle;
        }
    }
    let best = with(if rising { high } else { low });
    let held = aim.held(&best, delivered_at(&best, setup, moment));
    Some((Some(above.exp().min(high.max(low))), held))
}

/// The time, of a thousandth to a thousand times `hours`, at which there are most copies: a dose given
/// once is used up after its peak.
fn best_time(hours: f64, at: impl Fn(f64) -> f64) -> f64 {
    let times = (-60..=60).map(|i| hours * 10f64.powf(f64::from(i) / 20.0));
    let best = times.map(|time| (time, at(time))).max_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or(hours, |(time, _)| time)
}
