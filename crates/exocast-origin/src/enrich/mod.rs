//! Which sets of features stand out in each sample.

mod gmt;
mod mlm;
mod ora;
mod others;
mod rank;
mod ulm;

use std::collections::BTreeSet;

use exocast_core::{AnyVersion, LabelledMatrix, SeedPlan, adjust::benjamini_hochberg, parallel};
use serde::{Deserialize, Serialize};

pub use gmt::{FeatureSet, FeatureSets};
pub use mlm::multivariate_linear_model;
pub use ora::{log_odds, over_representation};
pub use others::{gene_set_variation, metric_score, rank_enrichment, weighted_mean, weighted_sum};
pub use rank::{
    GseaResult, RandomSets, area_under_recovery, enrichment_score, gsea, single_sample_score,
};
pub use ulm::{univariate_linear_model, z_score};

use crate::{BadOption, Notice, matching::near_names};

/// How a set is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EnrichMethod {
    /// Over-representation of the set among the largest values: [`over_representation`]; the score is
    /// [`log_odds`].
    Ora,
    /// Regression of all values on membership: [`univariate_linear_model`]; the score is t.
    #[default]
    Ulm,
    /// Regression of all values on all sets together: [`multivariate_linear_model`]; the score is t.
    Mlm,
    /// Gene-set enrichment analysis: [`gsea`]; the score is the normalised one.
    Gsea,
    /// Single-sample gene-set enrichment: [`single_sample_score`]; no p.
    Ssgsea,
    /// Area under the recovery curve of the largest values: [`area_under_recovery`]; no p.
    Aucell,
    /// The mean of the set against the mean of all features, over its standard error:
    /// [`z_score`].
    Zscore,
}

/// Options of an enrichment; [`check`](Self::check) makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnrichOptions {
    /// How a set is scored. Default `ulm`.
    pub method: EnrichMethod,
    /// For `ora` and `aucell`: the part of the features that counts as selected, largest values
    /// first; for `ora` above zero only. Default 0.05.
    pub top: f64,
    /// Fewer features of a set in the cargo leave it untested. Default 3.
    pub least_features: usize,
    /// For `gsea`: random sets of each size. Default 1000.
    pub permutations: usize,
}

impl Default for EnrichOptions {
    fn default() -> Self {
        Self { method: EnrichMethod::Ulm, top: 0.05, least_features: 3, permutations: 1000 }
    }
}

/// Checked [`EnrichOptions`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedEnrichOptions(EnrichOptions);

impl EnrichOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// Where `top` is not between 0 and 1, `least-features` is 0, or `gsea` has no permutation.
    pub fn check(self) -> Result<CheckedEnrichOptions, BadOption> {
        if !(self.top > 0.0 && self.top < 1.0) {
            return Err(BadOption::Top(self.top));
        }
        if self.least_features == 0 {
            return Err(BadOption::LeastFeatures(0));
        }
        if self.method == EnrichMethod::Gsea && self.permutations == 0 {
            return Err(BadOption::Permutations);
        }
        Ok(CheckedEnrichOptions(self))
    }
}

impl CheckedEnrichOptions {
    /// The options, to be written beside results.
    #[must_use]
    pub fn get(&self) -> &EnrichOptions {
        &self.0
    }
}

/// One set in one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct EnrichmentRow {
    /// The sample.
    pub sample: String,
    /// The set.
    pub set: String,
    /// The score of the method; nothing where the sample does not vary.
    pub score: Option<f64>,
    /// p-value: one-sided for `ora` and `gsea`, two-sided for `ulm`, `mlm` and `zscore`; nothing for
    /// methods without one.
    pub p: Option<f64>,
    /// Benjamini–Hochberg over the sets of the sample.
    pub q: Option<f64>,
    /// Features of the set in the cargo.
    pub features: usize,
}

/// Every set in every sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Enrichment {
    /// Samples in the order of the cargo; within each, sets in the order given.
    pub rows: Vec<EnrichmentRow>,
    /// Missing features and untested sets.
    pub notices: Vec<Notice>,
}

/// Scores every set in every sample of a table of features × samples.
///
/// Values may have any sign and scale for `ulm` (usually log or z); `ora` takes the largest values
/// above zero. `seed` is for `gsea`. The background is every feature of the table. Accessions match whatever their
/// version, where that is unique on both sides.
///
/// ```
/// use exocast_core::{LabelledMatrix, SeedPlan};
/// use exocast_origin::enrich::{EnrichOptions, FeatureSets, enrich};
///
/// let sets = FeatureSets::read("liver\t-\tALB\tAPOA1\tTTR\n".as_bytes(), "sets.gmt")?;
/// let cargo = "gene\tEV_1\nALB\t9\nAPOA1\t8\nTTR\t7.5\nACTB\t2\nGAPDH\t1\nMYC\t0\n";
/// let cargo = LabelledMatrix::read(cargo.as_bytes(), "cargo.tsv")?;
/// let options = EnrichOptions::default().check()?;
/// let found = enrich(&sets, &cargo, &options, SeedPlan::new(1));
/// assert!(found.rows[0].p.is_some_and(|p| p < 0.01));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn enrich(
    sets: &FeatureSets,
    cargo: &LabelledMatrix,
    options: &CheckedEnrichOptions,
    seed: SeedPlan,
) -> Enrichment {
    let options = options.get();
    let mut notices = Vec::new();
    let mut tested: Vec<(&FeatureSet, Vec<(usize, f64)>)> = Vec::new();
    let all = || sets.sets().iter().flat_map(FeatureSet::members).map(|(name, _)| name.as_str());
    let (features, measured) = (AnyVersion::of(all()), AnyVersion::of(cargo.rows()));
    let row = |name: &str| {
        cargo.row_index(name).or_else(|| cargo.row_index(measured.meant(&features, name)?))
    };
    let versions: BTreeSet<&str> =
        all().filter(|name| cargo.row_index(name).is_none() && row(name).is_some()).collect();
    if !versions.is_empty() {
        notices.push(Notice::SetVersions { features: versions.len() });
    }
    for set in sets.sets() {
        let members: Vec<(usize, f64)> =
            set.members().iter().filter_map(|(name, weight)| Some((row(name)?, *weight))).collect();
        let missing = set.members().len() - members.len();
        if missing > 0 {
            notices.push(Notice::SetFeatures {
                set: set.name().to_owned(),
                features: set.members().len(),
                missing,
                examples: set
                    .members()
                    .iter()
                    .filter(|(name, _)| row(name).is_none())
                    .take(3)
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
        let unmatched = all().filter(|name| row(name).is_none());
        let near = near_names(unmatched, cargo).into_iter().next();
        let none = Notice::NoSetTested {
            sets: sets.sets().len(),
            wanted: options.least_features,
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

/// What a method prepares once for all samples.
struct Scorer<'a> {
    method: EnrichMethod,
    members: Vec<&'a [(usize, f64)]>,
    /// The same without weights.
    places: Vec<Vec<usize>>,
    top: f64,
    multivariate: Option<mlm::Multivariate<'a>>,
    random: Option<RandomSets>,
    powers: Vec<f64>,
}

impl<'a> Scorer<'a> {
    fn new(
        tested: &'a [(&FeatureSet, Vec<(usize, f64)>)],
        features: usize,
        options: &EnrichOptions,
        seed: SeedPlan,
    ) -> Self {
        let members: Vec<&[(usize, f64)]> = tested.iter().map(|(_, m)| m.as_slice()).collect();
        let places: Vec<Vec<usize>> =
            members.iter().map(|set| set.iter().map(|(place, _)| *place).collect()).collect();
        let method = options.method;
        Self {
            multivariate: (method == EnrichMethod::Mlm)
                .then(|| mlm::Multivariate::new(&members, features))
                .flatten(),
            random: (method == EnrichMethod::Gsea).then(|| {
                RandomSets::new(features, places.iter().map(Vec::len), options.permutations, seed)
            }),
            powers: if method == EnrichMethod::Ssgsea {
                rank::powers(features)
            } else {
                Vec::new()
            },
            method,
            members,
            places,
            top: options.top,
        }
    }

    /// Score and p of each set.
    fn scores(&self, values: &[f64]) -> Vec<Option<(f64, Option<f64>)>> {
        let with_p = |found: Option<(f64, f64)>| found.map(|(score, p)| (score, Some(p)));
        let flat = values.iter().all(|v| v.total_cmp(&values[0]).is_eq());
        let ranked = |score: &dyn Fn(&[usize]) -> Option<f64>| {
            self.places
                .iter()
                .map(|places| score(places).filter(|_| !flat).map(|score| (score, None)))
                .collect()
        };
        match self.method {
            EnrichMethod::Ulm => ulm::Univariate::new(values).map_or_else(
                || vec![None; self.members.len()],
                |sample| self.members.iter().map(|set| with_p(sample.test(set))).collect(),
            ),
            EnrichMethod::Mlm => {
                let tests = self.multivariate.as_ref().and_then(|m| m.test(values));
                tests.map_or_else(
                    || vec![None; self.members.len()],
                    |tests| tests.into_iter().map(|(t, p)| Some((t, Some(p)))).collect(),
                )
            }
            EnrichMethod::Zscore => {
                self.members.iter().map(|set| with_p(ulm::z_score(set, values))).collect()
            }
            EnrichMethod::Ora => self.over_representation(values),
            EnrichMethod::Gsea => {
                let places: Vec<&[usize]> = self.places.iter().map(Vec::as_slice).collect();
                let found = match &self.random {
                    Some(random) if !flat => gsea(&places, values, random),
                    _ => vec![None; places.len()],
                };
                found.into_iter().map(|f| f.map(|f| (f.normalised, Some(f.p)))).collect()
            }
            EnrichMethod::Ssgsea => {
                let sample = rank::Ranked::new(values, &self.powers);
                ranked(&|places| sample.score(places))
            }
            EnrichMethod::Aucell => {
                let position = rank::positions(&rank::descending(values));
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of the number of features"
                )]
                let top = ((self.top * values.len() as f64).ceil() as usize).max(2);
                ranked(&|places| rank::recovery(places, &position, top))
            }
        }
    }

    fn over_representation(&self, values: &[f64]) -> Vec<Option<(f64, Option<f64>)>> {
        let selected = ora::selected(values, self.top);
        let drawn = selected.iter().filter(|chosen| **chosen).count();
        let (n, none) = (values.len(), drawn == 0);
        let test = |places: &Vec<usize>| {
            let hits = places.iter().filter(|&&place| selected[place]).count();
            let odds = log_odds(hits, n, places.len(), drawn);
            (!none).then(|| (odds, Some(over_representation(hits, n, places.len(), drawn))))
        };
        self.places.iter().map(test).collect()
    }
}
