//! What a method prepares once for all samples.

use exocast_core::SeedPlan;

use super::{
    gsea::{RandomSets, gsea},
    mlm::Multivariate,
    options::{EnrichMethod, EnrichOptions},
    ora::{log_odds, over_representation, selected},
    order::{descending, positions},
    recovery::recovery,
    sets::FeatureSet,
    single_sample::{Ranked, powers},
    ulm::{Univariate, z_score},
};

/// What a method prepares once for all samples.
pub(super) struct Scorer<'a> {
    method: EnrichMethod,
    members: Vec<&'a [(usize, f64)]>,
    /// The same without weights.
    places: Vec<Vec<usize>>,
    top: f64,
    multivariate: Option<Multivariate<'a>>,
    random: Option<RandomSets>,
    powers: Vec<f64>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(
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
                .then(|| Multivariate::new(&members, features))
                .flatten(),
            random: (method == EnrichMethod::Gsea).then(|| {
                RandomSets::new(features, places.iter().map(Vec::len), options.permutations, seed)
            }),
            powers: if method == EnrichMethod::Ssgsea { powers(features) } else { Vec::new() },
            method,
            members,
            places,
            top: options.top,
        }
    }

    /// Score and p of each set.
    pub(super) fn scores(&self, values: &[f64]) -> Vec<Option<(f64, Option<f64>)>> {
        let with_p = |test: Option<(f64, f64)>| test.map(|(score, p)| (score, Some(p)));
        let flat = values.iter().all(|v| v.total_cmp(&values[0]).is_eq());
        let ranked = |score: &dyn Fn(&[usize]) -> Option<f64>| {
            self.places
                .iter()
                .map(|places| score(places).filter(|_| !flat).map(|score| (score, None)))
                .collect()
        };
        match self.method {
            EnrichMethod::Ulm => Univariate::new(values).map_or_else(
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
                self.members.iter().map(|set| with_p(z_score(set, values))).collect()
            }
            EnrichMethod::Ora => self.over_representation(values),
            EnrichMethod::Gsea => {
                let places: Vec<&[usize]> = self.places.iter().map(Vec::as_slice).collect();
                let results = match &self.random {
                    Some(random) if !flat => gsea(&places, values, random),
                    _ => vec![None; places.len()],
                };
                results.into_iter().map(with_p).collect()
            }
            EnrichMethod::Ssgsea => {
                let sample = Ranked::new(values, &self.powers);
                ranked(&|places| sample.score(places))
            }
            EnrichMethod::Aucell => {
                let position = positions(&descending(values));
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of the number of features"
                )]
                let top = ((self.top * values.len() as f64).ceil() as usize).max(2);
                ranked(&|places| recovery(places, &position, top))
            }
        }
    }

    fn over_representation(&self, values: &[f64]) -> Vec<Option<(f64, Option<f64>)>> {
        let selected = selected(values, self.top);
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
