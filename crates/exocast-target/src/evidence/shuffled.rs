//! Shuffled seeds, for a null distribution.

use crate::input::Region;
use crate::sites::SiteType;
use std::collections::BTreeSet;

use exocast_core::{SeedPlan, parallel};
use rand::RngExt;

use super::{
    contrast::Ranked,
    strata::Strata,
    targets::{Group, targets},
};
use crate::{
    input::{Mirna, Mirnas, Seed, Transcripts},
    options::ExplainOptions,
    sites::SiteScanner,
};

/// Mann–Whitney's z of shuffled seeds that none of the miRNAs has.
pub(super) fn shuffled(
    real: &SiteScanner<'_>,
    mirnas: &Mirnas,
    (ranked, genes): (&Ranked, &[usize]),
    transcripts: &Transcripts,
    (options, plan): (&ExplainOptions, SeedPlan),
) -> Vec<f64> {
    let mut stream = plan.stream("shuffled-seeds", 0);
    let taken: BTreeSet<Seed> = real.families().iter().map(|family| family.seed).collect();
    let mut guides = Mirnas::default();
    let all = mirnas.as_slice();
    for number in 0..if all.is_empty() { 0 } else { options.shuffled_seeds } {
        let mut bases = all[number % all.len()].sequence().bases().to_vec();
        for i in (2..8).rev() {
            bases.swap(i, stream.random_range(1..=i));
        }
        if let Ok(guide) = Mirna::new(format!("shuffled {number}"), bases.into())
            && !taken.contains(&guide.seed())
        {
            // Names count up, so none is taken.
            let _ = guides.push(guide);
        }
    }
    let scanner = SiteScanner::for_types(guides.as_slice(), &SiteType::CANONICAL, &[Region::Utr3]);
    let (groups, _) = targets(&scanner, genes, transcripts);
    let counted: Vec<&[Group]> = groups
        .chunks_exact(genes.len())
        .filter(|groups| {
            let count = |wanted| groups.iter().filter(|group| **group == wanted).count();
            count(Group::Target).min(count(Group::NonTarget)) >= options.min_targets
        })
        .collect();
    let whole = Strata::single(genes.len());
    parallel::map(counted.len(), |i| ranked.shift(counted[i], &whole).z)
}
