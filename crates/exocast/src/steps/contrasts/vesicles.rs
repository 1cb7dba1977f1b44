//! Sizes and numbers of vesicles of two groups.

use exocast_core::{SeedPlan, options::Options as _};
use exocast_vesicle::{Comparison, Group as Sizes, SampleAnalysis, compare};

use super::groups::{Group, Pair};
use crate::{
    result::AnalysisError,
    steps::{chain::Chain, notice::StepNotice},
    study::Step,
};

/// The groups of each pair as `exocast vesicle compare` compares them.
pub(super) fn run(
    chain: &mut Chain<'_>,
    pairs: &[Pair<'_>],
    samples: &[SampleAnalysis],
) -> Result<Vec<Comparison>, AnalysisError> {
    let study = chain.study;
    let sized_as = chain.sized_as.clone();
    // Aliquots with the sizes of one measurement are one replicate.
    let measured = |group: &Group<'_>| -> Vec<String> {
        let names: Vec<&str> = group.samples(study).collect();
        let is_first = |name: &&&str| {
            sized_as.get(**name).is_none_or(|first| !names.contains(&first.as_str()))
        };
        names.iter().filter(is_first).map(|name| (*name).to_owned()).collect()
    };
    let samples_of = |group: &Group<'_>| -> Vec<SampleAnalysis> {
        let names = measured(group).into_iter();
        let analysed = |name: String| samples.iter().find(|sample| sample.sample == name).cloned();
        names.filter_map(analysed).collect()
    };
    let mut comparisons = Vec::new();
    for pair in pairs {
        let (a, b) = (samples_of(pair.case), samples_of(pair.against));
        for (group, sized) in [(pair.case, &a), (pair.against, &b)] {
            if !sized.is_empty() && sized.len() < measured(group).len() {
                let names: Vec<&str> = sized.iter().map(|sample| sample.sample.as_str()).collect();
                let (group, samples) = (group.name.to_owned(), names.join(", "));
                chain.note(Step::Contrasts, &StepNotice::SomeSizing { group, samples });
            }
        }
        if a.is_empty() || b.is_empty() {
            let contrast = pair.name.clone();
            chain.note(Step::Contrasts, &StepNotice::NoSizing { contrast });
            continue;
        }
        let groups = [
            Sizes { name: pair.case.name, samples: &a },
            Sizes { name: pair.against.name, samples: &b },
        ];
        let seed = SeedPlan::new(study.run.seed);
        let options = study.vesicles.compare_options().check().map_err(Step::Contrasts.failed())?;
        let comparison = compare(&groups, &options, seed).map_err(Step::Contrasts.failed())?;
        comparison.findings.iter().for_each(|finding| chain.note(Step::Contrasts, finding));
        comparisons.push(comparison);
    }
    Ok(comparisons)
}
