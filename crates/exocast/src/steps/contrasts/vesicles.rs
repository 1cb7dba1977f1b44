//! Sizes and numbers of vesicles of two groups.

use exocast_core::{SeedPlan, Table, options::Options as _};
use exocast_vesicle::{CompareOptions, Group as Sizes, SampleAnalysis, compare};

use super::{Group, Pair};
use crate::{
    result::AnalysisError,
    steps::{chain::Chain, vesicles::Sized},
    study::Step,
};

/// `contrast_vesicles`: as `exocast vesicle compare`, a row a statistic and contrast.
pub(super) fn run(
    chain: &mut Chain<'_>,
    pairs: &[Pair<'_>],
    sized: &Sized,
) -> Result<(), AnalysisError> {
    let study = chain.study;
    let of = |group: &Group<'_>| -> Vec<SampleAnalysis> {
        let own = |name: &str| sized.samples().iter().find(|sample| sample.sample == name).cloned();
        group.samples(study).filter_map(own).collect()
    };
    let mut all: Option<Table> = None;
    for pair in pairs {
        let (a, b) = (of(pair.of), of(pair.against));
        for (group, sized) in [(pair.of, &a), (pair.against, &b)] {
            if !sized.is_empty() && sized.len() < group.places.len() {
                let names: Vec<&str> = sized.iter().map(|own| own.sample.as_str()).collect();
                let text = format!("{}: sizes are those of {} alone", group.name, names.join(", "));
                chain.note(Step::Contrasts, text);
            }
        }
        if a.is_empty() || b.is_empty() {
            let text = format!("{}: a group has no sizing; vesicles are not compared", pair.name);
            chain.note(Step::Contrasts, text);
            continue;
        }
        let groups = [
            Sizes { name: pair.of.name, samples: &a },
            Sizes { name: pair.against.name, samples: &b },
        ];
        let seed = SeedPlan::new(study.run.seed);
        let options = CompareOptions::default().check().map_err(Step::Contrasts.failed())?;
        let found = compare(&groups, &options, seed).map_err(Step::Contrasts.failed())?;
        found.findings.iter().for_each(|finding| chain.note(Step::Contrasts, finding));
        let table = found.table();
        let joined = all.get_or_insert_with(|| Table::new(table.columns().iter().cloned()));
        table.rows().for_each(|row| joined.push(row.iter().cloned()));
    }
    if let Some(table) = all {
        chain.table("contrast_vesicles", table);
    }
    Ok(())
}
