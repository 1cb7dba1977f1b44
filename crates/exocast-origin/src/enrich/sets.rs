//! Sets of features.

use std::collections::BTreeSet;

use exocast_core::table::TableNotice;

use crate::names::known_names;

/// A named set of features, each with a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureSet {
    pub(super) name: String,
    pub(super) members: Vec<(String, f64)>,
}

impl FeatureSet {
    /// A set whose features have weights, as regulons do. Of a feature that is listed twice the first
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
        Self { name: name.into(), members }
    }

    /// Name of the set.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
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
    /// How many features were listed twice in their set, and count once.
    pub(super) repeated: usize,
    pub(super) notices: Vec<TableNotice>,
}

impl FeatureSets {
    /// Sets made elsewhere; of two with one name the first is kept.
    #[must_use]
    pub fn new(sets: impl IntoIterator<Item = FeatureSet>) -> Self {
        let mut seen = BTreeSet::new();
        let sets = sets.into_iter().filter(|set| seen.insert(set.name.clone())).collect();
        Self { sets, ..Self::default() }
    }

    /// The sets, in order.
    #[must_use]
    pub fn sets(&self) -> &[FeatureSet] {
        &self.sets
    }

    /// Whether a name of another table is that of a feature of some set, as far as a single name shows.
    pub fn known_names(&self) -> impl Fn(&str) -> bool {
        let members =
            || self.sets.iter().flat_map(|set| &set.members).map(|(name, _)| name.as_str());
        let mut names: Vec<&str> = members().collect();
        names.sort_unstable();
        names.dedup();
        known_names(names)
    }

    /// How the table of a network was read: columns not used, decimal commas.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }
}
