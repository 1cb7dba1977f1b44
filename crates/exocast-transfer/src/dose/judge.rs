//! The judgement on every miRNA.

use exocast_core::Interval;

use super::{
    bounds::{Bound, Bounds, needed_per_hour},
    copies::Copies,
    reason::because,
    verdict::{HangsOn, Judgement, MirnaVerdict, Quantity, Verdict},
};
use crate::{
    input::{CargoEntry, Setup},
    inverse::{Moment, Requirement, cargo_values, copies_at, invert},
    model::Argonaute,
    parameters::{Parameter, Parameters, Status, Values},
};

/// Share of the draws from which an effect is no longer implausible: the upper end of the central 95 %.
const SELDOM: f64 = 0.025;

pub(crate) fn judge(
    parameters: &Parameters,
    setup: Setup,
    entries: &[CargoEntry],
    copies: &[Copies],
    bounds: &Bounds,
) -> Verdict {
    let threshold = parameters.value(Parameter::EffectThreshold);
    let goal = Argonaute::new(parameters).to_deliver(threshold);
    let (nominal, gain) = single_gain(parameters, setup);
    let mirnas: Vec<MirnaVerdict> = entries
        .iter()
        .zip(copies)
        .map(|(entry, copies)| {
            let cargo = entry.copies_per_vesicle;
            let within = gain * cargo.value >= goal || nominal * cargo.high >= goal;
            let impossible = forbidding(bounds, &entry.mirna, threshold, |bound| bound.favourable);
            MirnaVerdict {
                mirna: copies.mirna.clone(),
                judgement: if impossible.is_some() {
                    Judgement::Implausible
                } else if copies.steady_probability >= 0.5 {
                    Judgement::Plausible
                } else if copies.steady_probability >= SELDOM || within {
                    Judgement::PlausibleIf
                } else {
                    Judgement::Implausible
                },
                steady: copies.steady,
                probability: copies.steady_probability,
                shortfall: (copies.steady.value > 0.0).then(|| threshold / copies.steady.value),
            }
        })
        .collect();

    // The first of the best, so that ties go by the order of the names.
    let nearest = (0..mirnas.len())
        .min_by(|&a, &b| {
            let (x, y) = (&mirnas[a], &mirnas[b]);
            y.judgement
                .cmp(&x.judgement)
                .then(y.steady.value.total_cmp(&x.steady.value))
                .then_with(|| x.mirna.cmp(&y.mirna))
        })
        .unwrap_or_default();
    let best = &mirnas[nearest];
    let half_life = parameters.value(Parameter::MirnaHalfLife);
    let bound = forbidding(bounds, &best.mirna, threshold, |bound| bound.favourable)
        .or_else(|| forbidding(bounds, &best.mirna, threshold, |bound| bound.value))
        .cloned();
    let mut verdict = Verdict {
        scenario: setup.scenario,
        judgement: best.judgement,
        because: String::new(),
        threshold,
        mirna: best.mirna.clone(),
        copies_per_cell: copies[nearest].copies_per_cell,
        steady: best.steady,
        probability: best.probability,
        delivered_per_hour: needed_per_hour(best.steady.value, half_life),
        needed_per_hour: needed_per_hour(threshold, half_life),
        shortfall: best.shortfall,
        best_case: best_case(parameters, setup, &entries[nearest]),
        bound,
        requirements: invert(parameters, setup, &entries[nearest], threshold, Moment::Steady),
        hangs_on: None,
        quantities: Vec::new(),
        mirnas: Vec::new(),
    };
    verdict.hangs_on = assumption(&verdict);
    verdict.quantities = quantities(&verdict, parameters);
    verdict.mirnas = mirnas;
    verdict.because = because(&verdict, half_life);
    verdict
}

/// The lowest bound on copies of a miRNA in a recipient that lies below the threshold, by its value or by that at
/// favourable ends.
fn forbidding<'a>(
    bounds: &'a Bounds,
    mirna: &str,
    threshold: f64,
    limit: fn(&Bound) -> f64,
) -> Option<&'a Bound> {
    [("all-taken-up", Some(mirna)), ("donor-export", Some(mirna)), ("ago", None)]
        .into_iter()
        .filter_map(|(name, mirna)| bounds.get(name, mirna))
        .filter(|bound| limit(bound) < threshold)
        .min_by(|a, b| limit(a).total_cmp(&limit(b)))
}

/// Copies in balance with every parameter at the better end of its range.
///
/// Copies are monotone in every parameter, whatever the others, so that each end can be chosen alone.
fn best_case(parameters: &Parameters, setup: Setup, entry: &CargoEntry) -> f64 {
    let nominal = cargo_values(parameters, &CargoEntry::measured("", Interval::exact(1.0)));
    let mut best = nominal;
    for parameter in setup.parameters() {
        let range = parameters.get(parameter).range;
        let at = |value: f64| {
            let mut values = nominal;
            values.set(parameter, value);
            copies_at(&values, setup, Moment::Steady)
        };
        best.set(parameter, if at(range.low) > at(range.high) { range.low } else { range.high });
    }
    best.set(Parameter::CopiesPerVesicle, entry.copies_per_vesicle.high);
    copies_at(&best, setup, Moment::Steady)
}

/// Copies in balance for one copy per vesicle, and the most of them over moving one parameter inside of its range.
fn single_gain(parameters: &Parameters, setup: Setup) -> (f64, f64) {
    let unit = CargoEntry::measured("", Interval::exact(1.0));
    let nominal: Values = cargo_values(parameters, &unit);
    let ends = setup
        .parameters()
        .into_iter()
        .filter(|parameter| *parameter != Parameter::CopiesPerVesicle)
        .flat_map(|parameter| {
            let range = parameters.get(parameter).range;
            [(parameter, range.low), (parameter, range.high)]
        });
    let at_values = copies_at(&nominal, setup, Moment::Steady);
    let most = ends
        .map(|(parameter, value)| {
            let mut values = nominal;
            values.set(parameter, value);
            copies_at(&values, setup, Moment::Steady)
        })
        .fold(at_values, f64::max);
    (at_values, most)
}

/// The assumption nearest to where the judgement turns: of parameters that were measured nothing else is to
/// be expected, and so those that were not come first.
fn assumption(verdict: &Verdict) -> Option<HangsOn> {
    let candidates = || {
        let turning = |requirement: &&Requirement| requirement.needed.is_some();
        verdict.requirements.iter().filter(turning)
    };
    let distance =
        |requirement: &Requirement| requirement.fold.map_or(f64::INFINITY, |fold| fold.ln().abs());
    let nearest = |status: fn(Status) -> bool| {
        candidates()
            .filter(|requirement| status(requirement.status))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let assumption = nearest(|status| status != Status::Measured).or_else(|| nearest(|_| true))?;
    Some(HangsOn {
        parameter: assumption.parameter,
        current: assumption.current,
        turns_at: assumption.needed?,
        unit: assumption.unit,
        status: assumption.status,
    })
}

fn quantities(verdict: &Verdict, parameters: &Parameters) -> Vec<Quantity> {
    let half_life = parameters.get(Parameter::MirnaHalfLife);
    let threshold = parameters.get(Parameter::EffectThreshold);
    let per_hour = |copies: Interval| Interval {
        value: needed_per_hour(copies.value, half_life.range.value),
        low: needed_per_hour(copies.low, half_life.range.value),
        high: needed_per_hour(copies.high, half_life.range.value),
    };
    // A longer half-life needs less.
    let needed = Interval {
        value: verdict.needed_per_hour,
        low: needed_per_hour(threshold.range.low, half_life.range.high),
        high: needed_per_hour(threshold.range.high, half_life.range.low),
    };
    let quantity = |quantity, amount, unit, status| Quantity { quantity, amount, unit, status };
    let mut quantities = vec![
        quantity("threshold", threshold.range, "copies/cell", threshold.status),
        quantity("copies-per-cell", verdict.copies_per_cell, "copies/cell", Status::Assumed),
        quantity("steady", verdict.steady, "copies/cell", Status::Assumed),
        quantity("delivered-per-hour", per_hour(verdict.steady), "copies/cell/h", Status::Assumed),
        quantity("needed-per-hour", needed, "copies/cell/h", threshold.status),
    ];
    let steady = verdict.steady;
    if let Some(shortfall) = verdict.shortfall {
        let low = if steady.high > 0.0 { verdict.threshold / steady.high } else { shortfall };
        let high = if steady.low > 0.0 { verdict.threshold / steady.low } else { f64::MAX };
        let amount = Interval::new(shortfall, low, high);
        quantities.push(quantity("shortfall", amount, "fold", Status::Assumed));
    }
    quantities
}
