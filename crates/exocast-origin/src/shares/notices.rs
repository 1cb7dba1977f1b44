//! What a user should know of signature, cargo and options together.

use super::{counts::looks_like_counts, study::Study};
use crate::{
    method::{Method, Scaling},
    notice::Notice,
};

impl Study<'_> {
    pub(crate) fn notices(&self, notices: &mut Vec<Notice>) {
        let cargo = self.cargo;
        let named =
            |members: &[usize]| members.iter().map(|&j| self.names[j].clone()).collect::<Vec<_>>();
        let silent: Vec<usize> =
            (0..self.names.len()).filter(|&j| self.column_sums[j] <= 0.0).collect();
        if !silent.is_empty() {
            notices.push(Notice::SilentSources { sources: named(&silent) });
        }
        for group in self.groups.iter().filter(|group| group.len() > 1) {
            notices.push(Notice::SameSources { sources: named(group) });
        }
        let positive = self.column_sums.iter().copied().filter(|sum| *sum > 0.0);
        let ratio = positive.clone().fold(0.0, f64::max) / positive.fold(f64::INFINITY, f64::min);
        if self.options.scaling == Scaling::AsGiven && ratio > 3.0 {
            notices.push(Notice::ColumnSums { ratio });
        }
        let largest = cargo.iter().copied().fold(0.0, f64::max);
        if largest > 0.0 && largest < 30.0 && !looks_like_counts(cargo.iter()) {
            notices.push(Notice::LooksLogarithmic { largest });
        }
        let method = self.options.method;
        let plain =
            matches!(method, Method::WeightedNnls | Method::NuSvr | Method::Robust | Method::Dwls);
        if plain && self.options.unknown {
            notices.push(Notice::NoUnknown { method });
        }
        if !self.factors.bias.is_empty() && !matches!(method, Method::Auto | Method::LogNormal) {
            notices.push(Notice::BiasUnused { method });
        }
        for (share, given) in [
            ("vesicle_share", &self.factors.rna_per_vesicle),
            ("cell_share", &self.factors.rna_per_cell),
        ] {
            let without = self.names.iter().enumerate();
            let without: Vec<String> = without
                .filter(|(j, name)| !self.is_carrier(*j) && !given.contains_key(*name))
                .map(|(_, name)| name.clone())
                .collect();
            if !given.is_empty() && !without.is_empty() {
                notices.push(Notice::NoFactor { share: share.into(), sources: without });
            }
        }
    }

    pub(super) fn is_carrier(&self, source: usize) -> bool {
        self.factors.carriers.contains(&self.names[source])
    }
}
