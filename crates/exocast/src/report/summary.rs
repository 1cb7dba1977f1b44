//! What was found, in one sentence per step: the page that is read by those who read no further.

use exocast_core::words::{agreeing, plural};
use exocast_mirna::{SampleVerdict, Verdict as Library};
use exocast_origin::Verdict;

use crate::result::{Analysis, Direction};

/// The sentences, in the order of the steps; a step without result has none.
pub(super) fn sentences(analysis: &Analysis) -> Vec<String> {
    [libraries, counts, sizes, cargo, origin, response, programmes, proteins, groups]
        .into_iter()
        .filter_map(|sentence| sentence(analysis))
        .collect()
}

/// How many libraries are good, and what is wrong with the others, the worst first.
fn libraries(analysis: &Analysis) -> Option<String> {
    let verdicts = &analysis.mirna.as_ref()?.reads.as_ref()?.verdicts;
    if verdicts.is_empty() {
        return None;
    }
    let all = [Library::NotUsable, Library::UsableWithCare, Library::Good];
    let each: Vec<String> = all
        .into_iter()
        .filter_map(|verdict| {
            let samples: Vec<&SampleVerdict> =
                verdicts.iter().filter(|sample| sample.verdict == verdict).collect();
            let why = |sample: &&SampleVerdict| {
                let main = sample.against().next();
                let reason = main.map(|check| format!(": {}", check.text)).unwrap_or_default();
                format!("{}{reason}", sample.sample)
            };
            let named = match verdict {
                Library::Good => None,
                _ => listed(&samples.iter().map(why).collect::<Vec<_>>()),
            };
            let named = named.map(|named| format!(" ({named})")).unwrap_or_default();
            (!samples.is_empty()).then(|| format!("{} {verdict}{named}", samples.len()))
        })
        .collect();
    Some(format!("Libraries: {}.", each.join(", ")))
}

fn counts(analysis: &Analysis) -> Option<String> {
    let counts = &analysis.mirna.as_ref()?.counts;
    let samples = counts.columns().len();
    if samples == 0 {
        return Some(
            "Reads were trimmed and checked, not counted: there is no reference.".to_owned(),
        );
    }
    let rows = counts.values();
    let seen = rows.rows().into_iter().filter(|row| row.iter().any(|value| *value > 0.0)).count();
    Some(format!(
        "{} {} reads in {}.",
        plural(seen, "miRNA"),
        agreeing(seen, "has", "have"),
        plural(samples, "sample")
    ))
}

fn sizes(analysis: &Analysis) -> Option<String> {
    let samples = &analysis.vesicles.as_ref()?.samples;
    let each: Vec<String> = samples
        .iter()
        .map(|sample| {
            let all = sample.all();
            // As it ran through the instrument, a number says nothing of the sample.
            let unit = if all.dilution.is_some() { "" } else { " as measured, dilution unknown" };
            let number = all
                .concentration
                .map(|number| format!(", {:.1e} per mL{unit}", number.per_ml()))
                .unwrap_or_default();
            format!("{} {:.0} nm{number}", sample.sample, all.summary.median)
        })
        .collect();
    listed(&each).map(|list| format!("Median diameter and number of particles: {list}."))
}

fn cargo(analysis: &Analysis) -> Option<String> {
    let rows = analysis.cargo.as_ref()?;
    let (copies, name) = rows
        .iter()
        .filter_map(|row| Some((row.copies_per_vesicle?.value, row.guide.label(&row.mirna))))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let every = 1.0 / copies;
    Some(if copies < 1.0 {
        format!("The most abundant miRNA, {name}, has one copy in {every:.0} vesicles.")
    } else {
        format!("The most abundant miRNA, {name}, has {copies:.1} copies per vesicle.")
    })
}

fn origin(analysis: &Analysis) -> Option<String> {
    let mut each = Vec::new();
    for sample in &analysis.origin.as_ref()?.samples {
        let name = &sample.sample;
        let shares = sample.shares.iter().filter_map(|share| Some((share.rna_share?, share)));
        let largest = shares.reduce(|most, next| if next.0 > most.0 { next } else { most });
        each.extend(largest.map(|(share, row)| match row.verdict {
            Verdict::CannotTell => format!("{name}: cannot tell"),
            verdict => format!("{name}: {} {:.0} % ({verdict})", row.source, share * 100.0),
        }));
    }
    listed(&each).map(|list| format!("Largest parent cell: {list}."))
}

fn response(analysis: &Analysis) -> Option<String> {
    let genes = &analysis.response.as_ref()?.genes;
    let likely = genes.iter().filter(|gene| gene.probability_down >= 0.5).count();
    let most = genes.iter().max_by(|a, b| a.log2fc.value.abs().total_cmp(&b.log2fc.value.abs()))?;
    Some(format!(
        "Of {} transcripts of the recipient {likely} are more likely than not to fall by what can be seen; the largest predicted change is {:.2e} on the log2 scale ({}).",
        genes.len(),
        most.log2fc.value,
        most.gene.as_deref().unwrap_or_default()
    ))
}

fn programmes(analysis: &Analysis) -> Option<String> {
    let scores = analysis.programmes.as_ref().filter(|scores| !scores.is_empty())?;
    let moved: Vec<String> = scores
        .iter()
        .filter(|score| matches!(score.direction, Direction::Up | Direction::Down))
        .map(|score| format!("{} {}", score.programme, score.direction))
        .collect();
    Some(match listed(&moved) {
        Some(list) => format!("Programmes that move: {list}."),
        None if scores.iter().all(|score| score.direction == Direction::Negligible) => {
            "No programme of the cell moves by more than a hundredth of a doubling.".to_owned()
        }
        None => "No programme of the cell moves clearly (q < 0.05).".to_owned(),
    })
}

fn proteins(analysis: &Analysis) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for protein in analysis.identity.as_ref()?.acting.as_ref()? {
        let shown = format!("{} ({})", protein.protein, protein.programme);
        if !names.contains(&shown) {
            names.push(shown);
        }
    }
    listed(&names)
        .map(|list| format!("Proteins of the vesicles that act without any miRNA: {list}."))
}

fn groups(analysis: &Analysis) -> Option<String> {
    let contrasts = analysis.contrasts.as_ref()?;
    let rows = &contrasts.cargo;
    let each: Vec<String> = rows
        .chunk_by(|a, b| a.contrast == b.contrast)
        .filter_map(|contrast| {
            let name = &contrast.first()?.contrast;
            let tested = contrast.iter().filter(|row| row.difference.p.is_some()).count();
            let clear = |q: Option<f64>| q.is_some_and(|q| q < 0.05);
            let differ = contrast.iter().filter(|row| clear(row.difference.q)).count();
            let unusable = contrasts.not_usable.iter().find(|(contrast, _)| contrast == name);
            let first = unusable.map(|(_, samples)| {
                format!("{name} rests on libraries that are not usable ({}); ", samples.join(", "))
            });
            let rest = match tested {
                0 => format!("{name}: too few samples or reads for a test; ratios and intervals are in the tables"),
                _ => format!("{name}: {differ} of {tested} miRNAs differ (q < 0.05)"),
            };
            Some(first.unwrap_or_default() + &rest)
        })
        .collect();
    listed(&each).map(|list| format!("{list}."))
}

/// At most six of them.
fn listed(all: &[String]) -> Option<String> {
    const MOST: usize = 6;
    let shown = all.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match all.len() {
        0 => None,
        n if n > MOST => Some(format!("{shown} and {} more", n - MOST)),
        _ => Some(shown),
    }
}
