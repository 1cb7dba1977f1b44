//! Groups of samples compared with each other: vesicles, origin, cargo, dose and response.
//!
//! Where both groups have two samples or more, a difference is that of their means with the interval and p-value
//! of Welch's t-test: samples are the replicates. Where one has a single sample there is no p-value, and the
//! interval is that of what was measured on these samples. Doses and responses of two groups are computed draw by
//! draw under the same parameters: what is unknown of recipient and route cancels from their ratio.

mod cargo;
mod difference;
mod downstream;
mod groups;
mod origin;
mod vesicles;

use exocast_mirna::{SampleVerdict, Verdict};
use exocast_origin::Deconvolution;
use exocast_vesicle::SampleAnalysis;

use self::groups::{Group, Pair};
use super::{chain::Chain, notice::StepNotice, recipient::RecipientCell, sampling::Sampling};
use crate::{
    result::{AnalysisError, ContrastsResult},
    study::Step,
};

/// What the steps before found, as far as groups are compared by it.
#[derive(Clone, Copy)]
pub(super) struct Results<'a> {
    pub(super) sampling: Option<&'a Sampling<'a>>,
    pub(super) verdicts: &'a [SampleVerdict],
    pub(super) vesicles: Option<&'a [SampleAnalysis]>,
    pub(super) origin: Option<&'a Deconvolution>,
    pub(super) cell: Option<&'a RecipientCell>,
}

/// Compares the groups of the study in everything that was found.
pub(super) fn run(
    chain: &mut Chain<'_>,
    results: &Results<'_>,
) -> Result<Option<ContrastsResult>, AnalysisError> {
    let study = chain.study;
    let groups: Vec<Group<'_>> =
        study.groups().into_iter().map(|(name, places)| Group { name, places }).collect();
    if !chain.begin(Step::Contrasts, groups.len() + 1) {
        return Ok(None);
    }
    let group = |name: &str| groups.iter().find(|group| group.name == name);
    let pairs: Vec<Pair<'_>> = study
        .contrasts()
        .iter()
        .filter_map(|contrast| {
            let name = format!("{} against {}", contrast.case, contrast.against);
            Some(Pair { name, case: group(&contrast.case)?, against: group(&contrast.against)? })
        })
        .collect();
    let mut result = ContrastsResult::default();
    for pair in &pairs {
        let is_unusable = |name: &&str| {
            let not_usable = |verdict: &SampleVerdict| verdict.verdict == Verdict::NotUsable;
            results.verdicts.iter().any(|verdict| verdict.sample == *name && not_usable(verdict))
        };
        let samples = pair.case.samples(study).chain(pair.against.samples(study));
        let samples: Vec<String> = samples.filter(is_unusable).map(str::to_owned).collect();
        if !samples.is_empty() {
            let (contrast, listed) = (pair.name.clone(), samples.join(", "));
            chain.note(Step::Contrasts, &StepNotice::NotUsable { contrast, samples: listed });
            result.not_usable.push((pair.name.clone(), samples));
        }
    }
    for pair in &pairs {
        if pair.case.places.len().min(pair.against.places.len()) < 2 {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::OneSample { contrast });
        }
    }
    if let Some(sampling) = results.sampling {
        for group in &groups {
            chain.advance(group.name);
            result.groups.push(downstream::group(chain, group, sampling, results.cell)?);
        }
    }
    chain.advance("contrasts");
    if let Some(samples) = results.vesicles {
        result.vesicles = vesicles::run(chain, &pairs, samples)?;
    }
    if let Some(origin) = results.origin {
        result.origin = origin::run(chain, &pairs, origin);
    }
    if let Some(sampling) = results.sampling {
        result.cargo = cargo::run(chain, &pairs, sampling);
        let both = downstream::both(&pairs, &result.groups);
        let dose = downstream::doses(chain, &both);
        let response = downstream::responses(chain, &both);
        (result.dose, result.response) = (dose, response);
    }
    chain.end();
    Ok(Some(result))
}
