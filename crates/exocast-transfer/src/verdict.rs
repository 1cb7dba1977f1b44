//! Whether a dose can have an effect, and what that hangs on.

use std::fmt;

use exocast_core::Interval;
use serde::{Serialize, Serializer};

use crate::{
    bounds::{Bound, Bounds, needed_per_hour},
    cargo::CargoEntry,
    chain::Values,
    dose::Copies,
    parameter::Parameter,
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
    let gain = single_gain(parameters, setup);
    let mirnas: Vec<MirnaVerdict> = entries
        .iter()
        .zip(copies)
        .map(|(entry, copies)| {
            let cargo = entry.copies_per_vesicle;
            let within = gain * cargo.value >= threshold
                || (cargo.value > 0.0
                    && copies.steady.value * cargo.high / cargo.value >= threshold);
            MirnaVerdict {
                mirna: copies.mirna.clone(),
                judgement: if copies.steady_probability >= 0.5 {
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
    let bound = ["all-taken-up", "donor-export"]
        .iter()
        .filter_map(|name| bounds.get(name, Some(&best.mirna)))
        .filter(|bound| bound.value < threshold)
        .min_by(|a, b| a.value.total_cmp(&b.value))
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
        mirnas: Vec::new(),
    };
    verdict.mirnas = mirnas;
    verdict.because = because(&verdict, half_life);
    verdict
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

/// Most copies in balance for one copy per vesicle, over moving one parameter inside of its range.
fn single_gain(parameters: &Parameters, setup: Setup) -> f64 {
    let unit = CargoEntry::measured("", Interval::exact(1.0));
    let nominal: Values = cargo_values(parameters, &unit);
    let ends =
        setup.parameters().into_iter().filter(|one| *one != Parameter::CopiesPerVesicle).flat_map(
            |parameter| {
                let range = parameters.get(parameter).range;
                [(parameter, range.low), (parameter, range.high)]
            },
        );
    ends.map(|(parameter, value)| {
        let mut values = nominal;
        values.set(parameter, value);
        copies_at(&values, setup, Moment::Steady)
    })
    .fold(0.0, f64::max)
}

fn because(verdict: &Verdict, half_life: f64) -> String {
    let mut parts = vec![format!(
        "{} needs {} copies per hour in RISC to hold {} copies at a half-life of {} h; \
         {} are delivered in balance, and {} % of draws reach it.",
        verdict.mirna,
        round(verdict.needed_per_hour),
        round(verdict.threshold),
        round(half_life),
        round(verdict.delivered_per_hour),
        round((verdict.probability * 1000.0).round() / 10.0),
    )];
    if let Some(bound) = &verdict.bound {
        parts.push(format!(
            "The bound `{}` allows {} copies and no more, whatever the uptake.",
            bound.bound,
            round(bound.value)
        ));
    }
    if verdict.judgement != Judgement::Plausible {
        parts.push(hangs_on(&verdict.requirements));
        parts.push(format!(
            "All parameters at the favourable ends of their ranges together give {} copies.",
            round(verdict.best_case)
        ));
    }
    parts.join(" ")
}

/// What the verdict hangs on.
fn hangs_on(requirements: &[Requirement]) -> String {
    let describe = |one: &Requirement| {
        let needed = one.needed.unwrap_or(f64::NAN);
        let unit = if one.unit.is_empty() { String::new() } else { format!(" {}", one.unit) };
        let moved = match one.fold {
            Some(fold) if fold >= 1.0 => format!(", a rise of {}-fold", round(fold)),
            Some(fold) => format!(", a fall of {}-fold", round(1.0 / fold)),
            None => String::new(),
        };
        format!(
            "`{}` {}{unit}{moved} (range {} to {})",
            one.parameter,
            round(needed),
            round(one.current.low),
            round(one.current.high)
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
