//! Dose and response of each group, and what differs between two.

use std::collections::BTreeMap;

use exocast_core::{SeedPlan, options::Options as _};
use exocast_target::{GeneResponse, Response};
use exocast_transfer::{Dose, Status, dose};

use super::{
    difference::share_of_draws,
    groups::{Group, Pair},
};
use crate::{
    figures,
    result::{AnalysisError, Difference, DoseDifference, GroupResult, ResponseDifference},
    steps::{
        SeedNames, cargo::Pooled, chain::Chain, dose as transfer, notice::StepNotice,
        recipient::RecipientCell, response, sampling::Sampling,
    },
    study::Step,
};

/// log2 difference that counts: as the response counts a change. Assumed.
const MIN_EFFECT: f64 = 0.1;

/// What follows from the cargo of a group.
pub(super) fn group(
    chain: &mut Chain<'_>,
    group: &Group<'_>,
    sampling: &Sampling<'_>,
    cell: Option<&RecipientCell>,
) -> Result<GroupResult, AnalysisError> {
    let pooled = Pooled::over(sampling, &group.places);
    let behind = sampling.behind(&group.places);
    let samples: Vec<String> = behind.into_iter().map(str::to_owned).collect();
    if pooled.is_empty() {
        let notice = StepNotice::NoReads { group: group.name.to_owned() };
        chain.note(Step::Contrasts, &notice);
        let (name, vesicles) = (group.name.to_owned(), pooled.vesicles);
        return Ok(GroupResult { name, samples, vesicles, dose: None, response: None });
    }
    if samples.len() < group.places.len() {
        let notice = StepNotice::DoseFromSome {
            group: group.name.to_owned(),
            count: samples.len(),
            total: group.places.len(),
            samples: samples.join(", "),
        };
        chain.note(Step::Contrasts, &notice);
    }
    // Doses of groups are by guide, whatever the seeds of the recipient's own.
    let (options, _) = transfer::with_recipient(chain.study, &SeedNames::default())?;
    // The tables of the study have intervals of these already.
    let mut options = options.into_inner();
    options.bootstrap = 0;
    options.sensitivity_mirnas = 0;
    let options = options.check().map_err(Step::Contrasts.failed())?;
    let cargo = pooled.for_transfer(&options.parameters());
    let seed = SeedPlan::new(chain.study.run.seed);
    let dose =
        dose(&cargo, pooled.vesicles.as_ref(), &options, seed).map_err(Step::Contrasts.failed())?;
    let response = match cell {
        Some(cell) => Some(response::response_to(chain.study, cell, &dose)?),
        None => None,
    };
    let (name, vesicles) = (group.name.to_owned(), pooled.vesicles);
    Ok(GroupResult { name, samples, vesicles, dose: Some(dose), response })
}

/// Whether copies of a group were measured, not assumed; nothing without a dose.
fn is_measured(group: &GroupResult) -> Option<bool> {
    let dose = group.dose.as_ref()?;
    Some(dose.copies.iter().any(|copies| copies.status == Status::Measured))
}

/// A pair of groups with what follows from the cargo of each.
pub(super) struct Both<'a> {
    pair: &'a Pair<'a>,
    case: &'a GroupResult,
    against: &'a GroupResult,
}

/// The pairs whose groups are there.
pub(super) fn both<'a>(pairs: &'a [Pair<'a>], groups: &'a [GroupResult]) -> Vec<Both<'a>> {
    let find = |name: &str| groups.iter().find(|group| group.name == name);
    let pairs = pairs.iter().filter_map(|pair| {
        Some(Both { pair, case: find(pair.case.name)?, against: find(pair.against.name)? })
    });
    pairs.collect()
}

/// The ratio of the doses of each pair, miRNA by miRNA.
pub(super) fn doses(chain: &mut Chain<'_>, both: &[Both<'_>]) -> Vec<DoseDifference> {
    let mut rows = Vec::new();
    for Both { pair, case, against } in both {
        let (Some(a), Some(b)) = (&case.dose, &against.dose) else { continue };
        if is_measured(case) == Some(true) && is_measured(against) == Some(true) {
            compare_doses(&mut rows, &pair.name, samples(case, against), a, b);
        } else {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::AssumedDoses { contrast });
        }
    }
    rows
}

/// The difference of the responses of each pair, transcript by transcript.
pub(super) fn responses(chain: &mut Chain<'_>, both: &[Both<'_>]) -> Vec<ResponseDifference> {
    let mut rows = Vec::new();
    for (at, Both { pair, case, against }) in both.iter().enumerate() {
        let (Some(a), Some(b)) = (&case.response, &against.response) else { continue };
        let contrast = pair.name.clone();
        match (is_measured(case), is_measured(against)) {
            (Some(true), Some(true)) => {}
            (Some(false), Some(false)) => {
                chain.note(Step::Contrasts, &StepNotice::AssumedResponses { contrast });
            }
            _ => {
                chain.note(Step::Contrasts, &StepNotice::MixedResponses { contrast });
                continue;
            }
        }
        let samples = samples(case, against);
        let points = compare_responses(&mut rows, &pair.name, samples, a, b);
        if at == 0 {
            chain.figure(figures::contrast_response(pair.case.name, pair.against.name, &points));
        }
    }
    rows
}

/// Numbers of samples that two doses rest on.
fn samples(case: &GroupResult, against: &GroupResult) -> [usize; 2] {
    [case, against].map(|group| group.samples.len())
}

fn compare_doses(
    rows: &mut Vec<DoseDifference>,
    contrast: &str,
    samples: [usize; 2],
    a: &Dose,
    b: &Dose,
) {
    let others: BTreeMap<_, _> =
        b.copies.iter().map(|copies| ((copies.mirna.as_str(), &copies.guide), copies)).collect();
    for copies in &a.copies {
        let Some(other) = others.get(&(copies.mirna.as_str(), &copies.guide)) else { continue };
        let (x, y) = (copies.copies_per_cell.value, other.copies_per_cell.value);
        if x <= 0.0 || y <= 0.0 {
            continue;
        }
        let ratios: Vec<f64> =
            copies.draws.iter().zip(&other.draws).map(|(x, y)| (x / y).log2()).collect();
        rows.push(DoseDifference {
            contrast: contrast.to_owned(),
            mirna: copies.mirna.clone(),
            guide: copies.guide.clone(),
            difference: Difference::of_draws((x / y).log2(), &ratios, samples),
            probability_higher: share_of_draws(&ratios, samples, |ratio| ratio > 0.0),
        });
    }
}

/// Adds the difference of each gene, and returns its change in both groups.
fn compare_responses(
    rows: &mut Vec<ResponseDifference>,
    contrast: &str,
    samples: [usize; 2],
    a: &Response,
    b: &Response,
) -> Vec<(String, f64, f64)> {
    let others: BTreeMap<&str, &GeneResponse> =
        b.genes.iter().map(|gene| (gene.transcript.as_str(), gene)).collect();
    let mut points = Vec::new();
    for gene in &a.genes {
        let Some(other) = others.get(gene.transcript.as_str()) else { continue };
        points.push((gene.transcript.clone(), other.log2fc.value, gene.log2fc.value));
        let count = gene.draws.len().max(other.draws.len());
        let draw = |gene: &GeneResponse, d: usize| gene.draws.get(d).copied().unwrap_or(0.0);
        let differences: Vec<f64> = (0..count).map(|d| draw(gene, d) - draw(other, d)).collect();
        let value = gene.log2fc.value - other.log2fc.value;
        let is_lower = |difference| difference <= -MIN_EFFECT;
        rows.push(ResponseDifference {
            contrast: contrast.to_owned(),
            gene: gene.gene.clone(),
            transcript: gene.transcript.clone(),
            difference: Difference::of_draws(value, &differences, samples),
            probability_lower: share_of_draws(&differences, samples, is_lower),
        });
    }
    points
}
