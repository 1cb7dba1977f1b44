//! The judgement on every seed.

use exocast_core::Interval;

use super::{
    bounds::{Bound, Bounds, needed_per_hour},
    cut::Cut,
    family::FamilyDose,
    reach::Reach,
    reason::because,
    verdict::{FamilyVerdict, HangsOn, Judgement, Quantity, Verdict},
};
use crate::{
    input::{Family, Setup},
    inverse::{Aim, Goal, Moment, Requirement, invert},
    options::Options,
    parameters::{Parameter, Parameters, Status},
};

/// Share of the draws from which an effect is no longer implausible: the upper end of the central 95 %.
const SELDOM: f64 = 0.025;

/// What a judgement rests on, beside the families.
pub(crate) struct Judged<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) setup: Setup,
    pub(crate) nominal: &'a Cut<'a>,
    pub(crate) options: &'a Options,
}

pub(crate) fn judge(
    judged: &Judged<'_>,
    families: &[Family],
    doses: Vec<FamilyDose>,
    bounds: &Bounds,
) -> Verdict {
    let &Judged { parameters, setup, .. } = judged;
    let reach = Reach::new(parameters, setup);
    let threshold = parameters.value(Parameter::EffectThreshold);
    let verdicts: Vec<FamilyVerdict> = families
        .iter()
        .zip(doses)
        .map(|(family, dose)| on_family(&reach, family, dose, bounds, threshold))
        .collect();

    // The first of the best, so that ties go by the order of the names.
    let nearest = (0..verdicts.len())
        .min_by(|&a, &b| {
            let (x, y) = (&verdicts[a], &verdicts[b]);
            let missing = |verdict: &FamilyVerdict| verdict.shortfall.unwrap_or(f64::INFINITY);
            y.judgement
                .cmp(&x.judgement)
                .then(missing(x).total_cmp(&missing(y)))
                .then(y.dose.steady.value.total_cmp(&x.dose.steady.value))
                .then_with(|| x.dose.mirna.cmp(&y.dose.mirna))
        })
        .unwrap_or_default();
    let (best, family) = (&verdicts[nearest], &families[nearest]);
    let half_life = parameters.value(Parameter::MirnaHalfLife);
    let least = reach.least_needed(&best.dose);
    let needed = best.dose.needed.unwrap_or(threshold);
    let bound = impossible(&reach, bounds, &best.dose, threshold)
        .or_else(|| forbidding(bounds, &best.dose.mirna, needed, |bound| bound.value))
        .cloned();
    let entry = &family.pooled;
    let aim = Aim::new(Goal::Effect, entry, judged.options);
    let mut verdict = Verdict {
        scenario: setup.scenario,
        judgement: best.judgement,
        because: String::new(),
        threshold,
        mirna: best.dose.mirna.clone(),
        seed: best.dose.seed,
        copies_per_cell: best.dose.copies_per_cell,
        steady: best.dose.steady,
        endogenous: best.dose.endogenous,
        fold: best.dose.fold,
        share_in_risc: best.dose.share_in_risc,
        risc_share: judged.nominal.steady_share(),
        needed: best.dose.needed,
        probability: best.dose.probability,
        delivered_per_hour: needed_per_hour(best.dose.steady.value, half_life),
        needed_per_hour: best.dose.needed.map(|needed| needed_per_hour(needed, half_life)),
        shortfall: best.shortfall,
        best_case: reach.best_case(entry.copies_per_vesicle.high),
        best_case_needs: Some(least).filter(|needed| needed.is_finite()),
        bound,
        requirements: invert(parameters, setup, entry, aim, Moment::Steady),
        hangs_on: None,
        quantities: Vec::new(),
        families: Vec::new(),
    };
    verdict.hangs_on = assumption(&verdict);
    verdict.quantities = quantities(&verdict, parameters);
    verdict.because = because(&verdict, &best.dose, half_life);
    verdict.families = verdicts;
    verdict
}

/// The bound that forbids what is needed even at favourable ends. Where own copies leave no number that is enough, it is
/// not a bound that stands in the way; it is asked for the threshold then.
fn impossible<'a>(
    reach: &Reach,
    bounds: &'a Bounds,
    dose: &FamilyDose,
    threshold: f64,
) -> Option<&'a Bound> {
    let least = Some(reach.least_needed(dose)).filter(|needed| needed.is_finite());
    forbidding(bounds, &dose.mirna, least.unwrap_or(threshold), |bound| bound.favourable)
}

fn on_family(
    reach: &Reach,
    family: &Family,
    dose: FamilyDose,
    bounds: &Bounds,
    threshold: f64,
) -> FamilyVerdict {
    let judgement = if impossible(reach, bounds, &dose, threshold).is_some() {
        Judgement::Implausible
    } else if dose.probability >= 0.5 {
        Judgement::Plausible
    } else if dose.probability >= SELDOM
        || reach.by_one_move(family.pooled.copies_per_vesicle, dose.endogenous)
    {
        Judgement::PlausibleIf
    } else {
        Judgement::Implausible
    };
    let missing = dose.needed.filter(|_| dose.steady.value > 0.0);
    FamilyVerdict { judgement, shortfall: missing.map(|needed| needed / dose.steady.value), dose }
}

/// The lowest bound on copies of a miRNA in a recipient that lies below those needed, by its value or by that at
/// favourable ends.
fn forbidding<'a>(
    bounds: &'a Bounds,
    mirna: &str,
    needed: f64,
    limit: fn(&Bound) -> f64,
) -> Option<&'a Bound> {
    [("all-taken-up", Some(mirna)), ("donor-export", Some(mirna)), ("ago", None)]
        .into_iter()
        .filter_map(|(name, mirna)| bounds.get(name, mirna))
        .filter(|bound| limit(bound) < needed)
        .min_by(|a, b| limit(a).total_cmp(&limit(b)))
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
    let quantity = |quantity, amount, unit, status| Quantity { quantity, amount, unit, status };
    let (copies, steady) = (verdict.copies_per_cell, verdict.steady);
    let mut quantities = vec![
        quantity("threshold", threshold.range, "copies/cell", threshold.status),
        quantity("copies-per-cell", copies, "copies/cell", Status::Assumed),
        quantity("steady", steady, "copies/cell", Status::Assumed),
        quantity("delivered-per-hour", per_hour(steady), "copies/cell/h", Status::Assumed),
        quantity("share-in-risc", verdict.share_in_risc, "", Status::Assumed),
    ];
    if let Some(endogenous) = verdict.endogenous {
        quantities.push(quantity("endogenous", endogenous, "copies/cell", Status::Measured));
    }
    if let Some(fold) = verdict.fold {
        quantities.push(quantity("fold", fold, "fold", Status::Assumed));
    }
    if let Some((needed, hourly)) = verdict.needed.zip(verdict.needed_per_hour) {
        quantities.push(quantity(
            "needed",
            Interval::exact(needed),
            "copies/cell",
            Status::Assumed,
        ));
        // A longer half-life needs less.
        let scaled = |copies: f64, half_life: f64| {
            needed_per_hour(needed * copies / threshold.range.value, half_life)
        };
        let low = scaled(threshold.range.low, half_life.range.high);
        let high = scaled(threshold.range.high, half_life.range.low);
        let amount = Interval::new(hourly, low, high);
        quantities.push(quantity("needed-per-hour", amount, "copies/cell/h", threshold.status));
        if let Some(shortfall) = verdict.shortfall {
            let over = |copies: f64| if copies > 0.0 { needed / copies } else { f64::MAX };
            let high = over(steady.low);
            let amount = Interval::new(shortfall, over(steady.high).min(shortfall), high);
            quantities.push(quantity("shortfall", amount, "fold", Status::Assumed));
        }
    }
    quantities
}
