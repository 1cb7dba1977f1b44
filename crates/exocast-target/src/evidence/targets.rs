//! What each gene is to each seed family.

use std::collections::BTreeMap;

use crate::{
    input::Transcripts,
    sites::{SiteScanner, SiteType},
};

/// What a site of each type counts in the regression: mean log2 fold changes of transfections, `Agarwal` et al.
/// 2015, eLife 4:e05005.
const SITE_WEIGHTS: [f64; 6] = [0.31, 0.161, 0.099, 0.015, 0.0, 0.0];

/// What a gene is to a miRNA; the strongest site decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    NonTarget,
    Neither,
    Target,
}

/// What each gene is to each family, families × genes, and the summed site weights of each gene's families.
pub(super) fn targets(
    scanner: &SiteScanner<'_>,
    genes: &[usize],
    transcripts: &Transcripts,
) -> (Vec<Group>, Vec<Vec<(usize, f64)>>) {
    let mut groups = vec![Group::NonTarget; scanner.families().len() * genes.len()];
    let mut weights = Vec::with_capacity(genes.len());
    for (place, &transcript) in genes.iter().enumerate() {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        if let Some(transcript) = transcripts.get(transcript) {
            scanner.scan(transcript.utr3, |hit| {
                let group = &mut groups[hit.family * genes.len() + place];
                let new = if hit.kind == SiteType::SixMer { Group::Neither } else { Group::Target };
                *group = (*group).max(new);
                *sums.entry(hit.family).or_default() += SITE_WEIGHTS[hit.kind as usize];
            });
        }
        weights.push(sums.into_iter().collect());
    }
    (groups, weights)
}
