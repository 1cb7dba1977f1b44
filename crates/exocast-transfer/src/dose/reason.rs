//! Why a judgement is what it is, in words.

use super::{
    family::FamilyDose,
    rounding::round,
    verdict::{Judgement, Verdict},
};
use crate::inverse::Requirement;

pub(crate) fn because(verdict: &Verdict, family: &FamilyDose, half_life: f64) -> String {
    let steady = verdict.steady;
    let delivered = format!(
        "{} per hour are delivered in balance, which hold {} copies per cell (95 % interval {} to {}, assumed), \
         and {} % of draws reach it.",
        round(verdict.delivered_per_hour),
        round(steady.value),
        round(steady.low),
        round(steady.high),
        round((verdict.probability * 1000.0).round() / 10.0),
    );
    let mut parts = vec![match verdict.needed.zip(verdict.needed_per_hour) {
        Some((needed, per_hour)) => format!(
            "{} needs {} copies per hour in RISC to hold {} copies per cell at a half-life of {} h; {delivered}",
            verdict.named(),
            round(per_hour),
            round(needed),
            round(half_life),
        ),
        None => format!(
            "No number of copies of {} is enough: the recipient's own hold too many of its sites. {delivered}",
            verdict.named()
        ),
    }];
    parts.extend(members(family));
    parts.push(in_recipient(verdict, family));
    let least = verdict.best_case_needs.unwrap_or(f64::INFINITY);
    if let Some(bound) = &verdict.bound {
        parts.push(format!(
            "By the bound `{}` ({}) there can be {} copies with every other value as it is, and {} with all that it \
             rests on at favourable ends{}.",
            bound.bound,
            bound.status,
            round(bound.value),
            round(bound.favourable),
            if bound.favourable < verdict.best_case_needs.unwrap_or(verdict.threshold) { ": too few in any case" } else { "" }
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
        let reaches = verdict.best_case >= least;
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

/// Guides of the seed that are named.
const SHOWN: usize = 3;

/// The guides that the copies of a seed are of.
fn members(family: &FamilyDose) -> Option<String> {
    let shown: Vec<String> = family
        .members
        .iter()
        .take(SHOWN)
        .map(|member| {
            let isomir = if member.isomir.is_empty() { "" } else { " " };
            format!("{}{isomir}{} {}", member.mirna, member.isomir, round(member.steady.value))
        })
        .collect();
    let rest = family.members.len().saturating_sub(SHOWN);
    let rest = if rest > 0 { format!(", and {rest} more") } else { String::new() };
    (family.members.len() > 1)
        .then(|| format!("They are of guides with one seed: {}{rest}.", shown.join(", ")))
}

/// What the recipient holds itself, and what the delivered copies are beside it.
fn in_recipient(verdict: &Verdict, family: &FamilyDose) -> String {
    let percent = |share: f64| round(share * 100.0);
    let share = format!(
        "with those delivered the seed has {} % of all copies in RISC",
        percent(verdict.share_in_risc.value)
    );
    match (verdict.endogenous, verdict.fold) {
        (Some(endogenous), Some(fold)) => format!(
            "The recipient makes {} copies of it itself (95 % interval {} to {}), which occupy {} % of such sites; \
             delivered copies raise that to {} % and the copies {}-fold; {share}.",
            round(endogenous.value),
            round(endogenous.low),
            round(endogenous.high),
            percent(family.occupancy_before.value),
            percent(family.occupancy_after.value),
            fold_in_words(fold.value),
        ),
        (Some(_), None) => format!("The recipient makes none of it itself; {share}."),
        (None, _) => format!(
            "What the recipient makes of it itself is not known and was taken to be none, which favours an effect; {share}."
        ),
    }
}

/// A fold of copies: one that is hardly above 1 keeps the digits that say so.
fn fold_in_words(fold: f64) -> String {
    if fold < 1.1 { format!("1 + {}", round(fold - 1.0)) } else { round(fold) }
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
