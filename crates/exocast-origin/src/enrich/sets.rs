//! Sets of features.

use std::collections::BTreeSet;

/// A named set of features, each with a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureSet {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) members: Vec<(String, f64)>,
}

impl FeatureSet {
    /// A set whose features have weights, as regulons do. Of a feature that stands twice the first
    /// weight counts.
    #[must_use]
    pub fn weighted<S: Into<String>>(
        name: impl Into<String>,
        members: impl IntoIterator<Item = (S, f64)>,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let members = members
            .into_iter()
            .map(|(feature, weight)| (feature.into(), weight))
            .filter(|(feature, _)| seen.insert(feature.clone()))
            .collect();
        Self { name: name.into(), description: String::new(), members }
    }

    /// Name of the set.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file says about it.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Features with their weights, each feature once.
    #[must_use]
    pub fn members(&self) -> &[(String, f64)] {
        &self.members
    }
}

/// Sets of features with unique names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeatureSets {
    pub(super) sets: Vec<FeatureSet>,
    pub(super) repeated: usize,
}

impl FeatureSets {
    /// Sets made elsewhere; of two with one name the first is kept.
    #[must_use]
    pub fn new(sets: impl IntoIterator<Item = FeatureSet>) -> Self {
        let mut seen = BTreeSet::new();
        let sets = sets.into_iter().filter(|set| seen.insert(set.name.clone())).collect();
        Self { sets, repeated: 0 }
    }

    /// The sets, in order.
    #[must_use]
    pub fn sets(&self) -> &[FeatureSet] {
        &self.sets
    }

    /// How many features stood twice in their set, and count once.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.repeated
    }
}
