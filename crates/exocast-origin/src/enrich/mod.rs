//! Which sets of features stand out in each sample.

mod gmt;
mod ora;
mod ulm;

use exocast_core::{LabelledMatrix, adjust::benjamini_hochberg};
use serde::{Deserialize, Serialize};

pub use gmt::{FeatureSet, FeatureSets};
pub use ora::{log_odds, over_representation};
pub use ulm::univariate_linear_model;

use crate::{BadOption, Notice, parallel};

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
}

/// Options of an enrichment; [`check`](Self::check) makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnrichOptions {
    /// How a set is scored. Default `ulm`.
    pub method: EnrichMethod,
    /// For `ora`: the part of the features that counts as selected, largest values first and above
    /// zero only. Default 0.05.
    pub top: f64,
    /// Fewer features of a set in the cargo leave it untested. Default 3.
    pub least_features: usize,
}

impl Default for EnrichOptions {
    fn default() -> Self {
        Self { method: EnrichMethod::Ulm, top: 0.05, least_features: 3 }
    }
}

/// Checked [`EnrichOptions`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedEnrichOptions(EnrichOptions);

impl EnrichOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// Where `top` is not between 0 and 1, or `least-features` is 0.
    pub fn check(self) -> Result<CheckedEnrichOptions, BadOption> {
        if !(self.top > 0.0 && self.top < 1.0) {
            return Err(BadOption::Top(self.top));
        }
        if self.least_features == 0 {
            return Err(BadOption::LeastFeatures(0));
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
    /// Natural log odds (`ora`) or t (`ulm`); nothing where the sample does not vary.
    pub score: Option<f64>,
    /// p-value: one-sided for `ora`, two-sided for `ulm`.
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
/// above zero. The background is every feature of the table.
///
/// ```
/// use exocast_core::LabelledMatrix;
/// use exocast_origin::enrich::{EnrichOptions, FeatureSets, enrich};
///
/// let sets = FeatureSets::read("liver\t-\tALB\tAPOA1\tTTR\n".as_bytes(), "sets.gmt")?;
/// let cargo = "gene\tEV_1\nALB\t9\nAPOA1\t8\nTTR\t7.5\nACTB\t2\nGAPDH\t1\nMYC\t0\n";
/// let cargo = LabelledMatrix::read(cargo.as_bytes(), "cargo.tsv")?;
/// let found = enrich(&sets, &cargo, &EnrichOptions::default().check()?);
/// assert!(found.rows[0].p.is_some_and(|p| p < 0.01));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn enrich(
    sets: &FeatureSets,
    cargo: &LabelledMatrix,
    options: &CheckedEnrichOptions,
) -> Enrichment {
    let options = options.get();
    let mut notices = Vec::new();
    let mut tested: Vec<(&FeatureSet, Vec<(usize, f64)>)> = Vec::new();
    for set in sets.sets() {
        let members: Vec<(usize, f64)> = set
            .members()
            .iter()
            .filter_map(|(name, weight)| Some((cargo.row_index(name)?, *weight)))
            .collect();
        let missing = set.members().len() - members.len();
        if missing > 0 {
            notices.push(Notice::SetFeatures {
                set: set.name().to_owned(),
                features: set.members().len(),
                missing,
                examples: set
                    .members()
                    .iter()
                    .filter(|(name, _)| cargo.row_index(name).is_none())
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
    let rows = parallel::map(cargo.columns().len(), |sample| {
        let values = cargo.values().column(sample).to_vec();
        let scores: Vec<Option<(f64, f64)>> = match options.method {
            EnrichMethod::Ulm => tested
                .iter()
                .map(|(_, members)| univariate_linear_model(members, &values))
                .collect(),
            EnrichMethod::Ora => {
                let selected = ora::selected(&values, options.top);
                let drawn = selected.iter().filter(|chosen| **chosen).count();
                tested
                    .iter()
                    .map(|(_, members)| {
                        let hits = members.iter().filter(|(row, _)| selected[*row]).count();
                        let table = (hits, values.len(), members.len(), drawn);
                        (drawn > 0).then(|| {
                            (
                                log_odds(table.0, table.1, table.2, table.3),
                                over_representation(table.0, table.1, table.2, table.3),
                            )
                        })
                    })
                    .collect()
            }
        };
        let p: Vec<f64> = scores.iter().map(|s| s.map_or(f64::NAN, |(_, p)| p)).collect();
        let q = benjamini_hochberg(&p);
        tested
            .iter()
            .zip(scores)
            .zip(q)
            .map(|(((set, members), score), q)| EnrichmentRow {
                sample: cargo.columns()[sample].clone(),
                set: set.name().to_owned(),
                score: score.map(|(score, _)| score),
                p: score.map(|(_, p)| p),
                q: score.is_some().then_some(q),
                features: members.len(),
            })
            .collect::<Vec<_>>()
    });
    Enrichment { rows: rows.into_iter().flatten().collect(), notices }
}
