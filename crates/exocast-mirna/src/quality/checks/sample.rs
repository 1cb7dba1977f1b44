//! A sample that is checked.

use crate::{
    assign::{Quantification, SampleQc},
    options::QualityOptions,
    quality::measure::Measures,
};

/// What is known of a sample.
#[derive(Clone, Copy)]
pub(in crate::quality) struct Sample<'a> {
    pub(in crate::quality) counted: &'a Quantification<'a>,
    /// Its place among the samples.
    pub(in crate::quality) at: usize,
    pub(in crate::quality) measures: &'a Measures,
    pub(in crate::quality) options: &'a QualityOptions,
}

impl Sample<'_> {
    pub(super) fn qc(&self) -> &SampleQc {
        &self.counted.qc[self.at]
    }

    pub(super) fn limit(&self, name: &str) -> f64 {
        self.options.limit(name)
    }

    /// Reads of a class.
    pub(super) fn class(&self, class: &str) -> u64 {
        self.qc().classes.iter().filter(|share| share.class == class).map(|s| s.reads).sum()
    }

    /// The fluid, in lower case.
    pub(super) fn fluid(&self) -> Option<String> {
        self.options.biofluid.as_ref().map(|fluid| fluid.to_lowercase())
    }

    pub(super) fn fluid_has(&self, words: &[&str]) -> bool {
        self.fluid().is_some_and(|fluid| words.iter().any(|word| fluid.contains(word)))
    }
}
