//! Every set in every sample.

use std::collections::{BTreeMap, BTreeSet};

use exocast_core::{
    LabelledMatrix, SeedPlan,
    adjust::benjamini_hochberg,
    names::{By, Found, Lookup},
    options::Checked,
    parallel,
};

use super::{
    options::EnrichOptions,
    result::{Enrichment, EnrichmentRow},
    scorer::Scorer,
    sets::{FeatureSet, FeatureSets},
};
use crate::{names::near_names, notice::Notice, signature::LISTED};

/// Scores every set in every sample of a table of features × samples.
///
/// Values may have any sign and scale for `ulm` (usually log or z); `ora` takes the largest values
/// above zero. `seed` is for `gsea`. The background is every feature of the table. Accessions match whatever their
/// version, where that is unique on both sides; genes also by former symbols and, between human and mouse or rat, by their
/// orthologues ([`Lookup`]).
///
/// ```
/// use exocast_origin::core::{LabelledMatrix, SeedPlan, options::Options as _};
/// use exocast_origin::enrich::{EnrichOptions, FeatureSets, enrich};
///
/// let sets = FeatureSets::read("liver\t-\tALB\tAPOA1\tTTR\n".as_bytes(), "sets.gmt")?;
/// let cargo = "gene\tEV_1\nALB\t9\nAPOA1\t8\nTTR\t7.5\nACTB\t2\nGAPDH\t1\nMYC\t0\n";
/// let cargo = LabelledMatrix::read(cargo.as_bytes(), "cargo.tsv")?;
/// let options = EnrichOptions::default().check()?;
/// let enrichment = enrich(&sets, &cargo, &options, SeedPlan::new(1));
/// assert!(enrichment.rows[0].p.is_some_and(|p| p < 0.01));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn enrich(
    sets: &FeatureSets,
    cargo: &LabelledMatrix,
    options: &Checked<EnrichOptions>,
    seed: SeedPlan,
) -> Enrichment {
    let mut notices = Vec::new();
    let mut tested: Vec<(&FeatureSet, Vec<(usize, f64)>)> = Vec::new();
    let all = || sets.sets().iter().flat_map(FeatureSet::members).map(|(name, _)| name.as_str());
    let wanted: BTreeSet<&str> = all().collect();
    let lookup = Lookup::new(cargo.rows(), wanted.iter().copied());
    let matches: BTreeMap<&str, Found> =
        wanted.into_iter().filter_map(|name| Some((name, lookup.find(name)?))).collect();
    let versions = matches.values().filter(|matched| matched.by == By::Version).count();
    if versions > 0 {
        notices.push(Notice::SetVersions { features: versions });
    }
    let names: Vec<&str> = cargo.rows().collect();
    let others: Vec<(String, String)> = matches
        .iter()
        .filter(|(_, matched)| !matches!(matched.by, By::Itself | By::Version))
        .filter_map(|(name, matched)| {
            Some(((*name).to_owned(), names[*matched.rows.first()?].to_owned()))
        })
        .collect();
    if !others.is_empty() {
        notices.push(Notice::OtherNames { names: others });
    }
    notices.extend(lookup.notices("the sets").into_iter().map(Notice::Names));
    if sets.repeated > 0 {
        notices.push(Notice::RepeatedFeatures { features: sets.repeated });
    }
    for set in sets.sets() {
        let members = members(set, &matches);
        let missing =
            set.members().iter().filter(|(name, _)| !matches.contains_key(name.as_str())).count();
        if missing > 0 {
            notices.push(Notice::SetFeatures {
                set: set.name().to_owned(),
                features: set.members().len(),
                missing,
                examples: set
                    .members()
                    .iter()
                    .filter(|(name, _)| !matches.contains_key(name.as_str()))
                    .take(LISTED)
                    .map(|(name, _)| name.clone())
                    .collect(),
            });
        }
        if members.len() < options.least_features {
            notices.push(Notice::SetTooSmall {
                set: set.name().to_owned(),
                features: members.len(),
                wanted: options.least_features,
            });
        } else {
            tested.push((set, members));
        }
    }
    if tested.is_empty()
        && let (Some(of_set), Some(of_cargo)) = (all().next(), cargo.rows().next())
    {
        let unmatched = all().filter(|name| !matches.contains_key(name));
        let near = near_names(unmatched, cargo).into_iter().next();
        let none = Notice::NoSetTested {
            sets: sets.sets().len(),
            wanted: options.least_features,
            known: (all().count(), all().filter(|name| matches.contains_key(name)).count()),
            examples: (of_set.to_owned(), of_cargo.to_owned()),
            hint: near.map(|(difference, (_, (a, b)))| (a, b, difference)),
        };
        notices.insert(0, none);
    }
    let scorer = Scorer::new(&tested, cargo.values().nrows(), options, seed);
    let rows = parallel::map(cargo.columns().len(), |sample| {
        let scores = scorer.scores(&cargo.values().column(sample).to_vec());
        let p: Vec<f64> = scores.iter().map(|s| s.and_then(|s| s.1).unwrap_or(f64::NAN)).collect();
        let q = benjamini_hochberg(&p);
        tested
            .iter()
            .zip(scores)
            .zip(q)
            .map(|(((set, members), score), q)| {
                let p = score.and_then(|score| score.1);
                EnrichmentRow {
                    sample: cargo.columns()[sample].clone(),
                    set: set.name().to_owned(),
                    score: score.map(|(score, _)| score),
                    p,
                    q: p.map(|_| q),
                    features: members.len(),
                }
            })
            .collect::<Vec<_>>()
    });
    Enrichment { rows: rows.into_iter().flatten().collect(), notices }
}

/// The rows of the members of a set with their weights; a row that two members mean counts once, with the first weight.
fn members(set: &FeatureSet, matches: &BTreeMap<&str, Found>) -> Vec<(usize, f64)> {
    let mut seen = BTreeSet::new();
    let rows = |(name, weight): &(String, f64)| {
        let rows = matches.get(name.as_str()).map_or(&[][..], |matched| matched.rows.as_slice());
        rows.iter().map(|&row| (row, *weight)).collect::<Vec<_>>()
    };
    set.members().iter().flat_map(rows).filter(|(row, _)| seen.insert(*row)).collect()
}
