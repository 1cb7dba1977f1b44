//! Whether a dose can have an effect, and what that hangs on.

use std::fmt;

use exocast_core::Interval;
use serde::{Serialize, Serializer};

use crate::{
    argonaute::Argonaute,
    bounds::{Bound, Bounds, needed_per_hour},
    cargo::CargoEntry,
    chain::Values,
    dose::Copies,
    parameter::{Parameter, Status},
    parameters::Parameters,
    require::{Moment, Requirement, cargo_values, copies_at, invert},
    scenario::{Scenario, Setup},
};

/// Whether the copies of a miRNA in balance reach the effect threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Judgement {
    /// Neither in one of forty draws nor by moving one parameter inside of its range.
    Implausible,
    /// In one of forty draws, or by moving one parameter inside of its range.
    PlausibleIf,
    /// In at least half of the draws.
    Plausible,
}

impl Judgement {
    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Implausible => "implausible",
            Self::PlausibleIf => "plausible-if",
            Self::Plausible => "plausible",
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PlausibleIf => "plausible under favourable assumptions",
            other => other.name(),
        })
    }
}

impl Serialize for Judgement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The judgement on one miRNA.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MirnaVerdict {
    /// Name of the miRNA.
    pub mirna: String,
    /// The judgement.
    pub judgement: Judgement,
    /// Copies per cell in balance.
    pub steady: Interval,
    /// Share of the draws above the threshold in balance.
    pub probability: f64,
    /// Threshold over copies in balance; nothing where there are no copies at all.
    pub shortfall: Option<f64>,
}

/// The judgement on a whole computation: that of the miRNA that comes nearest.
///
/// It is made on copies in balance, which a lasting exposure reaches only after several half-lives: what
/// is implausible then is implausible at any time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// The judgement.
    pub judgement: Judgement,
    /// Why, in words.
    pub because: String,
    /// Copies per cell from which an effect is expected.
    pub threshold: f64,
    /// The miRNA that comes nearest.
    pub mirna: String,
    /// Its copies per cell after `hours`.
    pub copies_per_cell: Interval,
    /// Its copies per cell in balance.
    pub steady: Interval,
    /// Share of the draws in which it is above the threshold in balance.
    pub probability: f64,
    /// Copies that reach RISC per cell and hour in balance.
    pub delivered_per_hour: f64,
    /// Copies that would have to.
    pub needed_per_hour: f64,
    /// Needed over delivered; nothing where nothing is delivered.
    pub shortfall: Option<f64>,
    /// Copies in balance with every parameter at the end of its range that favours transfer.
    pub best_case: f64,
    /// The bound that stands in the way, where one does.
    pub bound: Option<Bound>,
    /// What each parameter alone would have to be, nearest first.
    pub requirements: Vec<Requirement>,
    /// The assumption that the judgement hangs on; nothing where no single one would change it.
    pub hangs_on: Option<HangsOn>,
    /// Every number of the judgement with unit, interval and status.
    pub quantities: Vec<Quantity>,
    /// Every miRNA, in the order of the cargo.
    pub mirnas: Vec<MirnaVerdict>,
}

impl Verdict {
    /// The judgement with the miRNA it is on and how far it is from the threshold.
    #[must_use]
    pub fn headline(&self) -> String {
        let distance = match self.shortfall {
            Some(fold) if fold > 1.0 => format!("{} times too few copies", round(fold)),
            Some(fold) => format!("{} times the copies needed", round(1.0 / fold)),
            None => "no copies".to_owned(),
        };
        let judgement = match (self.judgement, self.requirements.first()) {
            (Judgement::PlausibleIf, Some(Requirement { parameter, needed: Some(needed), .. })) => {
                format!("plausible if `{parameter}` were {}", round(*needed))
            }
            (judgement, _) => judgement.to_string(),
        };
        format!("{judgement}: {distance} of {}", self.mirna)
    }

    /// Why: rates, bound, and what the judgement hangs on.
    #[must_use]
    pub fn because(&self) -> &str {
        &self.because
    }
}

/// Headline and reason.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.headline(), self.because)
    }
}

/// An assumption with the value at which the judgement would be another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HangsOn {
    /// The parameter.
    pub parameter: &'static str,
    /// What it is, with its 95 % range.
    pub current: Interval,
    /// The value at which copies just reach the threshold.
    pub turns_at: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Its status.
    pub status: Status,
}

/// A number with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// What it is.
    pub quantity: &'static str,
    /// Value and 95 % interval.
    #[serde(flatten)]
    pub amount: Interval,
    /// Its unit; empty for shares and folds.
    pub unit: &'static str,
    /// `assumed` where any number behind it is.
    pub status: Status,
}

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
    let goal = Argonaute::of(parameters).to_deliver(threshold);
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
        .filter_map(|(name, of)| bounds.get(name, of))
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
    let ends =
        setup.parameters().into_iter().filter(|one| *one != Parameter::CopiesPerVesicle).flat_map(
            |parameter| {
                let range = parameters.get(parameter).range;
                [(parameter, range.low), (parameter, range.high)]
            },
        );
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
        let turning = |one: &&Requirement| one.needed.is_some();
        verdict.requirements.iter().filter(turning)
    };
    let distance = |one: &Requirement| one.fold.map_or(f64::INFINITY, |fold| fold.ln().abs());
    let nearest = |status: fn(Status) -> bool| {
        candidates()
            .filter(|one| status(one.status))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let one = nearest(|status| status != Status::Measured).or_else(|| nearest(|_| true))?;
    Some(HangsOn {
        parameter: one.parameter,
        current: one.current,
        turns_at: one.needed?,
        unit: one.unit,
        status: one.status,
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
    let of = |quantity, amount, unit, status| Quantity { quantity, amount, unit, status };
    let mut found = vec![
        of("threshold", threshold.range, "copies/cell", threshold.status),
        of("copies-per-cell", verdict.copies_per_cell, "copies/cell", Status::Assumed),
        of("steady", verdict.steady, "copies/cell", Status::Assumed),
        of("delivered-per-hour", per_hour(verdict.steady), "copies/cell/h", Status::Assumed),
        of("needed-per-hour", needed, "copies/cell/h", threshold.status),
    ];
    let steady = verdict.steady;
    if let Some(shortfall) = verdict.shortfall {
        let low = if steady.high > 0.0 { verdict.threshold / steady.high } else { shortfall };
        let high = if steady.low > 0.0 { verdict.threshold / steady.low } else { f64::MAX };
        let amount = Interval::new(shortfall, low, high);
        found.push(of("shortfall", amount, "fold", Status::Assumed));
    }
    found
}

fn because(verdict: &Verdict, half_life: f64) -> String {
    let steady = verdict.steady;
    let mut parts = vec![format!(
        "{} needs {} copies per hour in RISC to hold {} copies per cell at a half-life of {} h; \
         {} per hour are delivered in balance, which hold {} copies per cell (95 % interval {} to {}, assumed), \
         and {} % of draws reach it.",
        verdict.mirna,
        round(verdict.needed_per_hour),
        round(verdict.threshold),
        round(half_life),
        round(verdict.delivered_per_hour),
        round(steady.value),
        round(steady.low),
        round(steady.high),
        round((verdict.probability * 1000.0).round() / 10.0),
    )];
    if let Some(bound) = &verdict.bound {
        parts.push(format!(
            "By the bound `{}` ({}) there can be {} copies with every other value as it is, and {} with all that it \
             rests on at favourable ends{}.",
            bound.bound,
            bound.status,
            round(bound.value),
            round(bound.favourable),
            if bound.favourable < verdict.threshold { ": too few in any case" } else { "" }
        ));
    }
    if verdict.judgement != Judgement::Plausible {
        parts.push(hangs_on(&verdict.requirements, verdict.judgement));
    } else if let Some(one) = &verdict.hangs_on {
        let unit = if one.unit.is_empty() { String::new() } else { format!(" {}", one.unit) };
        parts.push(format!(
            "It hangs on `{}` of {}{unit} (range {} to {}, {}): at {}{unit} it would be another.",
            one.parameter,
            round(one.current.value),
            round(one.current.low),
            round(one.current.high),
            one.status,
            round(one.turns_at),
        ));
    }
    if verdict.judgement != Judgement::Plausible {
        let reaches = verdict.best_case >= verdict.threshold;
        let seldom = if reaches && verdict.judgement == Judgement::Implausible {
            ", which is enough; `implausible` is what fewer than one draw in forty reaches, not what cannot be"
        } else {
            ""
        };
        parts.push(format!(
            "All parameters at the favourable ends of their ranges together give {} copies{seldom}.",
            round(verdict.best_case)
        ));
    }
    parts.join(" ")
}

/// What the verdict hangs on.
fn hangs_on(requirements: &[Requirement], judgement: Judgement) -> String {
    let describe = |one: &Requirement| {
        let needed = one.needed.unwrap_or(f64::NAN);
        let unit = if one.unit.is_empty() { String::new() } else { format!(" {}", one.unit) };
        let moved = match one.fold {
            Some(fold) if fold >= 1.0 => format!(", a rise of {}-fold", round(fold)),
            Some(fold) => format!(", a fall of {}-fold", round(1.0 / fold)),
            None => String::new(),
        };
        format!(
            "`{}` {}{unit}{moved} (range {} to {}, {})",
            one.parameter,
            round(needed),
            round(one.current.low),
            round(one.current.high),
            one.status
        )
    };
    let reachable: Vec<&Requirement> =
        requirements.iter().filter(|one| one.needed.is_some()).collect();
    let inside: Vec<String> =
        reachable.iter().filter(|one| one.within_range).take(3).map(|one| describe(one)).collect();
    if !inside.is_empty() {
        return format!("It hangs on {}.", inside.join(" or "));
    }
    match reachable.first() {
        Some(one) if judgement == Judgement::PlausibleIf => format!(
            "It hangs on `{}` together with others: alone it would have to leave its range for {}.",
            one.parameter,
            describe(one)
        ),
        Some(one) => format!(
            "No parameter reaches it alone inside of its range; the nearest would be {}.",
            describe(one)
        ),
        None => "No parameter reaches it alone, whatever its value.".to_owned(),
    }
}

/// Two significant figures, plain where that is short.
fn round(value: f64) -> String {
    if !value.is_finite() {
        return "no number of".to_owned();
    }
    let short = format!("{value:.1e}");
    let rounded: f64 = short.parse().unwrap_or(value);
    if rounded.abs() < f64::EPSILON {
        "0".to_owned()
    } else if (0.01..1e5).contains(&rounded.abs()) {
        rounded.to_string()
    } else {
        short
    }
}
