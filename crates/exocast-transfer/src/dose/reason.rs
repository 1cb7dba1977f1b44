//! Why a judgement is what it is, in words.

use super::{
    rounding::round,
    verdict::{Judgement, Verdict},
};
use crate::inverse::Requirement;

pub(crate) fn because(verdict: &Verdict, half_life: f64) -> String {
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
    } else if let Some(assumption) = &verdict.hangs_on {
        let unit = if assumption.unit.is_empty() {
            String::new()
        } else {
            format!(" {}", assumption.unit)
        };
        parts.push(format!(
            "It hangs on `{}` of {}{unit} (range {} to {}, {}): at {}{unit} it would be another.",
            assumption.parameter,
            round(assumption.current.value),
            round(assumption.current.low),
            round(assumption.current.high),
            assumption.status,
            round(assumption.turns_at),
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
    let describe = |requirement: &Requirement| {
        let needed = requirement.needed.unwrap_or(f64::NAN);
        let unit = if requirement.unit.is_empty() {
            String::new()
        } else {
            format!(" {}", requirement.unit)
        };
        let moved = match requirement.fold {
            Some(fold) if fold >= 1.0 => format!(", a rise of {}-fold", round(fold)),
            Some(fold) => format!(", a fall of {}-fold", round(1.0 / fold)),
            None => String::new(),
        };
        format!(
            "`{}` {}{unit}{moved} (range {} to {}, {})",
            requirement.parameter,
            round(needed),
            round(requirement.current.low),
            round(requirement.current.high),
            requirement.status
        )
    };
    let reachable: Vec<&Requirement> =
        requirements.iter().filter(|requirement| requirement.needed.is_some()).collect();
    let inside: Vec<String> = reachable
        .iter()
        .filter(|requirement| requirement.within_range)
        .take(3)
        .map(|requirement| describe(requirement))
        .collect();
    if !inside.is_empty() {
        return format!("It hangs on {}.", inside.join(" or "));
    }
    match reachable.first() {
        Some(requirement) if judgement == Judgement::PlausibleIf => format!(
            "It hangs on `{}` together with others: alone it would have to leave its range for {}.",
            requirement.parameter,
            describe(requirement)
        ),
        Some(requirement) => format!(
            "No parameter reaches it alone inside of its range; the nearest would be {}.",
            describe(requirement)
        ),
        None => "No parameter reaches it alone, whatever its value.".to_owned(),
    }
}
